package io.millrace.ffi;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** {@code <sys/mman.h>}: mappings of a descriptor, shared with the kernel. */
public final class SysMman {
    public static final int PROT_READ = 1;
    public static final int PROT_WRITE = 2;
    public static final int MAP_SHARED = 1;
    public static final int MAP_PRIVATE = 2;
    public static final int MAP_ANONYMOUS = 0x20;
    public static final int MAP_NORESERVE = 0x4000;

    private static final MethodHandle MMAP = Native.errnoCall(
            "mmap", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG));
    private static final MethodHandle MUNMAP =
            Native.errnoCall("munmap", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG));

    private static final MethodHandle MADVISE =
            Native.errnoCall("madvise", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));

    private SysMman() {}

    /**
     * Maps {@code length} bytes of a descriptor at an address the kernel chooses; returns the address, or
     * {@code -errno}.
     */
    public static long mmap(CallState state, long length, int protection, int flags, int fd, long offset) {
        try {
            return state.result((long) MMAP.invokeExact(state.segment, 0L, length, protection, flags, fd, offset));
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    public static int munmap(CallState state, MemorySegment mapping) {
        try {
            return state.result((int) MUNMAP.invokeExact(state.segment, mapping, mapping.byteSize()));
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    public static int madvise(CallState state, MemorySegment mapping, int advice) {
        try {
            return state.result((int) MADVISE.invokeExact(state.segment, mapping, mapping.byteSize(), advice));
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }
}
