package io.millrace.ledger;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What one worker did, and the word by which it can be written off.
 *
 * <p><b>Protocol.</b> {@code steps} counts a worker's steps: even while it is outside a handler, odd inside. To begin, to
 * end, or to end one packet and begin the next is one compare-and-exchange that adds 1, 1 or 2. The closing thread, when the
 * drain time is over, sets the sign bit, and the bit below that says why, with one atomic operation. From that instant the
 * number under the sign is final: nobody but the worker changes the number, so its exchange fails exactly if the sign came
 * first, and a step that failed is not counted. That is also why it is no addition, which would count it. A worker that was
 * written off touches nothing of the capture any more. So a packet whose handler returns just when its time is over is
 * handled or abandoned, never both and never neither, and a worker that hangs in a handler for ever costs exactly one
 * abandoned packet.
 *
 * <p><b>The hold.</b> The watch may want to interrupt a handler that takes too long, and must never hit the next one. So it
 * first {@linkplain #hold holds} the worker at the steps at which it found it: the sign bit again, alone, set by an exchange
 * that fails if the worker has moved on. A worker whose handler returns meanwhile finds the sign, and waits in its step
 * until the watch has {@linkplain #release let go}, which is as long as it takes to interrupt a thread. So the interrupt
 * comes before the step that ends its packet, and whoever clears it after that step clears it in time. For the worker this
 * costs nothing: it looks at the sign anyway.
 *
 * <p>The worker enters the outcome ({@code handled} or {@code failed}) after the step that ended the packet. A reader that
 * reads outcomes first and steps later therefore never sees more outcomes than starts.
 *
 * <p>All fields are written by the worker alone, but for the sign and the bit below.
 */
@SuppressWarnings("unused") // padding: a worker's line is written with every packet
public final class WorkTally {
    /** The worker must look closer before it steps. */
    private static final long SIGN = Long.MIN_VALUE;

    /** It is never to step again; otherwise the sign means that it is held. */
    private static final long WRITTEN_OFF = 1L << 62;

    private static final long NUMBER = WRITTEN_OFF - 1;

    private static final VarHandle STEPS;
    private static final VarHandle HANDLED;
    private static final VarHandle FAILED;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            STEPS = lookup.findVarHandle(WorkTally.class, "steps", long.class);
            HANDLED = lookup.findVarHandle(WorkTally.class, "handled", long.class);
            FAILED = lookup.findVarHandle(WorkTally.class, "failed", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private long p1, p2, p3, p4, p5, p6, p7;
    private volatile long steps;
    private long handled;
    private long failed;
    private long q1, q2, q3, q4, q5, q6, q7;

    public WorkTally() {}

    /** Begins a packet, or ends one ({@code steps} = 1), or ends one and begins the next (2); false if written off. */
    public boolean step(int by) {
        long before = (long) STEPS.getOpaque(this);
        return (before >= 0 && STEPS.compareAndSet(this, before, before + by)) || stepLate(by);
    }

    /** Waits until it is not held. */
    @SuppressWarnings("ThreadPriorityCheck") // the watch may have lost its processor: give it ours
    private boolean stepLate(int by) {
        while (true) {
            long before = steps;
            if (before >= 0) {
                if (STEPS.compareAndSet(this, before, before + by)) {
                    return true;
                }
            } else if ((before & WRITTEN_OFF) != 0) {
                return false;
            } else {
                Thread.yield();
            }
        }
    }

    /** Keeps the worker from its next step, if these are its steps; false if it has moved on. For the watch. */
    public boolean hold(long atSteps) {
        return STEPS.compareAndSet(this, atSteps, atSteps | SIGN);
    }

    /** Ends the hold. For the watch. */
    public void release() {
        long before = steps;
        while ((before & WRITTEN_OFF) == 0 && !STEPS.compareAndSet(this, before, before & NUMBER)) {
            before = steps;
        }
    }

    /** Waits until the worker is not held, without a step: for the worker. */
    @SuppressWarnings("ThreadPriorityCheck") // as above
    public void awaitRelease() {
        while ((steps & (SIGN | WRITTEN_OFF)) == SIGN) {
            Thread.yield();
        }
    }

    /** Enters that a handler returned. */
    public void handled() {
        HANDLED.setRelease(this, handled + 1);
    }

    /** Enters that a handler threw. */
    public void failed() {
        FAILED.setRelease(this, failed + 1);
    }

    /** Writes the worker off; says whether it was inside a handler, whose packet is now the caller's to count. */
    public boolean writeOff() {
        long before = (long) STEPS.getAndBitwiseOr(this, SIGN | WRITTEN_OFF);
        return (before & WRITTEN_OFF) == 0 && isInside(before);
    }

    /** Whether a handler is running now. */
    public boolean isInside() {
        return isInside(steps);
    }

    /** The steps so far: what has not changed between two looks has not moved. */
    public long steps() {
        return steps & NUMBER;
    }

    public long handledSoFar() {
        return (long) HANDLED.getAcquire(this);
    }

    public long failedSoFar() {
        return (long) FAILED.getAcquire(this);
    }

    /** How many packets were begun. */
    public long started() {
        return (steps() + 1) >>> 1;
    }

    /** How many packets were ended before the worker was written off; {@code handled + failed} follows at once. */
    public long ended() {
        return steps() >>> 1;
    }

    private static boolean isInside(long steps) {
        return (steps & 1) != 0;
    }
}
