package io.millrace.ledger;

import org.HdrHistogram.AtomicHistogram;

/**
 * A distribution of durations: HdrHistogram with two significant digits, in microseconds, up to an hour.
 *
 * <p>For any thread. Where handlers take less than a few microseconds only every {@linkplain #SAMPLING 16th} packet is
 * timed; the choice does not depend on the packet, so the percentiles stand for all.
 */
public final class Durations {
    /** One in so many packets is timed while handlers are fast. */
    public static final int SAMPLING = 16;

    private static final long HIGHEST_MICROS = 3_600_000_000L;

    private final AtomicHistogram micros = new AtomicHistogram(HIGHEST_MICROS, 2);

    public Durations() {}

    /** Enters a duration; a negative one, after a clock was set back, as 0. */
    public void record(long nanos) {
        micros.recordValue(Math.clamp(nanos / 1_000, 0, HIGHEST_MICROS));
    }

    /** The duration in microseconds that {@code percent} of all are not above. */
    public long percentileMicros(double percent) {
        return micros.getValueAtPercentile(percent);
    }

    /** The longest, in microseconds. */
    public long maxMicros() {
        return micros.getMaxValue();
    }
}
