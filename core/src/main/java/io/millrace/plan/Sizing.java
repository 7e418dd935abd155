package io.millrace.plan;

import io.millrace.store.Stores;

/**
 * The settings of a capture that are sized.
 *
 * @param workers how many handlers may run at a time
 * @param queueBytes the bound of the queue
 * @param kernelBytes the kernel's buffer
 * @param ageLimitSeconds what is older is shed before its handler ({@code max-age}); infinite for no limit
 */
public record Sizing(int workers, long queueBytes, long kernelBytes, double ageLimitSeconds) {
    /** No limit on the age of packets. */
    public static final double NO_LIMIT = Double.POSITIVE_INFINITY;

    private static final int MOST_WORKERS = 100_000;

    public Sizing {
        Checks.requireBetween("workers", workers, 1, MOST_WORKERS);
        Checks.requireBetween("queue bytes", queueBytes, 1, Long.MAX_VALUE);
        Checks.requireBetween("kernel bytes", kernelBytes, 1, Long.MAX_VALUE);
        Checks.requireBetween("age limit in seconds", ageLimitSeconds, 1e-6, NO_LIMIT);
    }

    /** How many bytes of the queue a packet of a mean length takes. */
    public static long slotBytes(double meanBytes) {
        return Stores.slotBytes((int) Math.ceil(meanBytes));
    }

    /** How many packets find room in the queue. */
    double queuePackets(double meanBytes) {
        return Math.max(1, (double) queueBytes / slotBytes(meanBytes));
    }
}
