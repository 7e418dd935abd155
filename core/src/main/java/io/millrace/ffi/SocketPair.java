package io.millrace.ffi;

import static io.millrace.ffi.Native.address;

import java.lang.foreign.MemorySegment;

/**
 * Two sockets connected with each other: what {@code <sys/socket.h>} has on every system but Windows ({@link SysSocket} is
 * Linux's). Unlike a pipe's end, a socket can be shut down from any thread while another reads or writes. Every call returns
 * its result, or {@code -errno}.
 */
public final class SocketPair {
    private static final int AF_UNIX = 1;
    private static final int SOCK_STREAM = 1;
    private static final int SHUT_RDWR = 2;

    private static final LibcFunction SOCKETPAIR = LibcFunction.named("socketpair");
    private static final LibcFunction SHUTDOWN = LibcFunction.named("shutdown");

    private SocketPair() {}

    /** Writes two descriptors, which programs that are started do not get on Linux. */
    public static int open(CallState state, MemorySegment fdsOut) {
        int type = Platform.CURRENT == Platform.LINUX ? SOCK_STREAM | SysSocket.SOCK_CLOEXEC : SOCK_STREAM;
        return state.result((int) SOCKETPAIR.call(state, AF_UNIX, type, 0, address(fdsOut)));
    }

    /** Ends both directions: whoever reads either socket reads what is there and then the end, whoever writes fails. */
    public static int shutdown(CallState state, int fd) {
        return state.result((int) SHUTDOWN.call(state, fd, SHUT_RDWR));
    }
}
