package io.millrace.ffi;

import static io.millrace.ffi.Native.address;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * {@code <stdio.h>}: what gives libpcap a {@code FILE *}, which travels as its address. {@code free} of {@code <stdlib.h>} is
 * here for the memory of {@link #openMemstream}. Not for Windows, where libpcap may have a C library of its own.
 */
public final class Stdio {
    private static final LibcFunction FDOPEN = LibcFunction.named("fdopen");
    private static final LibcFunction FFLUSH = LibcFunction.named("fflush");
    private static final LibcFunction FERROR = LibcFunction.named("ferror");
    private static final LibcFunction OPEN_MEMSTREAM = LibcFunction.named("open_memstream");
    private static final LibcFunction REWIND = LibcFunction.named("rewind");
    private static final LibcFunction FREE = LibcFunction.named("free");
    private static final LibcFunction FCLOSE = LibcFunction.named("fclose");

    private Stdio() {}

    /** The {@code FILE *} of a descriptor, which it then owns; 0 if that fails. */
    public static long fdopen(CallState state, int fd, String mode) {
        try (Arena arena = Arena.ofConfined()) {
            return FDOPEN.call(state, fd, address(arena.allocateFrom(mode)));
        }
    }

    /** Gives what is buffered to the system; {@code -errno} if that fails. */
    public static int fflush(CallState state, long file) {
        return state.result((int) FFLUSH.call(state, file));
    }

    /** Whether any call on this file failed; not 0 if so. */
    public static int ferror(CallState state, long file) {
        return (int) FERROR.call(state, file);
    }

    public static int fclose(CallState state, long file) {
        return state.result((int) FCLOSE.call(state, file));
    }

    /**
     * A file in memory that grows; 0 if there is none. After every flush the pointer tells where it is, and the length how far
     * was written; when the file is closed the memory is the caller's to {@link #free}.
     */
    public static long openMemstream(CallState state, MemorySegment pointerOut, MemorySegment lengthOut) {
        return OPEN_MEMSTREAM.call(state, address(pointerOut), address(lengthOut));
    }

    /** Goes back to the beginning. */
    public static void rewind(CallState state, long file) {
        long ignored = REWIND.call(state, file);
    }

    public static void free(CallState state, long address) {
        long ignored = FREE.call(state, address);
    }
}
