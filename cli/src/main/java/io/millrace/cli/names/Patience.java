package io.millrace.cli.names;

import java.time.Duration;

/**
 * How long names are waited for. A look-up has a certain time. One whose turn has not come has as much, but as long as others
 * are answered in time it is given more: then it is not the name server that fails, there are only many to ask for. Times are
 * those of {@link System#nanoTime}. For any number of threads.
 */
final class Patience {
    private final long nanos;

    /** When a look-up last ended in time. Of two that end at once either will do. */
    private volatile long lastAnswer = System.nanoTime();

    Patience(Duration time) {
        nanos = time.toNanos();
    }

    /** Says that a look-up has ended. */
    void answered(long begun) {
        long now = System.nanoTime();
        if (now - begun < nanos) {
            lastAnswer = now;
        }
    }

    /** How long to wait for a look-up that has begun. */
    long leftSince(long begun) {
        return begun + nanos - System.nanoTime();
    }

    /** How long to wait for a look-up whose turn has not come. */
    long leftInTurn(long asked) {
        long answer = lastAnswer;
        return leftSince(answer - asked > 0 ? answer : asked);
    }
}
