package io.millrace.replay;

import io.millrace.ffi.CallState;
import io.millrace.ffi.Platform;
import io.millrace.ffi.Priority;
import io.millrace.ffi.SysPrctl;
import java.lang.foreign.Arena;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Waits for a time, to the microsecond where the machine allows it. A sleeping thread is woken late, by some tens of
 * microseconds; so it sleeps until a margin before the time, and looks at the clock from then on. The margin follows from
 * how late it was woken before: at low rates a processor is busy for a small part of the time only. Belongs to the thread
 * that waits.
 */
final class Alarm {
    private static final long LEAST_MARGIN_NANOS = 20_000;
    private static final long MOST_MARGIN_NANOS = 200_000;
    private static final long LONGEST_SLEEP_NANOS = 200_000_000;

    /** By which part of the difference the margin comes down, when less would have done. */
    private static final int DECAY = 32;

    private final BooleanSupplier stopped;
    private long marginNanos = 2 * LEAST_MARGIN_NANOS;

    /** @param stopped whether nothing is waited for any more; whoever makes it true unparks the thread */
    Alarm(BooleanSupplier stopped) {
        this.stopped = stopped;
    }

    /**
     * Asks for this thread to be woken without slack, and to be scheduled before others. Only Linux has both for a thread,
     * and only the privileged may have the second; others do without.
     */
    void set() {
        if (Platform.CURRENT == Platform.LINUX) {
            try (Arena arena = Arena.ofConfined()) {
                CallState state = new CallState(arena);
                int slack = SysPrctl.prctl(state, SysPrctl.PR_SET_TIMERSLACK, 1);
                assert slack <= 0 : "it is set or refused";
                Priority.raise(state);
            }
        }
    }

    /** Waits until a time, by {@link System#nanoTime}, or until stopped. */
    void await(long dueNanos) {
        long left = dueNanos - System.nanoTime();
        while (left > 0 && !stopped.getAsBoolean()) {
            long sleep = Math.min(left - marginNanos, LONGEST_SLEEP_NANOS);
            if (sleep > 0) {
                long wakeNanos = System.nanoTime() + sleep;
                LockSupport.parkNanos(this, sleep);
                learn(System.nanoTime() - wakeNanos);
            } else {
                Thread.onSpinWait();
            }
            left = dueNanos - System.nanoTime();
        }
    }

    private void learn(long lateNanos) {
        if (lateNanos > marginNanos) {
            marginNanos = Math.min(lateNanos, MOST_MARGIN_NANOS);
        } else if (lateNanos >= 0) {
            marginNanos = Math.max(LEAST_MARGIN_NANOS, marginNanos - ((marginNanos - lateNanos) / DECAY));
        }
    }
}
