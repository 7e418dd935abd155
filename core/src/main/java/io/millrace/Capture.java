package io.millrace;

import java.time.Duration;

/** A live capture that is running, or has ended. */
public final class Capture implements AutoCloseable {
    private Capture() {}

    /** Begins to describe a capture from a device. */
    public static CaptureBuilder from(Device device) {
        return new CaptureBuilder(device);
    }

    /** The accounts now: a consistent snapshot. After {@link #close()} the final accounts. For any thread. */
    public Ledger ledger() {
        throw new UnsupportedOperationException();
    }

    /**
     * Waits until the capture has ended by itself (its packet count or duration is reached, the device failed) or was
     * stopped, and its queue is drained.
     *
     * @throws CaptureException if the source failed
     */
    public void join() throws InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** As {@link #join()}, but waits no longer than a time; says whether the capture has ended. */
    public boolean join(Duration timeout) throws InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** Stops taking packets and returns at once; what is queued is still handled. For any thread. */
    public void stop() {
        throw new UnsupportedOperationException();
    }

    /**
     * Stops taking packets, waits for what is queued until the drain time is over, then interrupts the handlers that still
     * run and abandons what is left. Returns by the drain time and a second more, whatever handlers do. Idempotent.
     */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
