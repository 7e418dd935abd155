package io.millrace;

import io.millrace.ffi.CallState;
import io.millrace.ffi.Credentials;
import io.millrace.ffi.Errno;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Gives up what a process needed only to open a device. An open capture goes on: its descriptors stay good.
 *
 * <p>This concerns the whole process, all its threads, for the rest of its life. Classes and files that are opened later
 * must be readable by the new user.
 */
public final class Privileges {
    private static final int ROOT = 0;
    private static final int TEXTS_BYTES = 1 << 16;

    private Privileges() {}

    /** Whether this process is root's, if only inside its user namespace. */
    public static boolean areRoots() {
        try (Arena arena = Arena.ofConfined()) {
            return Credentials.geteuid(new CallState(arena)) == ROOT;
        }
    }

    /**
     * Becomes another user: takes the user's groups, group and identity, and loses every capability. To be called as root,
     * for instance by {@link CaptureBuilder#whenOpen}.
     *
     * @throws CaptureException if there is no such user, or the system refuses; part of it may have been done by then, so the
     *     process should end
     */
    public static void dropTo(String user) {
        try (Arena arena = Arena.ofConfined()) {
            CallState state = new CallState(arena);
            MemorySegment name = arena.allocateFrom(user);
            MemorySegment passwd = arena.allocate(Credentials.PASSWD_BYTES, Long.BYTES);
            MemorySegment found = arena.allocate(ValueLayout.ADDRESS);
            int status = Credentials.getpwnam(state, name, passwd, arena.allocate(TEXTS_BYTES), found);
            if (status < 0 || found.get(ValueLayout.ADDRESS, 0).equals(MemorySegment.NULL)) {
                throw new CaptureException("there is no user " + user + (status < 0 ? ": " + Errno.text(-status) : ""));
            }
            int uid = passwd.get(ValueLayout.JAVA_INT, Credentials.PW_UID);
            int gid = passwd.get(ValueLayout.JAVA_INT, Credentials.PW_GID);
            // the user comes last: whoever is no longer root may not change the groups
            require(Credentials.initgroups(state, name, gid), "initgroups", user);
            require(Credentials.setgid(state, gid), "setgid", user);
            require(Credentials.setuid(state, uid), "setuid", user);
            if (uid != ROOT && Credentials.setuid(state, ROOT) == 0) {
                throw new CaptureException("cannot become " + user + " for good: the system gave root's rights back");
            }
        }
    }

    private static void require(int result, String call, String user) {
        if (result < 0) {
            throw new CaptureException("cannot become the user " + user + ": " + call + ": " + Errno.text(-result)
                    + " (this takes root; in a user namespace, one where the user is mapped)");
        }
    }
}
