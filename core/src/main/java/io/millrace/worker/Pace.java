package io.millrace.worker;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * How long the handler usually takes: a moving average over all workers, at first of all that were seen.
 *
 * <p>Workers update it without synchronisation and now and then undo each other's update. That race is benign: the value
 * only decides how many lanes a worker takes at a time and how readily others are woken, and the next sample mends it.
 */
final class Pace {
    /** What takes longer is not taken several at a time. */
    private static final long SLOW_NANOS = 5_000;

    /** Longer ones count as this much, so that the average forgets them soon. */
    private static final long LONGEST_NANOS = 100_000_000;

    /** What a handler is expected to take that waits for something. */
    private static final long WAITING_NANOS = 1_000_000;

    private static final VarHandle AVERAGE;

    static {
        try {
            AVERAGE = MethodHandles.lookup().findVarHandle(Pace.class, "averageNanos", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final int MOST_SEEN = 16;

    private long averageNanos;
    private int seen;

    /** Begins with a guess: handlers on virtual threads are expected to wait. */
    Pace(boolean slow) {
        averageNanos = slow ? WAITING_NANOS : 0;
    }

    void sample(long nanos) {
        long average = (long) AVERAGE.getOpaque(this);
        int samples = Math.min(seen + 1, MOST_SEEN);
        seen = samples;
        AVERAGE.setOpaque(this, average + ((Math.min(nanos, LONGEST_NANOS) - average) / samples));
    }

    /** What a packet usually takes. */
    long nanos() {
        return (long) AVERAGE.getOpaque(this);
    }

    /** How many packets fit into a time, at least one and at most so many. */
    int packetsIn(long nanos, int most) {
        return Math.clamp(nanos / Math.max(nanos(), 1), 1, most);
    }

    /** Whether packets take so long that none should wait behind another without need. */
    boolean isSlow() {
        return nanos() > SLOW_NANOS;
    }
}
