package io.millrace.ffi;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;

/** {@code <sys/eventfd.h>}, which only Linux has. Every call returns its result, or {@code -errno}. */
public final class EventFd {
    public static final int EFD_NONBLOCK = 0x800;
    public static final int EFD_CLOEXEC = 0x80000;

    private static final MethodHandle EVENTFD =
            Native.errnoCall("eventfd", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));

    private EventFd() {}

    public static int eventfd(CallState state, int initial, int flags) {
        try {
            return state.result((int) EVENTFD.invokeExact(state.segment, initial, flags));
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }
}
