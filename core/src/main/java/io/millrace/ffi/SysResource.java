package io.millrace.ffi;

/** {@code <sys/resource.h>}. */
public final class SysResource {
    public static final int PRIO_PROCESS = 0;

    private static final LibcFunction SETPRIORITY = LibcFunction.named("setpriority");

    private static final LibcFunction GETPRIORITY = LibcFunction.named("getpriority");

    private SysResource() {}

    /** A nice value; -1 also if it cannot be told. */
    public static int getpriority(CallState state, int which, int who) {
        return (int) GETPRIORITY.call(state, which, who);
    }

    /**
     * Sets a nice value, -20 (first) to 19 (last); returns 0 or {@code -errno}. On Linux {@code who} is a thread, and 0 the
     * calling one.
     */
    public static int setpriority(CallState state, int which, int who, int nice) {
        return state.result((int) SETPRIORITY.call(state, which, who, nice));
    }
}
