package io.millrace.worker;

import io.millrace.lane.Handful;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The thread that looks in now and then: takes lanes away from workers that are stuck before they got to them, and tunes
 * how many workers there are, if that is wanted.
 *
 * <p>It looks every 10 ms, and every 100 ms where there are so many workers that looking costs something.
 */
public final class Watch implements AutoCloseable, Runnable {
    private static final long TICK_NANOS = 10_000_000;
    private static final long LONG_TICK_NANOS = 100_000_000;
    private static final int MANY_WORKERS = 2_000;

    private final Crew crew;
    private final @Nullable Tuning tuning;
    private final long[] steps;
    private final int[] stolen = new int[Handful.SIZE];
    private final Thread thread;
    private volatile boolean closed;

    /** Starts to watch a crew of at most {@code maxWorkers}, and to tune it unless {@code tuning} is null. */
    public Watch(Crew crew, int maxWorkers, @Nullable Tuning tuning) {
        this.tuning = tuning;
        this.crew = crew;
        steps = new long[maxWorkers];
        thread = Thread.ofPlatform().daemon().name("millrace-watch").start(this);
    }

    @Override
    public void run() {
        while (!closed) {
            LockSupport.parkNanos(this, crew.count() > MANY_WORKERS ? LONG_TICK_NANOS : TICK_NANOS);
            crew.relieve(steps, stolen);
            if (tuning != null) {
                tuning.tick();
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
