package io.millrace.source;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;

/** {@code struct sock_filter} ({@code linux/filter.h}) and its packed form, {@code code << 48 | jt << 40 | jf << 32 | k}. */
final class BpfInstruction {
    private BpfInstruction() {}

    static long pack(int code, int ifTrue, int ifFalse, int operand) {
        return ((long) code << 48) | ((long) ifTrue << 40) | ((long) ifFalse << 32) | Integer.toUnsignedLong(operand);
    }

    static long read(MemorySegment program, long at) {
        return pack(
                Short.toUnsignedInt(program.get(JAVA_SHORT, at)),
                Byte.toUnsignedInt(program.get(JAVA_BYTE, at + 2)),
                Byte.toUnsignedInt(program.get(JAVA_BYTE, at + 3)),
                program.get(JAVA_INT, at + 4));
    }

    static void write(MemorySegment program, long at, long packed) {
        program.set(JAVA_SHORT, at, (short) (packed >>> 48));
        program.set(JAVA_BYTE, at + 2, (byte) (packed >>> 40));
        program.set(JAVA_BYTE, at + 3, (byte) (packed >>> 32));
        program.set(JAVA_INT, at + 4, (int) packed);
    }
}
