package io.millrace.replay;

/**
 * When packets are due, by {@link System#nanoTime}: the first at once, each other at its time, counted from the first, so
 * that what is late does not make later what follows. No packet is due before the one before it. Belongs to the thread that
 * sends.
 */
final class Schedule {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int BITS_PER_BYTE = 8;

    private final Pacing pacing;
    private boolean begun;
    private boolean turned;
    private long begunNanos;
    private long originNanos;
    private long firstTimestamp;
    private long dueNanos;
    private long packets;
    private double bits;

    Schedule(Pacing pacing) {
        this.pacing = pacing;
    }

    /** The file begins anew: its first packet follows the last at once, or at the interval of the rate. */
    void turn() {
        turned = true;
    }

    /** When the first packet was due. */
    long begunNanos() {
        return begunNanos;
    }

    /**
     * When the next packet is due.
     *
     * @param timestampNanos its time in the file
     * @param bytes how long it is
     * @param nowNanos now
     */
    long due(long timestampNanos, int bytes, long nowNanos) {
        if (!begun) {
            begun = true;
            begunNanos = nowNanos;
            originNanos = nowNanos;
            dueNanos = nowNanos;
            firstTimestamp = timestampNanos;
        }
        long due = switch (pacing) {
            case Pacing.Original original -> original(original.speed(), timestampNanos);
            case Pacing.PacketsPerSecond paced -> begunNanos + Math.round(packets * NANOS_PER_SECOND / paced.rate());
            case Pacing.BitsPerSecond paced -> begunNanos + Math.round(bits * NANOS_PER_SECOND / paced.rate());
            case Pacing.Unpaced _ -> nowNanos;
        };
        turned = false;
        packets++;
        bits += (double) bytes * BITS_PER_BYTE;
        dueNanos = Math.max(dueNanos, due);
        return dueNanos;
    }

    private long original(double speed, long timestampNanos) {
        if (turned) {
            originNanos = dueNanos;
            firstTimestamp = timestampNanos;
        }
        return originNanos + Math.round((timestampNanos - firstTimestamp) / speed);
    }
}
