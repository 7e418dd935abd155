package io.millrace.worker;

/**
 * How often a packet whose handler failed is handled again.
 *
 * @param times how often, besides the first time; 0 for never
 * @param pauseNanos how long is waited before the first of these attempts; each further pause is twice as long
 * @param longestNanos no pause is longer
 */
public record Retry(int times, long pauseNanos, long longestNanos) {
    /** What failed once has failed. */
    public static final Retry NEVER = new Retry(0, 0, 0);

    /** How long is waited before an attempt, the first of which is number 1. */
    public long pauseNanos(int attempt) {
        int doublings = Math.min(attempt - 1, Long.numberOfLeadingZeros(Math.max(pauseNanos, 1)) - 1);
        return Math.min(pauseNanos << doublings, longestNanos);
    }
}
