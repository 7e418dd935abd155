package io.millrace.ffi;

import static io.millrace.ffi.Native.address;

import java.lang.foreign.MemorySegment;

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

    private static final LibcFunction GETPWNAM_R = LibcFunction.named("getpwnam_r");
    private static final LibcFunction GETEUID = LibcFunction.named("geteuid");
    private static final LibcFunction INITGROUPS = LibcFunction.named("initgroups");
    private static final LibcFunction SETGID = LibcFunction.named("setgid");
    private static final LibcFunction SETUID = LibcFunction.named("setuid");

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
        return -(int) GETPWNAM_R.call(
                state, address(name), address(passwd), address(texts), texts.byteSize(), address(found));
    }

    /** The effective user; 0 is root. */
    public static int geteuid(CallState state) {
        return (int) GETEUID.call(state);
    }

    /** Makes a user's groups, and one more, the supplementary groups of the process. */
    public static int initgroups(CallState state, MemorySegment user, int gid) {
        return state.result((int) INITGROUPS.call(state, address(user), Integer.toUnsignedLong(gid)));
    }

    /** Sets the group; for root the real, the effective and the saved one. */
    public static int setgid(CallState state, int gid) {
        return state.result((int) SETGID.call(state, Integer.toUnsignedLong(gid)));
    }

    /** Sets the user; for root the real, the effective and the saved one, and with them go the capabilities. */
    public static int setuid(CallState state, int uid) {
        return state.result((int) SETUID.call(state, Integer.toUnsignedLong(uid)));
    }
}
