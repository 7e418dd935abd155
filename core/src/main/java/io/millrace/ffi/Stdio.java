package io.millrace.ffi;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * {@code <stdio.h>}: what gives libpcap a {@code FILE *}, which travels as its address. {@code free} of {@code <stdlib.h>} is
 * here for the memory of {@link #openMemstream}. Not for Windows, where libpcap may have a C library of its own.
 */
public final class Stdio {
    private static final FunctionDescriptor INT_OF_FILE = FunctionDescriptor.of(JAVA_INT, JAVA_LONG);

    private static final MethodHandle FDOPEN =
            Native.errnoCall("fdopen", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS));
    private static final MethodHandle FFLUSH = Native.errnoCall("fflush", INT_OF_FILE);
    private static final MethodHandle FERROR = Native.errnoCall("ferror", INT_OF_FILE);
    private static final MethodHandle OPEN_MEMSTREAM =
            Native.errnoCall("open_memstream", FunctionDescriptor.of(JAVA_LONG, ADDRESS, ADDRESS));
    private static final MethodHandle REWIND = Native.errnoCall("rewind", FunctionDescriptor.ofVoid(JAVA_LONG));
    private static final MethodHandle FREE = Native.errnoCall("free", FunctionDescriptor.ofVoid(JAVA_LONG));
    private static final MethodHandle FCLOSE = Native.errnoCall("fclose", INT_OF_FILE);

    private Stdio() {}

    /** The {@code FILE *} of a descriptor, which it then owns; 0 if that fails. */
    public static long fdopen(CallState state, int fd, String mode) {
        try (Arena arena = Arena.ofConfined()) {
            return (long) FDOPEN.invokeExact(state.segment, fd, arena.allocateFrom(mode));
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    /** Gives what is buffered to the system; {@code -errno} if that fails. */
    public static int fflush(CallState state, long file) {
        try {
            return state.result((int) FFLUSH.invokeExact(state.segment, file));
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    /** Whether any call on this file failed; not 0 if so. */
    public static int ferror(CallState state, long file) {
        try {
            return (int) FERROR.invokeExact(state.segment, file);
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    public static int fclose(CallState state, long file) {
        try {
            return state.result((int) FCLOSE.invokeExact(state.segment, file));
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    /**
     * A file in memory that grows; 0 if there is none. After every flush the pointer tells where it is, and the length how far
     * was written; when the file is closed the memory is the caller's to {@link #free}.
     */
    public static long openMemstream(CallState state, MemorySegment pointerOut, MemorySegment lengthOut) {
        try {
            return (long) OPEN_MEMSTREAM.invokeExact(state.segment, pointerOut, lengthOut);
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    /** Goes back to the beginning. */
    public static void rewind(CallState state, long file) {
        callVoid(REWIND, state, file);
    }

    public static void free(CallState state, long address) {
        callVoid(FREE, state, address);
    }

    private static void callVoid(MethodHandle function, CallState state, long address) {
        try {
            function.invokeExact(state.segment, address);
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }
}
