package io.millrace.spool;

/**
 * When the ages of a segment's packets began, by {@link System#nanoTime}: how far that is from their timestamps, wherever the
 * distance changes. It does so only when the time of day is set or drifts, so it is little to remember.
 */
final class Ages {
    /** What is nearer than this is taken to be the same. */
    private static final long SAME_NANOS = 1_000_000;

    private static final int MOST = 1 << 12;

    private final int[] from = new int[MOST];
    private final long[] distance = new long[MOST];
    private int count;
    private int at;

    /** Notes when the age of a packet began; packets come in their order. */
    void note(int packet, long timestampNanos, long sinceNanos) {
        long now = sinceNanos - timestampNanos;
        boolean same = count > 0 && Math.abs(now - distance[count - 1]) <= SAME_NANOS;
        if (!same && count < MOST) {
            from[count] = packet;
            distance[count++] = now;
        }
    }

    /** When the age of a packet began that was noted; packets come in their order here too. */
    long sinceNanos(int packet, long timestampNanos) {
        while (at + 1 < count && from[at + 1] <= packet) {
            at++;
        }
        return timestampNanos + distance[at];
    }
}
