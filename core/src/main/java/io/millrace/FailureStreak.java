package io.millrace;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Ends a capture when too many packets have failed in a row.
 *
 * <p>A row is broken by a packet that was handled well, whichever worker did it. Nothing is done for one that is: whoever fails
 * looks at the count of those that were handled, and if it has grown since the failure before, a new row begins with his own. For
 * any thread; guarded by this object's monitor, but for {@code reason}, which is written once.
 */
final class FailureStreak {
    private final int most;
    private final LongSupplier handled;
    private final Runnable end;
    private int inARow;
    private long handledBefore = -1;
    private volatile @Nullable CaptureException reason;

    /**
     * Begins without failures.
     *
     * @param most so many end the capture
     * @param handled how many packets were handled well
     * @param end ends the capture; is run once
     */
    FailureStreak(int most, LongSupplier handled, Runnable end) {
        this.most = most;
        this.handled = handled;
        this.end = end;
    }

    /** Enters a failure. */
    void failed(Throwable failure) {
        if (isTooLong(failure)) {
            end.run();
        }
    }

    private synchronized boolean isTooLong(Throwable failure) {
        if (reason != null) {
            return false;
        }
        long handledNow = handled.getAsLong();
        inARow = handledNow == handledBefore ? inARow + 1 : 1;
        handledBefore = handledNow;
        if (inARow < most) {
            return false;
        }
        reason = new CaptureException(
                "the handler failed " + most + (most == 1 ? " time" : " times in a row") + ": " + Reason.of(failure)
                        + " (mend the handler or what it needs; to try again: --on-failure retry:N, Failures.retry)",
                failure);
        return true;
    }

    /** Why the capture was ended; null if it was not. */
    @Nullable
    CaptureException reason() {
        return reason;
    }
}
