package io.millrace;

import io.millrace.ffi.CallState;
import io.millrace.ffi.Platform;
import io.millrace.ffi.Priority;
import io.millrace.intake.Intake;
import io.millrace.source.KernelCounts;
import io.millrace.source.Source;
import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * A thread that takes packets: owns a source and an intake, and does nothing else. It never runs a handler, and never waits
 * for one unless the policy is {@code block}.
 *
 * <p>{@code closed} and the source's end are guarded by this object's monitor, so that {@link #counts} never asks a source
 * that was given back.
 */
final class CaptureThread implements Runnable {
    /** The kernel's counters are 32 bits wide: they are fetched at least this often, also on an idle link. */
    private static final int LONGEST_WAIT_MILLIS = 1_000;

    /** Who never sleeps asks the source now and then as if he would: that is when it finds that its device is gone. */
    private static final long NANOS_BETWEEN_WAITS = 100_000_000;

    private final Source source;
    private final Intake intake;
    private final Duration duration;
    private final boolean busyPoll;
    private final CountDownLatch done;
    private final Thread thread;
    private @Nullable KernelCounts closed;
    private volatile @Nullable Throwable failure;

    CaptureThread(Source source, Intake intake, CaptureSettings settings, CountDownLatch done, int index) {
        this.source = source;
        this.intake = intake;
        duration = settings.duration();
        busyPoll = settings.busyPoll();
        this.done = done;
        thread = Thread.ofPlatform().daemon().name("millrace-capture-" + index).unstarted(this);
    }

    void start() {
        thread.start();
    }

    @Override
    public void run() {
        try {
            if (source.isLive()) {
                goFirst();
            }
            take();
        } catch (Throwable e) {
            failure = e;
        }
        try {
            end();
        } catch (Throwable e) {
            failure = failure == null ? e : failure;
        } finally {
            done.countDown();
        }
    }

    /**
     * Asks to be scheduled before the workers, which on a busy machine would otherwise leave this thread one share of many.
     * A file waits, and to read it first would be before the compiler, which has most to do when it begins. Workers that
     * this thread starts inherit it, and so do threads that carry virtual ones.
     */
    private static void goFirst() {
        if (Platform.CURRENT == Platform.LINUX) {
            try (Arena arena = Arena.ofConfined()) {
                Priority.raise(new CallState(arena));
            }
        }
    }

    private void take() {
        long begun = System.nanoTime();
        while (!intake.isStopped()) {
            int timeoutMillis = LONGEST_WAIT_MILLIS;
            if (!duration.isZero()) {
                long leftMillis = duration.toMillis() - ((System.nanoTime() - begun) / 1_000_000);
                if (leftMillis <= 0) {
                    intake.stop();
                    break;
                }
                timeoutMillis = (int) Math.min(leftMillis, timeoutMillis);
            }
            int taken = busyPoll ? poll(timeoutMillis) : source.take(intake, Intake.TURN, timeoutMillis);
            intake.publish();
            if (taken == Source.END) {
                break;
            }
        }
    }

    /** Looks for packets until there are some, at the longest as long as it would wait for them. */
    private int poll(int timeoutMillis) {
        long begun = System.nanoTime();
        long most = Math.min(timeoutMillis * 1_000_000L, NANOS_BETWEEN_WAITS);
        int taken = source.take(intake, Intake.TURN, 0);
        while (taken == 0 && !intake.isStopped() && System.nanoTime() - begun < most) {
            Thread.onSpinWait();
            taken = source.take(intake, Intake.TURN, 0);
        }
        return taken == 0 && !intake.isStopped() ? source.take(intake, Intake.TURN, 1) : taken;
    }

    private synchronized void end() {
        intake.stop();
        closed = KernelCounts.NONE;
        try (source) {
            intake.publish();
            source.settle();
            closed = source.counts();
        }
    }

    /** Refuses packets from now on, and wakes the thread so that it notices. For any thread. */
    synchronized void stop() {
        intake.stop();
        if (closed == null) {
            source.wake();
        }
    }

    /** What the kernel counted. While the thread takes packets nobody knows how many are unread. For any thread. */
    synchronized KernelCounts counts() {
        if (closed != null) {
            return closed;
        }
        KernelCounts counts = source.counts();
        return new KernelCounts(
                counts.received(), counts.dropped(), counts.interfaceDropped(), KernelCounts.ABSENT, counts.freezes());
    }

    /** Why the thread ended, if something failed. For any thread. */
    @Nullable
    Throwable failure() {
        return failure;
    }
}
