package io.millrace.worker;

import io.millrace.ledger.WorkTally;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What a worker does with a packet whose handler threw: tries again, as often as is wanted, and then has it failed.
 *
 * <p>The worker stays in its lane and rests between the attempts. So packets behind it in the lane wait, as their order demands,
 * and other lanes are other workers' affair. All of this lies between the two steps of one packet, and nothing of it costs a
 * packet that is handled well. Belongs to the worker.
 */
final class Attempts {
    private final Crew crew;
    private final Handling.Desk desk;
    private final WorkTally tally;

    /**
     * Even while the handler runs, odd while the worker rests or tells of the failure; grows whenever that changes, so that
     * the watch tells one attempt from another.
     */
    private volatile int turns;

    Attempts(Crew crew, Handling.Desk desk, WorkTally tally) {
        this.crew = crew;
        this.desk = desk;
        this.tally = tally;
    }

    /** Goes on with a packet after its first failure; null if it has failed for good. */
    Handling.@Nullable Outcome after(Throwable first, int packet, int lane) {
        Throwable failure = first;
        Retry retry = crew.retry();
        int attempts = 1;
        while (attempts <= retry.times() && rests(retry.pauseNanos(attempts))) {
            attempts++;
            crew.incidents().retried();
            try {
                return desk.handle(packet, lane);
            } catch (Throwable e) {
                failure = e;
            }
        }
        endAttempt();
        try {
            desk.fail(packet, failure, attempts);
        } catch (Throwable e) {
            // The packet has failed already, whatever comes of telling it.
        }
        turn();
        return null;
    }

    /** Which attempt this is; odd between attempts. For any thread. */
    int turns() {
        return turns;
    }

    /**
     * Interrupts an attempt at a packet, and nothing else; says whether it was still under way. For the watch.
     *
     * @param atSteps the worker's steps, which are odd
     * @param turn the attempt, which is even
     * @param thread the worker's, at these steps
     */
    boolean interrupt(long atSteps, int turn, Thread thread) {
        if (!tally.hold(atSteps)) {
            return false;
        }
        try {
            if (turns != turn) {
                return false;
            }
            thread.interrupt();
            return true;
        } finally {
            tally.release();
        }
    }

    /**
     * Ends the attempt before, and waits before the next; false if there shall be none because the crew is dismissed. An
     * interrupt only makes it look at that. The crew is dismissed before its workers are interrupted.
     */
    private boolean rests(long nanos) {
        endAttempt();
        boolean rested = pause(nanos);
        turn();
        Thread.interrupted();
        return rested;
    }

    /**
     * From here on the watch interrupts nothing; what has come, or the handler left behind, is for nobody else.
     *
     * <p>The watch may be about to interrupt the attempt. Its turn is over first, then the hold is looked at; the watch
     * holds first, then looks at the turn. So one of the two sees the other: the interrupt has come when this returns, or
     * comes no more.
     */
    private void endAttempt() {
        turn();
        tally.awaitRelease();
        Thread.interrupted();
    }

    /** The worker alone writes it. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void turn() {
        turns++;
    }

    private boolean pause(long nanos) {
        long end = System.nanoTime() + nanos;
        while (!crew.isDismissed()) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return true;
            }
            Thread.interrupted();
            if (!crew.isDismissed()) {
                LockSupport.parkNanos(this, left);
            }
        }
        return false;
    }
}
