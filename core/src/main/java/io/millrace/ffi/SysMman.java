package io.millrace.ffi;

import static io.millrace.ffi.Native.address;

import java.lang.foreign.MemorySegment;

/** {@code <sys/mman.h>}: mappings of a descriptor, shared with the kernel. */
public final class SysMman {
    public static final int PROT_READ = 1;
    public static final int PROT_WRITE = 2;
    public static final int MAP_SHARED = 1;
    public static final int MAP_PRIVATE = 2;
    public static final int MAP_ANONYMOUS = 0x20;
    public static final int MAP_NORESERVE = 0x4000;

    private static final LibcFunction MMAP = LibcFunction.named("mmap");
    private static final LibcFunction MUNMAP = LibcFunction.named("munmap");

    private static final LibcFunction MADVISE = LibcFunction.named("madvise");

    private SysMman() {}

    /**
     * Maps {@code length} bytes of a descriptor at an address the kernel chooses; returns the address, or
     * {@code -errno}.
     */
    public static long mmap(CallState state, long length, int protection, int flags, int fd, long offset) {
        return state.result(MMAP.call(state, 0L, length, protection, flags, fd, offset));
    }

    public static int munmap(CallState state, MemorySegment mapping) {
        return state.result((int) MUNMAP.call(state, address(mapping), mapping.byteSize()));
    }

    public static int madvise(CallState state, MemorySegment mapping, int advice) {
        return state.result((int) MADVISE.call(state, address(mapping), mapping.byteSize(), advice));
    }
}
