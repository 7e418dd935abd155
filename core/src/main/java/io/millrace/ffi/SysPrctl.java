package io.millrace.ffi;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;

/** {@code <sys/prctl.h>} of Linux. Every call returns its result, or {@code -errno}. */
public final class SysPrctl {
    /** How much later than asked for, in nanoseconds, the calling thread may be woken, so that the kernel can save wake-ups. */
    public static final int PR_SET_TIMERSLACK = 29;

    private static final MethodHandle PRCTL = Native.errnoCall(
            "prctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG), Linker.Option.firstVariadicArg(1));

    private SysPrctl() {}

    /** Sets an attribute of the calling thread that is a number. */
    public static int prctl(CallState state, int option, long value) {
        try {
            return state.result((int) PRCTL.invokeExact(state.segment, option, value));
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }
}
