package io.millrace.ffi;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/** How a function of libpcap becomes a method handle, and how the commonest shapes of it are called. */
final class LibPcapFunction {
    static final FunctionDescriptor INT_OF_HANDLE = FunctionDescriptor.of(JAVA_INT, JAVA_LONG);
    static final FunctionDescriptor LONG_OF_HANDLE = FunctionDescriptor.of(JAVA_LONG, JAVA_LONG);
    static final FunctionDescriptor INT_OF_HANDLE_INT = FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_INT);
    static final FunctionDescriptor INT_OF_HANDLE_POINTER = FunctionDescriptor.of(JAVA_INT, JAVA_LONG, ADDRESS);
    static final FunctionDescriptor POINTER_OF_INT = FunctionDescriptor.of(JAVA_LONG, JAVA_INT);
    static final FunctionDescriptor VOID_OF_POINTER = FunctionDescriptor.ofVoid(JAVA_LONG);

    private LibPcapFunction() {}

    @SuppressWarnings("restricted") // what this package is for
    static MethodHandle required(String name, FunctionDescriptor descriptor, Linker.Option... options) {
        MemorySegment symbol = LibPcapLookup.library()
                .find(name)
                .orElseThrow(() -> new UnsupportedOperationException("this libpcap has no function " + name));
        return Linker.nativeLinker().downcallHandle(symbol, descriptor, options);
    }

    /** A function that may be missing: it then returns {@code absent}, whatever it is given. */
    static MethodHandle optional(String name, FunctionDescriptor descriptor, Object absent) {
        if (LibPcapLookup.library().find(name).isPresent()) {
            return required(name, descriptor);
        }
        MethodHandle constant = MethodHandles.constant(descriptor.toMethodType().returnType(), absent);
        return MethodHandles.dropArguments(
                constant, 0, descriptor.toMethodType().parameterList());
    }

    static int call(MethodHandle function, long pcap) {
        try {
            return (int) function.invokeExact(pcap);
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    static int call(MethodHandle function, long pcap, int value) {
        try {
            return (int) function.invokeExact(pcap, value);
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    /** Of {@link #POINTER_OF_INT}: the address of what C returns. */
    static long pointer(MethodHandle function, int value) {
        try {
            return (long) function.invokeExact(value);
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    /** Of {@link #VOID_OF_POINTER}: gives back what C allocated. */
    static void free(MethodHandle function, long address) {
        try {
            function.invokeExact(address);
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }
}
