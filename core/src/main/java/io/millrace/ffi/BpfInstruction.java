package io.millrace.ffi;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** {@code struct sock_filter} ({@code linux/filter.h}) and its packed form, {@code code << 48 | jt << 40 | jf << 32 | k}. */
public final class BpfInstruction {
    private BpfInstruction() {}

    public static long pack(int code, int jt, int jf, int k) {
        return ((long) code << 48) | ((long) jt << 40) | ((long) jf << 32) | Integer.toUnsignedLong(k);
    }

    /** The instruction at an offset, packed. */
    public static long read(MemorySegment memory, long at) {
        return pack(
                Short.toUnsignedInt(memory.get(JAVA_SHORT_UNALIGNED, at)),
                Byte.toUnsignedInt(memory.get(JAVA_BYTE, at + LinuxFilter.SOCK_FILTER_JT)),
                Byte.toUnsignedInt(memory.get(JAVA_BYTE, at + LinuxFilter.SOCK_FILTER_JF)),
                memory.get(JAVA_INT_UNALIGNED, at + LinuxFilter.SOCK_FILTER_K));
    }

    /** Writes packed instructions as a {@code struct sock_fprog} that lives as long as the arena. */
    public static MemorySegment program(Arena arena, long[] packed) {
        MemorySegment program = arena.allocate(LinuxFilter.SOCK_FPROG_BYTES, Long.BYTES);
        program.set(JAVA_SHORT, 0, (short) packed.length);
        program.set(
                JAVA_LONG, LinuxFilter.SOCK_FPROG_FILTER, write(arena, packed).address());
        return program;
    }

    /** Writes packed instructions one after the other, in memory that lives as long as the arena. */
    public static MemorySegment write(Arena arena, long... packed) {
        MemorySegment code = arena.allocate((long) LinuxFilter.SOCK_FILTER_BYTES * packed.length, Long.BYTES);
        for (int i = 0; i < packed.length; i++) {
            write(code, (long) i * LinuxFilter.SOCK_FILTER_BYTES, packed[i]);
        }
        return code;
    }

    private static void write(MemorySegment memory, long at, long packed) {
        memory.set(JAVA_SHORT_UNALIGNED, at, (short) (packed >>> 48));
        memory.set(JAVA_BYTE, at + LinuxFilter.SOCK_FILTER_JT, (byte) (packed >>> 40));
        memory.set(JAVA_BYTE, at + LinuxFilter.SOCK_FILTER_JF, (byte) (packed >>> 32));
        memory.set(JAVA_INT_UNALIGNED, at + LinuxFilter.SOCK_FILTER_K, (int) packed);
    }
}
