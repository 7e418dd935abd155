package io.millrace.worker;

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

    Attempts(Crew crew, Handling.Desk desk) {
        this.crew = crew;
        this.desk = desk;
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
        try {
            desk.fail(packet, failure, attempts);
        } catch (Throwable e) {
            // The packet has failed already, whatever comes of telling it.
        }
        return null;
    }

    /**
     * Waits before the next attempt; false if there shall be none because the crew is dismissed. An interrupt only makes it look
     * at that: it may be one that the handler left behind. The crew is dismissed before its workers are interrupted.
     */
    private boolean rests(long nanos) {
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
