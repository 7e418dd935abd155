package io.millrace.ffi;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * Who a process is: {@code <pwd.h>}, {@code <grp.h>} and the identities of {@code <unistd.h>}. The C library changes an
 * identity in all threads of the process, where the system call would in one ({@code nptl(7)}). Every call returns its
 * result, or {@code -errno}.
 */
public final class Credentials {
    /** The size of a {@code struct passwd}. */
    public static final int PASSWD_BYTES = 64;

    /** Where {@code pw_uid} and {@code pw_gid} lie in it, behind the pointers to the name and the password. */
    public static final int PW_UID = 16;

    public static final int PW_GID = 20;

    private static final MethodHandle GETPWNAM_R = Native.errnoCall(
            "getpwnam_r", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS));
    private static final MethodHandle GETEUID = Native.errnoCall("geteuid", FunctionDescriptor.of(JAVA_INT));
    private static final MethodHandle INITGROUPS =
            Native.errnoCall("initgroups", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle SETGID = Native.errnoCall("setgid", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle SETUID = Native.errnoCall("setuid", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private Credentials() {}

    /**
     * Looks a user up.
     *
     * @param passwd gets a {@code struct passwd}
     * @param texts gets what it points to
     * @param found gets the address of {@code passwd}, or null if there is no such user
     * @return 0, or {@code -errno}
     */
    public static int getpwnam(
            CallState state, MemorySegment name, MemorySegment passwd, MemorySegment texts, MemorySegment found) {
        try {
            return -(int) GETPWNAM_R.invokeExact(state.segment, name, passwd, texts, texts.byteSize(), found);
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    /** The effective user; 0 is root. */
    public static int geteuid(CallState state) {
        try {
            return (int) GETEUID.invokeExact(state.segment);
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    /** Makes a user's groups, and one more, the supplementary groups of the process. */
    public static int initgroups(CallState state, MemorySegment user, int gid) {
        try {
            return state.result((int) INITGROUPS.invokeExact(state.segment, user, gid));
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    /** Sets the group; for root the real, the effective and the saved one. */
    public static int setgid(CallState state, int gid) {
        try {
            return state.result((int) SETGID.invokeExact(state.segment, gid));
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    /** Sets the user; for root the real, the effective and the saved one, and with them go the capabilities. */
    public static int setuid(CallState state, int uid) {
        try {
            return state.result((int) SETUID.invokeExact(state.segment, uid));
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }
}
