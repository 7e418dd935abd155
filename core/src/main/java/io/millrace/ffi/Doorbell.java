package io.millrace.ffi;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Waiting for a descriptor in a way that another thread can end: {@code poll(2)} on it and on an {@code eventfd(2)}.
 *
 * <p>{@link #await} and {@link #close} belong to the thread that owns the descriptor; its are {@code waiting} and
 * {@code polled}. {@link #ring} is for any thread; {@code ringing}, {@code one} and {@code open} are guarded by this
 * object's monitor, so that a late ring never writes to a descriptor that was given back.
 */
public final class Doorbell implements AutoCloseable {
    private static final int EVENTS = 4;
    private static final int REVENTS = 6;

    private final Arena arena = Arena.ofShared();
    private final int bell;

    private final CallState waiting = new CallState(arena);
    private final MemorySegment polled = arena.allocate(2L * Unistd.POLLFD_BYTES, Integer.BYTES);
    private final MemorySegment drained = arena.allocate(Long.BYTES, Long.BYTES);

    private final CallState ringing = new CallState(arena);
    private final MemorySegment one = arena.allocateFrom(ValueLayout.JAVA_LONG, 1L);
    private boolean open = true;

    public Doorbell() {
        bell = EventFd.eventfd(waiting, 0, EventFd.EFD_NONBLOCK | EventFd.EFD_CLOEXEC);
        if (bell < 0) {
            arena.close();
            throw new IllegalStateException("cannot create an eventfd: " + Errno.text(-bell)
                    + "; if too many files are open, raise the limit with `ulimit -n`");
        }
        watch(Unistd.POLLFD_BYTES, bell);
    }

    private void watch(int at, int fd) {
        polled.set(ValueLayout.JAVA_INT, at, fd);
        polled.set(ValueLayout.JAVA_SHORT, at + EVENTS, Unistd.POLLIN);
    }

    /**
     * Waits until the descriptor has an event, the bell rings, or the timeout ends.
     *
     * @param timeoutMillis -1 waits without end, 0 not at all
     * @return the events of the descriptor; 0 after a timeout, a signal, or a ring, which is then used up; or
     *     {@code -errno}. A ring that meets an event is kept for the next call.
     */
    public int await(int fd, int timeoutMillis) {
        watch(0, fd);
        int ready = Unistd.poll(waiting, polled, 2, timeoutMillis);
        if (ready <= 0) {
            return ready == -Errno.EINTR ? 0 : ready;
        }
        int events = polled.get(ValueLayout.JAVA_SHORT, REVENTS);
        if (events == 0) {
            long ignored = Unistd.read(waiting, bell, drained, Long.BYTES);
        }
        return events;
    }

    /** Ends a waiting {@link #await}, or the next one. For any thread; does nothing once closed. */
    public synchronized void ring() {
        if (open) {
            long ignored = Unistd.write(ringing, bell, one, Long.BYTES);
        }
    }

    /** To be closed when nobody awaits it any more. */
    @Override
    public synchronized void close() {
        if (open) {
            open = false;
            int ignored = Unistd.close(ringing, bell);
            arena.close();
        }
    }
}
