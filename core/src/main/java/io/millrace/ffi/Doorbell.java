package io.millrace.ffi;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Waits for a descriptor and can be called away from it: {@code poll(2)} on the descriptor and an {@code eventfd(2)}.
 *
 * <p>One thread, the waiter, calls {@link #await} and owns {@code waiterState}, {@code pollfds} and {@code word}. Any thread
 * may {@link #ring} and {@link #close}: both are guarded by this object's monitor, so that a ring never reaches a descriptor
 * that is already somebody else's. A ring that comes before the wait ends the next wait at once; rings do not add up.
 */
public final class Doorbell implements AutoCloseable {
    private static final long POLLFD_EVENTS = 4;
    private static final long POLLFD_REVENTS = 6;

    private final Arena arena = Arena.ofShared();
    private final CallState waiterState = new CallState(arena);
    private final CallState ringerState = new CallState(arena);
    private final MemorySegment word = arena.allocate(JAVA_LONG);
    private final MemorySegment one = arena.allocateFrom(JAVA_LONG, 1L);
    private final MemorySegment pollfds = arena.allocate(2L * Unistd.POLLFD_BYTES, JAVA_INT.byteAlignment());
    private final int eventfd;
    private boolean closed;

    /** Hangs a bell; fails if the process has no descriptor left. */
    public Doorbell() {
        eventfd = Unistd.eventfd(waiterState, 0, Unistd.EFD_NONBLOCK | Unistd.EFD_CLOEXEC);
        if (eventfd < 0) {
            arena.close();
            throw new IllegalStateException("eventfd: " + Errno.text(-eventfd));
        }
        for (int i = 0; i < 2; i++) {
            pollfds.set(JAVA_SHORT, (i * (long) Unistd.POLLFD_BYTES) + POLLFD_EVENTS, Unistd.POLLIN);
        }
        pollfds.set(JAVA_INT, Unistd.POLLFD_BYTES, eventfd);
    }

    /**
     * Waits until the descriptor is readable or has failed, the bell is rung, or the time is over. Only for the waiter.
     *
     * @param fd the descriptor; a negative one waits for the bell alone
     * @param timeoutMillis -1 waits without end
     * @return the {@code revents} of the descriptor; 0 after a time-out or a ring; {@code -errno} ({@code EINTR} included)
     */
    public int await(int fd, int timeoutMillis) {
        pollfds.set(JAVA_INT, 0, fd);
        int ready = Unistd.poll(waiterState, pollfds, 2, timeoutMillis);
        if (ready <= 0) {
            return ready;
        }
        if (pollfds.get(JAVA_SHORT, Unistd.POLLFD_BYTES + POLLFD_REVENTS) != 0) {
            long silenced = Unistd.read(waiterState, eventfd, word, JAVA_LONG.byteSize());
            assert silenced == JAVA_LONG.byteSize() : "only the waiter reads the bell";
        }
        return pollfds.get(JAVA_SHORT, POLLFD_REVENTS);
    }

    /** Ends a wait, or the next one. For any thread; does nothing once the bell is closed. */
    public synchronized void ring() {
        if (!closed) {
            // Fails only when the counter is full: then the bell rings anyway.
            long written = Unistd.write(ringerState, eventfd, one, JAVA_LONG.byteSize());
            assert written == JAVA_LONG.byteSize() || written == -Errno.EAGAIN : "eventfd: " + written;
        }
    }

    /** Takes the bell down. Nobody may be waiting. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            Unistd.close(ringerState, eventfd);
            arena.close();
        }
    }
}
