package io.millrace.worker;

import io.millrace.lane.RunQueue;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Staying awake for a little while, in case more comes, where packets are handed over as they come. To fall asleep and be
 * woken takes 10 µs, and 25 to 40 when the processor has fallen asleep as well; the packets of a burst are closer together.
 *
 * <p><b>Protocol.</b> One worker at a time keeps the vigil, whoever sets {@code kept}; others fall asleep at once. Who keeps
 * it is counted among those awake, so that who publishes a lane wakes nobody for it. It is no promise to take a lane:
 * whoever gives the vigil up falls asleep as anybody does, and looks once more when he is counted among those asleep (see
 * {@link Worker}). So a lane that comes at the last moment is seen by one of the two sides, as without a vigil.
 */
final class Vigil {
    private final RunQueue runQueue;
    private final long nanos;
    private final AtomicBoolean kept = new AtomicBoolean();

    /** A vigil of so long for a lane in a queue. */
    Vigil(RunQueue runQueue, Duration time) {
        this.runQueue = runQueue;
        nanos = time.toNanos();
    }

    /** Whether vigils are kept here. */
    boolean isUsual() {
        return nanos > 0;
    }

    /** Waits awake for a lane; false if none came in time, or if somebody else does. For any worker. */
    boolean keep() {
        if (!kept.compareAndSet(false, true)) {
            return false;
        }
        long begun = System.nanoTime();
        while (runQueue.isEmpty() && System.nanoTime() - begun < nanos) {
            Thread.onSpinWait();
        }
        kept.set(false);
        return !runQueue.isEmpty();
    }
}
