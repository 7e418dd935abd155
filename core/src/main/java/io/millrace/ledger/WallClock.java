package io.millrace.ledger;

import java.time.Instant;

/**
 * The time of day in nanoseconds, cheap enough to be read for a packet: {@link System#nanoTime} plus an offset that
 * somebody {@linkplain #adjust() adjusts} every few milliseconds, so that it follows when the system's clock is set.
 */
public final class WallClock {
    private volatile long offset;

    public WallClock() {
        adjust();
    }

    /** Nanoseconds since the epoch. For any thread. */
    public long nanos() {
        return at(System.nanoTime());
    }

    /** Nanoseconds since the epoch at a reading of {@link System#nanoTime}. For any thread. */
    public long at(long nanoTime) {
        return nanoTime + offset;
    }

    /** Takes the offset anew. For any thread. */
    public void adjust() {
        long before = System.nanoTime();
        Instant now = Instant.now();
        long after = System.nanoTime();
        long epoch = (now.getEpochSecond() * 1_000_000_000L) + now.getNano();
        offset = epoch - (before + ((after - before) >> 1));
    }
}
