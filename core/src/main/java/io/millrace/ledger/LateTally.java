package io.millrace.ledger;

import java.util.concurrent.atomic.LongAdder;

/**
 * Outcomes that are not entered by the worker that began the packet: of stages that completed later, of results whose turn
 * came later, and of packets given up at the close. For any thread.
 */
public final class LateTally {
    private final LongAdder handled = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder abandonedQueued = new LongAdder();
    private final LongAdder abandonedInFlight = new LongAdder();

    public LateTally() {}

    public void handled() {
        handled.increment();
    }

    public void failed() {
        failed.increment();
    }

    /** Enters packets that no handler saw. */
    public void abandonedQueued(long packets) {
        abandonedQueued.add(packets);
    }

    /** Enters packets whose handler was not waited for. */
    public void abandonedInFlight(long packets) {
        abandonedInFlight.add(packets);
    }

    public long handledSoFar() {
        return handled.sum();
    }

    public long failedSoFar() {
        return failed.sum();
    }

    public long abandonedQueuedSoFar() {
        return abandonedQueued.sum();
    }

    public long abandonedInFlightSoFar() {
        return abandonedInFlight.sum();
    }
}
