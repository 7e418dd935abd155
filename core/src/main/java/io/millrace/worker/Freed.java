package io.millrace.worker;

import io.millrace.store.Returns;
import io.millrace.store.Stores;

/** Slots that a worker is done with, on their way back in batches. Owned by one worker. */
final class Freed {
    private static final int BATCH = 64;

    private final Stores stores;
    private final int[] slots = new int[BATCH];
    private int count;

    Freed(Stores stores) {
        this.stores = stores;
    }

    void add(int slot) {
        slots[count++] = slot;
        if (count == BATCH) {
            flush();
        }
    }

    /** Gives all back if there are so many. */
    void flushFrom(int least) {
        if (count >= least) {
            flush();
        }
    }

    /** Gives all back: before the worker sleeps or waits. */
    void flush() {
        int from = 0;
        while (from < count) {
            Returns returns = stores.returnsOf(slots[from]);
            int end = from + 1;
            while (end < count && stores.returnsOf(slots[end]) == returns) {
                end++;
            }
            returns.give(slots, from, end - from);
            from = end;
        }
        count = 0;
    }
}
