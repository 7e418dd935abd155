package io.millrace.pcap;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what with a handle, and when. All fields are guarded by this object's monitor, which is never held while
 * packets are read: so a break or a close gets through to a loop. {@code breaking} may be read without it, and {@code
 * reading} set to false.
 *
 * <p>A break is asked for once however often it is, and used up by the reading call that is under way or, if none is, by the
 * next: {@link #takeBreak()}.
 *
 * <p>A close while another thread reads breaks that call, waits until it has ended, and gives the handle back. A close from
 * within a callback ends the call under way, which gives the handle back on its way out.
 *
 * <p>A reading call may end because the stack is used up, and then there is no room to call anything, nor to enter a
 * monitor. So whoever reads clears {@link #reading} himself, and calls {@link #left()} only after that; who waits for the
 * end looks for it now and then.
 */
final class Gate {
    private static final long LOOK_MILLIS = 50;

    private final String device;
    private final Runnable breaker;
    private final Runnable release;
    private @Nullable Thread owner;

    /** Whether a reading call is under way. */
    volatile boolean reading;

    private volatile boolean breaking;
    private boolean closing;
    private boolean released;

    /**
     * @param device for messages
     * @param breaker breaks the reading call; never run once {@code release} was
     * @param release gives the handle back; run once
     */
    Gate(String device, Runnable breaker, Runnable release) {
        this.device = device;
        this.breaker = breaker;
        this.release = release;
    }

    /** Makes the calling thread the owner; fails if another is. */
    synchronized void claim() {
        check();
        owner = Thread.currentThread();
    }

    /** Begins a reading call of the owner, who sets {@link #reading} to false when it ends. */
    synchronized void enter() {
        claim();
        if (reading) {
            throw new IllegalStateException(
                    device + ": dispatch, loop and next cannot be called from their own callback");
        }
        reading = true;
    }

    /** A reading call has ended. */
    synchronized void left() {
        if (closing) {
            releaseNow();
        }
        notifyAll();
    }

    /** Runs a call that does not wait for packets, for the owner. */
    synchronized <T extends @Nullable Object> T control(Supplier<T> call) {
        check();
        return call.get();
    }

    synchronized void breakLoop() {
        if (!released) {
            breaking = true;
            breaker.run();
        }
    }

    /** Whether a break was asked for and is not used up. */
    boolean breakAsked() {
        return breaking;
    }

    /** Uses up a break; returns whether one was asked for. For a reading call that ends. */
    synchronized boolean takeBreak() {
        boolean asked = breaking;
        breaking = false;
        return asked;
    }

    /** Whether nobody has closed the handle. */
    synchronized boolean isOpen() {
        return !closing;
    }

    synchronized void close() {
        closing = true;
        if (reading) {
            breaking = true;
            breaker.run();
            if (owner == Thread.currentThread()) {
                return;
            }
            awaitEnd();
        }
        releaseNow();
    }

    private void releaseNow() {
        if (!released) {
            released = true;
            release.run();
        }
    }

    /** Cannot be interrupted: a close that returned early would leave the caller without knowing. */
    private void awaitEnd() {
        boolean interrupted = false;
        while (reading) {
            try {
                wait(LOOK_MILLIS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void check() {
        if (closing) {
            throw new IllegalStateException(device + ": the handle is closed");
        }
        requireOwner();
    }

    /** For what may be asked of a closed handle too. */
    synchronized void requireOwner() {
        Thread current = Thread.currentThread();
        if (owner != null && owner != current) {
            throw new IllegalStateException(device + ": the handle belongs to " + name(owner) + " and was called from "
                    + name(current) + "; only breakLoop and close are for other threads");
        }
    }

    /** How a thread is named in messages. */
    static String name(Thread thread) {
        return "thread " + thread.getName() + " (" + thread.threadId() + ")";
    }
}
