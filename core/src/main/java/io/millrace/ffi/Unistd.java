package io.millrace.ffi;

import static io.millrace.ffi.Native.address;

import java.lang.foreign.MemorySegment;

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

    private static final LibcFunction CLOSE = LibcFunction.named("close");
    private static final LibcFunction READ = LibcFunction.named("read");
    private static final LibcFunction WRITE = LibcFunction.named("write");
    private static final LibcFunction POLL = LibcFunction.named("poll");
    private static final LibcFunction IOCTL = LibcFunction.named("ioctl");

    private Unistd() {}

    public static int close(CallState state, int fd) {
        return state.result((int) CLOSE.call(state, fd));
    }

    public static long read(CallState state, int fd, MemorySegment buffer, long length) {
        return state.result(READ.call(state, fd, address(buffer), length));
    }

    public static long write(CallState state, int fd, MemorySegment buffer, long length) {
        return state.result(WRITE.call(state, fd, address(buffer), length));
    }

    /** Waits for events on an array of {@code struct pollfd}; -1 ms waits without end. */
    public static int poll(CallState state, MemorySegment pollfds, long count, int timeoutMillis) {
        return state.result((int) POLL.call(state, address(pollfds), count, timeoutMillis));
    }

    public static int ioctl(CallState state, int fd, long request, MemorySegment argument) {
        return state.result((int) IOCTL.call(state, fd, request, address(argument)));
    }
}
