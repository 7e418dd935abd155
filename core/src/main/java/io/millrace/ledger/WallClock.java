package io.millrace.ledger;

import java.time.Instant;

/** The time of day in nanoseconds, and how it lies to {@link System#nanoTime}, which nobody sets. For any thread. */
public final class WallClock {
    private WallClock() {}

    /** Nanoseconds since the epoch. */
    public static long nanos() {
        Instant now = Instant.now();
        return (now.getEpochSecond() * 1_000_000_000L) + now.getNano();
    }

    /** What must be added to a time of day, in nanoseconds since the epoch, to get the {@link System#nanoTime} of it. */
    public static long offsetToNanoTime() {
        long before = System.nanoTime();
        long wall = nanos();
        long after = System.nanoTime();
        return before + ((after - before) >> 1) - wall;
    }
}
