package io.millrace.cli;

import java.io.PrintStream;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * One line on a terminal that is written over four times a second, and erased in the end. Nothing at all where standard
 * error is no terminal. Its own thread writes; {@code closed} is the one field that both sides touch.
 */
final class LiveLine implements AutoCloseable {
    private static final long PERIOD_NANOS = 250_000_000;
    private static final String ERASE = "\r\u001b[K";

    private final Supplier<String> text;
    private final PrintStream err;
    private final Thread thread;
    private volatile boolean closed;

    private LiveLine(Supplier<String> text, PrintStream err, boolean shown) {
        this.text = text;
        this.err = err;
        closed = !shown;
        thread = Thread.ofPlatform().daemon().name("millrace-live").start(this::repeat);
    }

    /** Shows a text until closed, where there is a terminal and nobody asked for quiet. */
    static LiveLine of(Supplier<String> text, boolean quiet) {
        return new LiveLine(text, System.err, !quiet && Terminal.isInteractive());
    }

    private void repeat() {
        while (!closed) {
            LockSupport.parkNanos(PERIOD_NANOS);
            if (!closed) {
                err.print(ERASE + text.get());
                err.flush();
            }
        }
    }

    /** Leaves a terminal without a line that would be written over; for an end that asks nobody. */
    static void erase() {
        if (Terminal.isInteractive()) {
            System.err.print(ERASE);
            System.err.flush();
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(2 * PERIOD_NANOS / 1_000_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        err.print(ERASE);
        err.flush();
    }
}
