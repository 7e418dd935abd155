package io.millrace.ledger;

import java.util.concurrent.atomic.LongAdder;

/** Packets that were queued and then shed, by cause; those shed at the door are in {@link TakeTally}. For any thread. */
public final class ShedTally {
    private final LongAdder oldest = new LongAdder();
    private final LongAdder aged = new LongAdder();
    private final LongAdder codel = new LongAdder();

    public ShedTally() {}

    /** Enters a packet, before its memory is used again. */
    public void shed(Shed cause) {
        of(cause).increment();
    }

    /** How many were shed for a cause. */
    public long soFar(Shed cause) {
        return of(cause).sum();
    }

    private LongAdder of(Shed cause) {
        return switch (cause) {
            case OLDEST -> oldest;
            case AGED -> aged;
            case CODEL -> codel;
            case NEWEST, SAMPLED, SPOOL -> throw new IllegalArgumentException(cause + " is not shed in a lane");
        };
    }
}
