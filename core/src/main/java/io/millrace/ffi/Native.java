package io.millrace.ffi;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/** How a function of the C library becomes a method handle. */
final class Native {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final SymbolLookup LIBC = LINKER.defaultLookup();

    private Native() {}

    /**
     * Binds a function of the C library that reports its failure in {@code errno}; the handle's first parameter is the
     * segment of a {@link CallState}.
     */
    @SuppressWarnings("restricted") // what this package is for
    static MethodHandle errnoCall(String name, FunctionDescriptor descriptor, Linker.Option... options) {
        Linker.Option[] all = new Linker.Option[options.length + 1];
        all[0] = CallState.CAPTURE_ERRNO;
        System.arraycopy(options, 0, all, 1, options.length);
        return LINKER.downcallHandle(symbol(name), descriptor, all);
    }

    private static MemorySegment symbol(String name) {
        return LIBC.find(name)
                .orElseThrow(() -> new UnsupportedOperationException("the C library has no function " + name));
    }

    /** A method handle declares {@code Throwable}; what a downcall can really throw is unchecked. */
    static AssertionError unexpected(Throwable thrown) {
        if (thrown instanceof RuntimeException e) {
            throw e;
        }
        if (thrown instanceof Error e) {
            throw e;
        }
        return new AssertionError("a downcall threw a checked exception", thrown);
    }
}
