package io.millrace.worker;

import io.millrace.lane.Handful;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The thread that looks in now and then: takes lanes away from workers that are stuck before they got to them, finds handlers
 * that take too long, and tunes how many workers there are, if that is wanted.
 *
 * <p>It looks at workers every 10 ms; where there are more than 50 less often, since each that it looks at is in another's
 * cache, and every 100 ms in any case.
 */
public final class Watch implements AutoCloseable, Runnable {
    private static final long TICK_NANOS = 10_000_000;
    private static final long SELDOM_NANOS = 100_000_000;
    private static final long NANOS_FOR_EACH = 200_000;

    /** Who is woken a little early looks all the same. */
    private static final long EARLY_NANOS = 2_000_000;

    private final Crew crew;
    private final @Nullable Tuning tuning;
    private final @Nullable Timekeeper timekeeper;
    private final long[] steps;
    private final int[] stolen = new int[Handful.SIZE];
    private final Thread thread;
    private long lookedNanos = System.nanoTime();
    private volatile boolean closed;

    /** Starts to watch a crew, to look how long handlers take unless that is null, and to tune it unless that is null. */
    public Watch(Crew crew, @Nullable Timekeeper timekeeper, @Nullable Tuning tuning) {
        this.timekeeper = timekeeper;
        this.tuning = tuning;
        this.crew = crew;
        steps = new long[crew.staff().capacity()];
        crew.region().retain(); // until the thread has ended: it looks at packets
        thread = Thread.ofPlatform().daemon().name("millrace-watch").start(this);
    }

    @Override
    public void run() {
        try {
            while (!closed) {
                LockSupport.parkNanos(this, pauseNanos());
                look();
            }
        } finally {
            crew.region().release();
        }
    }

    private long pauseNanos() {
        if (tuning != null) {
            return tuning.tickNanos();
        }
        return betweenLooksNanos();
    }

    private long betweenLooksNanos() {
        return Math.clamp(crew.count() * NANOS_FOR_EACH, TICK_NANOS, SELDOM_NANOS);
    }

    private void look() {
        long now = System.nanoTime();
        if (now - lookedNanos >= betweenLooksNanos() - EARLY_NANOS) {
            lookedNanos = now;
            lookAtWorkers();
        }
        if (tuning != null) {
            tuning.tick();
        }
    }

    private void lookAtWorkers() {
        if (timekeeper != null) {
            timekeeper.look();
        }
        crew.relieve(steps, stolen);
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
