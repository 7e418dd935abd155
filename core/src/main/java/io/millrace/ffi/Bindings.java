package io.millrace.ffi;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;

/**
 * Binds functions before they are needed. A class of this package binds all of its header when it is first used, and the first
 * of all has the JVM set up what it binds with.
 */
public final class Bindings {
    private static final Class<?>[] OF_A_CAPTURE = {
        Unistd.class, SysSocket.class, SysMman.class, EventFd.class, SysResource.class
    };

    private static final int NO_DESCRIPTOR = -1;

    private Bindings() {}

    /**
     * Binds what a capture of a device calls of the C library; does nothing where that is not Linux's. For any thread: who
     * needs a class meanwhile waits for it.
     */
    public static void load() {
        if (Platform.CURRENT != Platform.LINUX) {
            return;
        }
        try {
            for (Class<?> header : OF_A_CAPTURE) {
                Class<?> ignored = MethodHandles.lookup().ensureInitialized(header);
            }
            callInVain();
        } catch (IllegalAccessException e) {
            throw new AssertionError("classes of this package", e);
        } catch (LinkageError e) {
            // A function is missing: whoever needs it says so.
        }
    }

    /** The first call takes milliseconds, whatever it comes to: the kernel refuses this one. */
    private static void callInVain() {
        try (Arena arena = Arena.ofConfined()) {
            int refused = Unistd.ioctl(new CallState(arena), NO_DESCRIPTOR, 0, MemorySegment.NULL);
            assert refused < 0 : "nothing was done";
        }
    }
}
