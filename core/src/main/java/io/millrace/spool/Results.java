package io.millrace.spool;

import io.millrace.worker.Sequencer;
import java.util.function.IntConsumer;

/**
 * Slots whose packets are done when their results were given out.
 *
 * <p>Results are given out in the order of the packets' numbers, and slots come back in any order. They wait in two heaps:
 * one is done as a whole when the turn has passed its highest number, the other grows meanwhile. So nothing is sorted, and a
 * slot waits for what was read back together with it, no more.
 *
 * <p>Owned by the spool's thread.
 */
final class Results {
    private final Sequencer<?> sequencer;
    private Heap passing;
    private Heap growing;

    private static final class Heap {
        final int[] slots;
        int count;
        long highest;

        Heap(int most) {
            slots = new int[most];
        }
    }

    /** For at most so many slots at a time. */
    Results(Sequencer<?> sequencer, int most) {
        this.sequencer = sequencer;
        passing = new Heap(most);
        growing = new Heap(most);
    }

    /** Has a slot wait for the result of its packet. */
    void await(int slot, long sequence) {
        growing.slots[growing.count++] = slot;
        growing.highest = Math.max(growing.highest, sequence);
    }

    /** Passes on the slots whose results were given out; whether there were any. */
    boolean pass(IntConsumer done) {
        if (passing.count == 0) {
            Heap empty = passing;
            passing = growing;
            growing = empty;
            growing.highest = 0;
        }
        if (passing.count == 0 || !sequencer.isGivenOut(passing.highest)) {
            return false;
        }
        for (int i = 0; i < passing.count; i++) {
            done.accept(passing.slots[i]);
        }
        passing.count = 0;
        return true;
    }
}
