package io.millrace.cli.names;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What an address is called, as soon as that is known. Who looked it up settles it, once; it is read by any thread.
 *
 * <p>It is awaited for a limited time, which begins when it is asked for, not when somebody begins to wait. So an answer that
 * does not come costs its delay once, however many packets have the address; when it comes late, later packets have it.
 */
final class HostName {
    private final CountDownLatch settled = new CountDownLatch(1);
    private final long deadline;

    /** Written before the latch opens, read after. */
    private @Nullable String name;

    /**
     * A name that is not known yet.
     *
     * @param deadline until when it is awaited, as {@link System#nanoTime} tells the time
     */
    HostName(long deadline) {
        this.deadline = deadline;
    }

    /** Says what the name is; null if there is none. */
    void settle(@Nullable String found) {
        name = found;
        settled.countDown();
    }

    /** The name; null if there is none, or none yet. */
    @Nullable
    String orNull() {
        return settled.getCount() == 0 ? name : null;
    }

    /** Whether it may still become known in time. */
    boolean isAwaited() {
        return settled.getCount() > 0 && deadline - System.nanoTime() > 0;
    }

    /** Waits until it is settled, its time is over, or so many nanoseconds have passed. */
    void await(long nanos) throws InterruptedException {
        boolean _ = settled.await(Math.min(nanos, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    }
}
