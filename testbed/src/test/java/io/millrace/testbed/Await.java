package io.millrace.testbed;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what other threads or the kernel bring about, however busy the machine is. */
public final class Await {
    private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();
    private static final long STEP_NANOS = 2_000_000;

    private Await() {}

    /**
     * Waits until a condition holds.
     *
     * @throws AssertionError saying what was waited for, when it has not come to pass for half a minute
     */
    public static void until(String what, BooleanSupplier condition) {
        long begun = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - begun > PATIENCE_NANOS) {
                throw new AssertionError("waited in vain until " + what);
            }
            LockSupport.parkNanos(STEP_NANOS);
        }
    }
}
