package io.millrace.ffi;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

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

    private static final MethodHandle SOCKET =
            Native.errnoCall("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    // Bound with longs where C has ints, as 64-bit calling conventions allow if the upper half of what is returned is
    // not looked at: so they have the shapes of `read` and `recv`, and the JVM makes code for two shapes less.
    private static final MethodHandle BIND =
            Native.errnoCall("bind", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle SENDMMSG =
            Native.errnoCall("sendmmsg", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle GETSOCKNAME =
            Native.errnoCall("getsockname", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
    private static final MethodHandle SETSOCKOPT = Native.errnoCall(
            "setsockopt", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle GETSOCKOPT = Native.errnoCall(
            "getsockopt", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
    private static final MethodHandle RECV =
            Native.errnoCall("recv", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));

    private SysSocket() {}

    public static int socket(CallState state, int domain, int type, int protocol) {
        try {
            return state.result((int) SOCKET.invokeExact(state.segment, domain, type, protocol));
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    public static int bind(CallState state, int fd, MemorySegment address, int length) {
        try {
            return state.result((int) (long) BIND.invokeExact(state.segment, fd, address, (long) length));
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    /** Writes the address a socket is bound to; {@code length} holds the room for it, and then its length. */
    public static int getsockname(CallState state, int fd, MemorySegment address, MemorySegment length) {
        try {
            return state.result((int) GETSOCKNAME.invokeExact(state.segment, fd, address, length));
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    public static int setsockopt(CallState state, int fd, int level, int option, MemorySegment value, int length) {
        try {
            return state.result((int) SETSOCKOPT.invokeExact(state.segment, fd, level, option, value, length));
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    public static int getsockopt(
            CallState state, int fd, int level, int option, MemorySegment value, MemorySegment length) {
        try {
            return state.result((int) GETSOCKOPT.invokeExact(state.segment, fd, level, option, value, length));
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    /** Sends up to {@code count} messages of an array of {@code struct mmsghdr}; returns how many were sent. */
    public static int sendmmsg(CallState state, int fd, MemorySegment messages, int count, int flags) {
        try {
            return state.result((int) (long) SENDMMSG.invokeExact(state.segment, fd, messages, (long) count, flags));
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    public static long recv(CallState state, int fd, MemorySegment buffer, long length, int flags) {
        try {
            return state.result((long) RECV.invokeExact(state.segment, fd, buffer, length, flags));
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }
}
