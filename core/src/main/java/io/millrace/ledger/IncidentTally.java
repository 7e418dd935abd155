package io.millrace.ledger;

import java.util.concurrent.atomic.LongAdder;

/**
 * What happened to packets on their way, besides what became of them: none of these numbers is an account. For any thread.
 */
public final class IncidentTally {
    private final LongAdder stuck = new LongAdder();
    private final LongAdder retried = new LongAdder();
    private final LongAdder deadLettered = new LongAdder();
    private final LongAdder unwritten;

    /** @param unwritten packets that were handled, and are not in what the handler writes: entered by the handler */
    public IncidentTally(LongAdder unwritten) {
        this.unwritten = unwritten;
    }

    /** Enters that a handler took longer than it should. */
    public void stuck() {
        stuck.increment();
    }

    /** Enters that a packet is handled once more. */
    public void retried() {
        retried.increment();
    }

    /** Enters that a packet was written to the dead letters. */
    public void deadLettered() {
        deadLettered.increment();
    }

    public long stuckSoFar() {
        return stuck.sum();
    }

    public long retriedSoFar() {
        return retried.sum();
    }

    public long deadLetteredSoFar() {
        return deadLettered.sum();
    }

    public long unwrittenSoFar() {
        return unwritten.sum();
    }
}
