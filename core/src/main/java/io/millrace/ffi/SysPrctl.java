package io.millrace.ffi;

/** {@code <sys/prctl.h>} of Linux. Every call returns its result, or {@code -errno}. */
public final class SysPrctl {
    /** How much later than asked for, in nanoseconds, the calling thread may be woken, so that the kernel can save wake-ups. */
    public static final int PR_SET_TIMERSLACK = 29;

    private static final LibcFunction PRCTL = LibcFunction.named("prctl");

    private SysPrctl() {}

    /** Sets an attribute of the calling thread that is a number. */
    public static int prctl(CallState state, int option, long value) {
        return state.result((int) PRCTL.call(state, option, value));
    }
}
