package io.millrace.ffi;

import java.lang.invoke.MethodHandles;

/**
 * Binds functions before they are needed. A class of this package binds all of its header when it is first used, and the JVM makes code
 * for each shape of a function that it has not seen: 100 ms for those that open a ring.
 */
public final class Bindings {
    private static final Class<?>[] OF_A_CAPTURE = {
        Unistd.class, SysSocket.class, SysMman.class, EventFd.class, SysResource.class
    };

    private Bindings() {}

    /**
     * Binds what a capture of a device calls of the C library; does nothing where that is not Linux's. For any thread: who needs a
     * class meanwhile waits for it.
     */
    public static void load() {
        if (Platform.CURRENT != Platform.LINUX) {
            return;
        }
        try {
            for (Class<?> header : OF_A_CAPTURE) {
                Class<?> ignored = MethodHandles.lookup().ensureInitialized(header);
            }
        } catch (IllegalAccessException e) {
            throw new AssertionError("classes of this package", e);
        } catch (LinkageError e) {
            // A function is missing: whoever needs it says so.
        }
    }
}
