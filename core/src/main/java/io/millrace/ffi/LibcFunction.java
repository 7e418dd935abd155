package io.millrace.ffi;

import java.lang.invoke.MethodHandle;

/**
 * A function of C that reports its failure in {@code errno}, called as {@link Native} says. A record, because the compiler
 * trusts its component as it trusts a constant.
 *
 * @param handle takes a call state and six longs
 */
record LibcFunction(MethodHandle handle) {
    static LibcFunction named(String name) {
        return new LibcFunction(Native.ofLongs(Native.libc(name), CallState.CAPTURE_ERRNO));
    }

    long call(CallState state) {
        return call(state, 0, 0, 0, 0, 0, 0);
    }

    long call(CallState state, long a) {
        return call(state, a, 0, 0, 0, 0, 0);
    }

    long call(CallState state, long a, long b) {
        return call(state, a, b, 0, 0, 0, 0);
    }

    long call(CallState state, long a, long b, long c) {
        return call(state, a, b, c, 0, 0, 0);
    }

    long call(CallState state, long a, long b, long c, long d) {
        return call(state, a, b, c, d, 0, 0);
    }

    long call(CallState state, long a, long b, long c, long d, long e) {
        return call(state, a, b, c, d, e, 0);
    }

    long call(CallState state, long a, long b, long c, long d, long e, long f) {
        try {
            return (long) handle.invokeExact(state.segment, a, b, c, d, e, f);
        } catch (Throwable thrown) {
            throw Native.unexpected(thrown);
        }
    }
}
