package io.millrace.ffi;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;

/**
 * Binds functions before they are needed. A class of this package binds all of its header when it is first used, and the JVM
 * makes code for each shape of a function that it has not seen: 100 ms for those that open a ring.
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

    /** The first call of each shape takes a millisecond or two, whatever it comes to: the kernel refuses all of these. */
    private static void callInVain() {
        try (Arena arena = Arena.ofConfined()) {
            CallState state = new CallState(arena);
            MemorySegment nothing = MemorySegment.NULL;
            long refused = SysSocket.socket(state, -1, 0, 0); // negative as long as all are
            refused &= Unistd.ioctl(state, NO_DESCRIPTOR, 0, nothing);
            refused &= Unistd.close(state, NO_DESCRIPTOR);
            refused &= SysSocket.setsockopt(state, NO_DESCRIPTOR, 0, 0, nothing, 0);
            refused &= SysSocket.getsockopt(state, NO_DESCRIPTOR, 0, 0, nothing, nothing);
            refused &= SysSocket.bind(state, NO_DESCRIPTOR, nothing, 0);
            refused &= SysMman.mmap(state, 0, 0, 0, NO_DESCRIPTOR, 0);
            refused &= SysMman.madvise(state, nothing, -1);
            refused &= EventFd.eventfd(state, 0, -1);
            assert refused < 0 : "nothing was opened";
        }
    }
}
