package io.millrace.ffi;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;

/** {@code <sys/resource.h>}. */
public final class SysResource {
    public static final int PRIO_PROCESS = 0;

    private static final MethodHandle SETPRIORITY =
            Native.errnoCall("setpriority", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));

    private static final MethodHandle GETPRIORITY =
            Native.errnoCall("getpriority", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));

    private SysResource() {}

    /** A nice value; -1 also if it cannot be told. */
    public static int getpriority(CallState state, int which, int who) {
        try {
            return (int) GETPRIORITY.invokeExact(state.segment, which, who);
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    /**
     * Sets a nice value, -20 (first) to 19 (last); returns 0 or {@code -errno}. On Linux {@code who} is a thread, and 0 the
     * calling one.
     */
    public static int setpriority(CallState state, int which, int who, int nice) {
        try {
            return state.result((int) SETPRIORITY.invokeExact(state.segment, which, who, nice));
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }
}
