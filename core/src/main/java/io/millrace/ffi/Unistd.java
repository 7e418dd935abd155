package io.millrace.ffi;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** Descriptors: {@code <unistd.h>}, {@code <poll.h>} and {@code <sys/ioctl.h>}. */
public final class Unistd {
    public static final short POLLIN = 0x001;
    public static final short POLLERR = 0x008;
    public static final short POLLHUP = 0x010;
    public static final short POLLNVAL = 0x020;
    /** The size of a {@code struct pollfd}: an int fd, a short of wanted events, a short of events that came. */
    public static final int POLLFD_BYTES = 8;

    public static final int EFD_NONBLOCK = 0x800;
    public static final int EFD_CLOEXEC = 0x80000;

    private static final MethodHandle CLOSE = Native.errnoCall("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle READ =
            Native.errnoCall("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle WRITE =
            Native.errnoCall("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle POLL =
            Native.errnoCall("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle IOCTL = Native.errnoCall(
            "ioctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS), Linker.Option.firstVariadicArg(2));

    private Unistd() {}

    public static int close(CallState state, int fd) {
        try {
            return state.result((int) CLOSE.invokeExact(state.segment, fd));
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    public static long read(CallState state, int fd, MemorySegment buffer, long length) {
        try {
            return state.result((long) READ.invokeExact(state.segment, fd, buffer, length));
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    public static long write(CallState state, int fd, MemorySegment buffer, long length) {
        try {
            return state.result((long) WRITE.invokeExact(state.segment, fd, buffer, length));
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    /** Waits for events on an array of {@code struct pollfd}; -1 ms waits without end. */
    public static int poll(CallState state, MemorySegment pollfds, long count, int timeoutMillis) {
        try {
            return state.result((int) POLL.invokeExact(state.segment, pollfds, count, timeoutMillis));
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    public static int ioctl(CallState state, int fd, long request, MemorySegment argument) {
        try {
            return state.result((int) IOCTL.invokeExact(state.segment, fd, request, argument));
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }
}
