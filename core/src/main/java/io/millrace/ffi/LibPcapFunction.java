package io.millrace.ffi;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * A function of libpcap, called as {@link Native} says. Its {@code errno} nobody reads, and to keep it costs a call 6 ns; so
 * these functions have a shape of their own. A record, because the compiler trusts its components as it trusts constants.
 *
 * @param handle takes six longs; null if this libpcap has no such function
 * @param absent what is returned then
 */
record LibPcapFunction(@Nullable MethodHandle handle, long absent) {
    static LibPcapFunction named(String name) {
        return new LibPcapFunction(Native.ofLongs(symbol(name)), 0);
    }

    /** A function that may be missing: it then returns {@code absent}, whatever it is given. */
    static LibPcapFunction namedOr(String name, long absent) {
        return LibPcapLookup.library().find(name).isPresent() ? named(name) : new LibPcapFunction(null, absent);
    }

    static MemorySegment symbol(String name) {
        return LibPcapLookup.library()
                .find(name)
                .orElseThrow(() -> new UnsupportedOperationException("this libpcap has no function " + name));
    }

    long call() {
        return call(0, 0, 0, 0, 0, 0);
    }

    long call(long a) {
        return call(a, 0, 0, 0, 0, 0);
    }

    long call(long a, long b) {
        return call(a, b, 0, 0, 0, 0);
    }

    long call(long a, long b, long c) {
        return call(a, b, c, 0, 0, 0);
    }

    long call(long a, long b, long c, long d) {
        return call(a, b, c, d, 0, 0);
    }

    long call(long a, long b, long c, long d, long e) {
        return call(a, b, c, d, e, 0);
    }

    long call(long a, long b, long c, long d, long e, long f) {
        MethodHandle present = handle;
        if (present == null) {
            return absent;
        }
        try {
            return (long) present.invokeExact(a, b, c, d, e, f);
        } catch (Throwable thrown) {
            throw Native.unexpected(thrown);
        }
    }
}
