package io.millrace.store;

/**
 * Which pages are taken: one bit a page.
 *
 * <p>Pages for slots are taken in turn from the lowest {@link #IN_TURN}: memory that another core has just had in its cache
 * is several times slower to write than memory that was left alone for a while. Beyond these, and for runs, it is first-fit
 * from the lowest, so that the memory a capture really occupies follows its backlog.
 *
 * <p>Owned by the capture thread.
 */
final class Pages {
    /** How many pages are used in turn: 8 MiB, several times what a core has as cache of its own. */
    static final int IN_TURN = 128;

    private final long[] free;
    private final int count;
    /** No page below this word is free. */
    private int lowest;
    /** Where the search for a page in turn begins. */
    private int turn;

    Pages(int count) {
        this.count = count;
        free = new long[(count + 63) >>> 6];
        for (int page = 0; page < count; page++) {
            free[page >>> 6] |= 1L << page;
        }
    }

    /** Takes the next free page in turn, or returns -1 if all of these are taken. */
    int takeInTurn() {
        int words = Math.min(IN_TURN >>> 6, free.length);
        for (int i = 0; i <= words; i++) { // the word in which it began twice: from the turn on, and whole
            int word = (turn >>> 6) % words;
            long behind = free[word] & (-1L << turn);
            if (behind != 0) {
                int page = (word << 6) + Long.numberOfTrailingZeros(behind);
                free[word] ^= 1L << page;
                turn = page + 1;
                return page;
            }
            turn = (word + 1) << 6;
        }
        return -1;
    }

    /** Takes a run of pages and returns the first, or -1 if there is no such run. */
    int take(int run) {
        return run == 1 ? takeOne() : takeRun(run);
    }

    private int takeOne() {
        for (int word = lowest; word < free.length; word++) {
            if (free[word] != 0) {
                lowest = word;
                int page = (word << 6) + Long.numberOfTrailingZeros(free[word]);
                free[word] &= free[word] - 1;
                return page;
            }
        }
        lowest = free.length;
        return -1;
    }

    private int takeRun(int run) {
        int found = 0;
        for (int page = lowest << 6; page < count; page++) {
            if (free[page >>> 6] == 0) { // a whole word without a free page
                page |= 63;
                found = 0;
            } else if (isFree(page)) {
                found++;
                if (found == run) {
                    int first = page - run + 1;
                    mark(first, run, false);
                    return first;
                }
            } else {
                found = 0;
            }
        }
        return -1;
    }

    /** Gives a run of pages back. */
    void give(int first, int run) {
        mark(first, run, true);
        lowest = Math.min(lowest, first >>> 6);
    }

    private boolean isFree(int page) {
        return (free[page >>> 6] & (1L << page)) != 0;
    }

    private void mark(int first, int run, boolean asFree) {
        for (int page = first; page < first + run; page++) {
            if (isFree(page) == asFree) {
                throw new AssertionError("page " + page + " is " + (asFree ? "given back" : "taken") + " twice");
            }
            free[page >>> 6] ^= 1L << page;
        }
    }
}
