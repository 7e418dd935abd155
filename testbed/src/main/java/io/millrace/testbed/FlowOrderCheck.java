package io.millrace.testbed;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * Judges whether each flow came in sequence. For any number of threads, as long as at most one at a time has a packet of
 * the same flow, which is what per-flow order promises; if two have, that shows as disorder.
 */
public final class FlowOrderCheck {
    private final AtomicIntegerArray expected;
    private final LongAdder seen = new LongAdder();
    private final LongAdder missing = new LongAdder();
    private final LongAdder disordered = new LongAdder();

    public FlowOrderCheck(int flows) {
        expected = new AtomicIntegerArray(flows);
    }

    /** Enters a packet; returns whether it is exactly the next one of its flow. */
    public boolean accept(int flow, int sequence) {
        seen.increment();
        int wanted = expected.getAndSet(flow, sequence + 1);
        if (sequence > wanted) {
            missing.add(sequence - (long) wanted);
        } else if (sequence < wanted) {
            disordered.increment();
        }
        return sequence == wanted;
    }

    /** Packets that were entered. */
    public long seen() {
        return seen.sum();
    }

    /** Packets that were skipped: more than 0 means loss, or disorder if some of them came later. */
    public long missing() {
        return missing.sum();
    }

    /** Packets that came after a later one of their flow, or twice. */
    public long disordered() {
        return disordered.sum();
    }

    /**
     * Throws unless every packet of every flow came in sequence, so many in all.
     *
     * @throws AssertionError saying what is wrong
     */
    public void assertComplete(long packets) {
        if (seen() != packets || missing() != 0 || disordered() != 0) {
            throw new AssertionError("expected " + packets + " packets in sequence, but " + seen() + " came, "
                    + missing() + " were skipped and " + disordered() + " came late or twice");
        }
    }
}
