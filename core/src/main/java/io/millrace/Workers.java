package io.millrace;

/** Who calls the handler, and how many at a time. */
public sealed interface Workers {
    /** The most workers of either kind that one capture may have. */
    int MAX = 100_000;

    /** How many handler calls may be under way at a time. */
    int count();

    /**
     * Platform threads, for handlers that compute.
     *
     * @param count how many, 1 to {@link #MAX}; each is started when it is first needed
     */
    record Fixed(int count) implements Workers {
        public Fixed {
            requireCount(count);
        }
    }

    /**
     * Virtual threads, for handlers that wait: a database, a name server, a web service.
     *
     * @param count how many at the most, 1 to {@link #MAX}; they are started as they are needed
     */
    record Virtual(int count) implements Workers {
        public Virtual {
            requireCount(count);
        }
    }

    /**
     * As many virtual threads as serve best: begins with one for each processor, measures, and moves to the number that keeps the
     * queue short at the least cost. Virtual threads do for every kind of handler: where handlers compute there are no more at
     * work than processors, whatever the number, and where they wait a thousand cost little.
     *
     * @param count how many at the most, 1 to {@link #MAX}
     */
    record Auto(int count) implements Workers {
        /** The most workers unless told otherwise. */
        public static final int USUAL_MOST = 10_000;

        public Auto {
            requireCount(count);
        }
    }

    /** {@link Auto}, with 10,000 at the most. */
    static Workers auto() {
        return new Auto(Auto.USUAL_MOST);
    }

    /** {@link Auto}. */
    static Workers auto(int most) {
        return new Auto(most);
    }

    /** {@link Fixed}. */
    static Workers fixed(int count) {
        return new Fixed(count);
    }

    /** {@link Virtual}. */
    static Workers virtual(int max) {
        return new Virtual(max);
    }

    /**
     * The workers of a command line's word: {@code N}, {@code fixed:N}, {@code virtual:N}, {@code auto} or
     * {@code auto:N}.
     *
     * @throws IllegalArgumentException if the word is none of these, or N is out of range
     */
    static Workers parse(String word) {
        if (word.equals("auto")) {
            return auto();
        }
        int colon = word.indexOf(':');
        String kind = colon < 0 ? "fixed" : word.substring(0, colon);
        int count;
        try {
            count = Integer.parseInt(word.substring(colon + 1));
        } catch (NumberFormatException e) {
            throw unknown(word);
        }
        return switch (kind) {
            case "fixed" -> fixed(count);
            case "virtual" -> virtual(count);
            case "auto" -> auto(count);
            default -> throw unknown(word);
        };
    }

    private static IllegalArgumentException unknown(String word) {
        return new IllegalArgumentException("workers: " + word + " (expected: N, fixed:N, virtual:N, auto or auto:N)");
    }

    private static void requireCount(int count) {
        if (count < 1 || count > MAX) {
            throw new IllegalArgumentException("workers: " + count + " (expected: 1 to " + MAX + ")");
        }
    }
}
