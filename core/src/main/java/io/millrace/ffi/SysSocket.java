package io.millrace.ffi;

import static io.millrace.ffi.Native.address;

import java.lang.foreign.MemorySegment;

/** {@code <sys/socket.h>}. Every call returns its result, or {@code -errno}. */
public final class SysSocket {
    public static final int SOCK_RAW = 3;
    public static final int SOCK_DGRAM = 2;
    public static final int SOCK_CLOEXEC = 0x80000;
    public static final int SOL_SOCKET = 1;
    public static final int SO_SNDBUF = 7;
    public static final int SO_RCVBUF = 8;
    public static final int SO_ATTACH_FILTER = 26;
    /** Reads the classic program of {@link #SO_ATTACH_FILTER} back; the length counts instructions. */
    public static final int SO_GET_FILTER = SO_ATTACH_FILTER;

    public static final int SO_DETACH_FILTER = 27;
    public static final int SO_ERROR = 4;
    public static final int SO_RCVBUFFORCE = 33;
    public static final int SO_TIMESTAMPNS = 35;
    public static final int MSG_DONTWAIT = 0x40;
    public static final int MSG_TRUNC = 0x20;

    private static final LibcFunction SOCKET = LibcFunction.named("socket");
    private static final LibcFunction BIND = LibcFunction.named("bind");
    private static final LibcFunction SENDMMSG = LibcFunction.named("sendmmsg");
    private static final LibcFunction GETSOCKNAME = LibcFunction.named("getsockname");
    private static final LibcFunction SETSOCKOPT = LibcFunction.named("setsockopt");
    private static final LibcFunction GETSOCKOPT = LibcFunction.named("getsockopt");
    private static final LibcFunction RECV = LibcFunction.named("recv");

    private SysSocket() {}

    public static int socket(CallState state, int domain, int type, int protocol) {
        return state.result((int) SOCKET.call(state, domain, type, protocol));
    }

    public static int bind(CallState state, int fd, MemorySegment address, int length) {
        return state.result((int) BIND.call(state, fd, address(address), length));
    }

    /** Writes the address a socket is bound to; {@code length} holds the room for it, and then its length. */
    public static int getsockname(CallState state, int fd, MemorySegment address, MemorySegment length) {
        return state.result((int) GETSOCKNAME.call(state, fd, address(address), address(length)));
    }

    public static int setsockopt(CallState state, int fd, int level, int option, MemorySegment value, int length) {
        return state.result((int) SETSOCKOPT.call(state, fd, level, option, address(value), length));
    }

    public static int getsockopt(
            CallState state, int fd, int level, int option, MemorySegment value, MemorySegment length) {
        return state.result((int) GETSOCKOPT.call(state, fd, level, option, address(value), address(length)));
    }

    /** Sends up to {@code count} messages of an array of {@code struct mmsghdr}; returns how many were sent. */
    public static int sendmmsg(CallState state, int fd, MemorySegment messages, int count, int flags) {
        return state.result((int) SENDMMSG.call(state, fd, address(messages), count, flags));
    }

    public static long recv(CallState state, int fd, MemorySegment buffer, long length, int flags) {
        return state.result(RECV.call(state, fd, address(buffer), length, flags));
    }
}
