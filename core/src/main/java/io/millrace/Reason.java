package io.millrace;

/** What a handler threw, as one line of bounded length. It is the user's: to ask what it says may fail, too. */
final class Reason {
    private static final int MOST_CHARS = 2_000;

    private Reason() {}

    static String of(Throwable failure) {
        String text;
        try {
            text = failure.toString().strip().replaceAll("\\s*\\R\\s*", "; ");
        } catch (Throwable e) {
            text = failure.getClass().getName();
        }
        return text.length() <= MOST_CHARS ? text : text.substring(0, MOST_CHARS) + "...";
    }

    /** The same, with how often it was tried. */
    static String of(Throwable failure, int attempts) {
        return attempts == 1 ? of(failure) : "failed " + attempts + " times, the last time with " + of(failure);
    }
}
