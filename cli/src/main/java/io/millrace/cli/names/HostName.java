package io.millrace.cli.names;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What an address is called, as soon as that is known. Who looks it up says when that begins, and settles it, once; it is
 * read by any thread.
 *
 * <p>It is awaited for a limited time, which begins when it is asked for and anew when its look-up begins, not when somebody
 * begins to wait. So an answer that does not come costs its delay once, however many packets have the address; when it comes
 * late, later packets have it.
 */
final class HostName {
    private final CountDownLatch settled = new CountDownLatch(1);
    private final Patience patience;
    private final long asked = System.nanoTime();
    private volatile long begun;
    private volatile boolean hasBegun;

    /** Written before the latch opens, read after. */
    private @Nullable String name;

    /** A name that is not known yet. */
    HostName(Patience patience) {
        this.patience = patience;
    }

    /** Says that its turn to be looked up has come. */
    void begin() {
        begun = System.nanoTime();
        hasBegun = true;
    }

    /** Says what the name is; null if there is none. */
    void settle(@Nullable String found) {
        if (hasBegun) {
            patience.answered(begun);
        }
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
        return settled.getCount() > 0 && nanosLeft() > 0;
    }

    /** Waits until it is settled, its time is over, or so many nanoseconds have passed. */
    void await(long nanos) throws InterruptedException {
        boolean _ = settled.await(Math.min(nanos, nanosLeft()), TimeUnit.NANOSECONDS);
    }

    private long nanosLeft() {
        return hasBegun ? patience.leftSince(begun) : patience.leftInTurn(asked);
    }
}
