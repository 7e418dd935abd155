package io.millrace.ledger;

import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.Histogram;

/**
 * A distribution of durations: HdrHistogram with two significant digits, in microseconds, up to an hour.
 *
 * <p>For any thread. It is kept in several parts, so that threads which enter durations at the same time do not contend for
 * the same words. Where handlers take less than a few microseconds only the first packets and every {@linkplain #SAMPLING
 * 64th} are timed; the choice does not depend on the packet, so the percentiles stand for all.
 */
public final class Durations {
    /** One in so many packets is timed while handlers are fast. */
    public static final int SAMPLING = 64;

    private static final long HIGHEST_MICROS = 3_600_000_000L;
    private static final int DIGITS = 2;
    /** A power of two. */
    private static final int PARTS = 8;

    /** The durations, in microseconds, that so many of all are not above, and the longest; all 0 if there are none. */
    public record Percentiles(long p50, long p99, long p999, long max) {}

    private final AtomicHistogram[] parts = new AtomicHistogram[PARTS];

    public Durations() {
        for (int i = 0; i < PARTS; i++) {
            parts[i] = new AtomicHistogram(HIGHEST_MICROS, DIGITS);
        }
    }

    /**
     * Enters a duration; a negative one, after a clock was set back, as 0.
     *
     * @param who a number of who enters it: different ones spread over the parts
     */
    public void record(long nanos, int who) {
        parts[who & (PARTS - 1)].recordValue(Math.clamp(nanos / 1_000, 0, HIGHEST_MICROS));
    }

    /** What was entered so far. */
    public Percentiles read() {
        Histogram all = new Histogram(HIGHEST_MICROS, DIGITS);
        for (AtomicHistogram part : parts) {
            all.add(part);
        }
        return new Percentiles(
                all.getValueAtPercentile(50),
                all.getValueAtPercentile(99),
                all.getValueAtPercentile(99.9),
                all.getMaxValue());
    }
}
