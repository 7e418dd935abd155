package io.millrace.ffi;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/**
 * How a function of C becomes a method handle.
 *
 * <p>The JVM makes code for each shape of a function, at every start, which takes it some 10 ms. So the functions whose
 * parameters and results are integers and pointers, six at the most, have one shape in common: six longs, and a long that
 * is returned. The calling conventions of x86-64 and AArch64 allow it. Integers and pointers travel in whole registers, or
 * in whole words of the stack; a function looks neither at those that it has no parameter for, nor at the upper half of an
 * int's; and of an int that comes back the upper half says nothing, so it has to be cut off. Others, such as those of PowerPC
 * and z/Architecture, want an int to be extended by its sign or with zeros, so that is what callers do. Variadic functions are the exception on macOS,
 * which passes what is variable on the stack; those here are called on Linux only.
 *
 * <p>The price is that nobody holds the memory behind an address while C is at work: whoever calls has to. A function that
 * is given memory of the user's has its true shape, whose segments cannot be closed meanwhile.
 */
final class Native {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final SymbolLookup LIBC = LINKER.defaultLookup();
    private static final FunctionDescriptor LONGS =
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);

    private Native() {}

    static MemorySegment libc(String name) {
        return LIBC.find(name)
                .orElseThrow(() -> new UnsupportedOperationException("the C library has no function " + name));
    }

    /** Binds a function to the shape that all have in common. */
    static MethodHandle ofLongs(MemorySegment symbol, Linker.Option... options) {
        return bind(symbol, LONGS, options);
    }

    /** Binds a function to its true shape. */
    @SuppressWarnings("restricted") // what this package is for
    static MethodHandle bind(MemorySegment symbol, FunctionDescriptor descriptor, Linker.Option... options) {
        return LINKER.downcallHandle(symbol, descriptor, options);
    }

    /** Where a segment lies, whose memory must be there until C is done with it. */
    static long address(MemorySegment segment) {
        if (!segment.scope().isAlive() || !segment.isNative()) {
            throw new IllegalStateException("not native memory, or closed already");
        }
        return segment.address();
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
