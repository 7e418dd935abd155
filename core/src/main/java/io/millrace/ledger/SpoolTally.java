package io.millrace.ledger;

/**
 * What came back from the spool, and what did not. Whoever reads must read this before the tallies of those who give packets to
 * the spool: then no packet is seen to come out that was not seen to go in.
 *
 * <p>All is written by one thread at a time: the spool's, and the closing one when that has ended.
 */
@SuppressWarnings("NonAtomicVolatileUpdate") // one writer at a time
public final class SpoolTally {
    private volatile long resumed;
    private volatile long readBack;
    private volatile long oldest;
    private volatile long lost;
    private volatile long stayed;

    public SpoolTally() {}

    /** Enters packets that an earlier capture had left, and that are read back now; before they are. */
    public void resumed(long packets) {
        resumed = resumed + packets;
    }

    /** Enters packets that were read back, before they are in their lanes. */
    public void readBack(long packets) {
        readBack = readBack + packets;
    }

    /** Enters packets that were shed because the spool was full, and they the oldest in it. */
    public void shedOldest(long packets) {
        oldest = oldest + packets;
    }

    /** Enters packets that could not be read back. */
    public void lost(long packets) {
        lost = lost + packets;
    }

    /** Enters packets that were read back, waited in a lane until the end, and are still on disk. */
    public void stayed(long packets) {
        stayed = stayed + packets;
    }

    public long resumedSoFar() {
        return resumed;
    }

    public long readBackSoFar() {
        return readBack;
    }

    public long shedOldestSoFar() {
        return oldest;
    }

    public long lostSoFar() {
        return lost;
    }

    public long stayedSoFar() {
        return stayed;
    }
}
