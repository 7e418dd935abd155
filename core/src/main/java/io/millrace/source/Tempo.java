package io.millrace.source;

/**
 * When packets of a savefile are due: at the intervals of their timestamps, divided by a speed, from the moment on that the first
 * was asked for. Where timestamps go back a packet is due at once. Belongs to the thread that takes packets.
 */
final class Tempo {
    private final double nanosPerNano;
    private long firstNanos;
    private long begunNanos;
    private boolean begun;

    /** @param speed how many times faster than they were captured */
    Tempo(double speed) {
        nanosPerNano = 1 / speed;
    }

    /**
     * How long it is until a packet is due; 0 or less if it is.
     *
     * @param timestampNanos the packet's time
     * @param nowNanos now, by {@link System#nanoTime}
     */
    long earlyNanos(long timestampNanos, long nowNanos) {
        if (!begun) {
            begun = true;
            firstNanos = timestampNanos;
            begunNanos = nowNanos;
        }
        long after = Math.round((timestampNanos - firstNanos) * nanosPerNano);
        return after - (nowNanos - begunNanos);
    }
}
