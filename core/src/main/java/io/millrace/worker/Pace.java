package io.millrace.worker;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * How long the handler usually takes: a moving average over all workers.
 *
 * <p>Workers update it without synchronisation and now and then undo each other's update. That race is benign: the value
 * only decides how many lanes a worker takes at a time and how readily others are woken, and the next sample mends it.
 */
final class Pace {
    /** Longer than this, and waking a worker costs less than letting a packet wait. */
    private static final long SLOW_NANOS = 5_000;

    private static final long LONGEST_NANOS = 1_000_000;

    private static final VarHandle AVERAGE;

    static {
        try {
            AVERAGE = MethodHandles.lookup().findVarHandle(Pace.class, "averageNanos", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private long averageNanos;

    /** Begins with a guess: handlers on virtual threads are expected to wait. */
    Pace(boolean slow) {
        averageNanos = slow ? LONGEST_NANOS : 0;
    }

    void sample(long nanos) {
        long average = (long) AVERAGE.getOpaque(this);
        AVERAGE.setOpaque(this, average + ((Math.min(nanos, LONGEST_NANOS) - average) >> 4));
    }

    boolean isSlow() {
        return (long) AVERAGE.getOpaque(this) > SLOW_NANOS;
    }
}
