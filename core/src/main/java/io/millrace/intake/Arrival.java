package io.millrace.intake;

import io.millrace.ledger.WallClock;
import java.util.function.LongSupplier;

/**
 * When the ages of packets begin, by {@link System#nanoTime}, whatever is done to the time of day.
 *
 * <p>A packet's timestamp is a time of day. How the two clocks lie to each other is looked up once a batch; so a clock that
 * was set spoils only the ages of packets which the kernel had stamped before. When the relation has changed since the batch
 * before, these are taken to be no older than that batch. Packets of a savefile were stamped long ago: their ages begin when
 * they are taken.
 *
 * <p>Owned by one capture thread.
 */
final class Arrival {
    /** Clocks that drift or are being slewed change their relation by less between two batches. */
    private static final long STEP_NANOS = 5_000_000;

    private final boolean live;
    /** What {@link WallClock#offsetToNanoTime} tells. */
    private final LongSupplier clocks;

    private long offset;
    private long nowNanos;
    private long notBefore;

    Arrival(boolean live) {
        this(live, WallClock::offsetToNanoTime);
    }

    Arrival(boolean live, LongSupplier clocks) {
        this.live = live;
        this.clocks = clocks;
        offset = clocks.getAsLong();
        nowNanos = System.nanoTime();
        notBefore = Long.MIN_VALUE;
    }

    /** A batch begins. */
    void batch() {
        long before = nowNanos;
        nowNanos = System.nanoTime();
        if (live) {
            long offsetBefore = offset;
            offset = clocks.getAsLong();
            boolean wasSet = Math.abs(offset - offsetBefore) > STEP_NANOS;
            notBefore = wasSet ? before : Long.MIN_VALUE;
        }
    }

    /** When this batch began. */
    long nowNanos() {
        return nowNanos;
    }

    /** When the age of a packet of this batch began. */
    long sinceNanos(long timestampNanos) {
        return live ? Math.clamp(timestampNanos + offset, notBefore, nowNanos) : nowNanos;
    }
}
