package io.millrace.ffi;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * Two sockets connected with each other: what {@code <sys/socket.h>} has on every system but Windows ({@link SysSocket} is
 * Linux's). Unlike a pipe's end, a socket can be shut down from any thread while another reads or writes. Every call returns
 * its result, or {@code -errno}.
 */
public final class SocketPair {
    private static final int AF_UNIX = 1;
    private static final int SOCK_STREAM = 1;
    private static final int SHUT_RDWR = 2;

    private static final MethodHandle SOCKETPAIR =
            Native.errnoCall("socketpair", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS));
    private static final MethodHandle SHUTDOWN =
            Native.errnoCall("shutdown", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));

    private SocketPair() {}

    /** Writes two descriptors, which programs that are started do not get on Linux. */
    public static int open(CallState state, MemorySegment fdsOut) {
        int type = Platform.CURRENT == Platform.LINUX ? SOCK_STREAM | SysSocket.SOCK_CLOEXEC : SOCK_STREAM;
        try {
            return state.result((int) SOCKETPAIR.invokeExact(state.segment, AF_UNIX, type, 0, fdsOut));
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    /** Ends both directions: whoever reads either socket reads what is there and then the end, whoever writes fails. */
    public static int shutdown(CallState state, int fd) {
        try {
            return state.result((int) SHUTDOWN.invokeExact(state.segment, fd, SHUT_RDWR));
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }
}
