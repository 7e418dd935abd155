package io.millrace.testbed.conformance;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** {@code poll(2)} on one descriptor. */
final class Poll {
    private static final short POLLIN = 1;
    private static final int EVENTS = 4;
    private static final int REVENTS = 6;
    private static final int POLLFD_BYTES = 8;

    @SuppressWarnings("restricted") // the JDK has no other way to wait for a descriptor that it did not open
    private static final MethodHandle POLL = Linker.nativeLinker()
            .downcallHandle(
                    Linker.nativeLinker().defaultLookup().find("poll").orElseThrow(),
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT));

    private Poll() {}

    /** Waits until the descriptor can be read, at most so many milliseconds; false if it cannot. */
    static boolean readable(int descriptor, int timeoutMillis) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment pollfd = arena.allocate(POLLFD_BYTES, Integer.BYTES);
            pollfd.set(ValueLayout.JAVA_INT, 0, descriptor);
            pollfd.set(ValueLayout.JAVA_SHORT, EVENTS, POLLIN);
            int ready = (int) POLL.invokeExact(pollfd, 1L, timeoutMillis);
            return ready == 1 && (pollfd.get(ValueLayout.JAVA_SHORT, REVENTS) & POLLIN) != 0;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
