package io.millrace.store;

/**
 * Which pages are taken: one bit a page, a run of pages found first-fit from the lowest. Low pages are used again before
 * high ones are touched, so that the memory a capture really occupies follows its backlog.
 *
 * <p>Owned by the capture thread.
 */
final class Pages {
    private final long[] free;
    private final int count;
    /** No page below this word is free. */
    private int lowest;

    Pages(int count) {
        this.count = count;
        free = new long[(count + 63) >>> 6];
        for (int page = 0; page < count; page++) {
            free[page >>> 6] |= 1L << page;
        }
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
