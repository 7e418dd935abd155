package io.millrace.afpacket;

import io.millrace.ffi.BpfInstruction;
import io.millrace.ffi.IfPacket;
import io.millrace.ffi.LinuxFilter;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A filter as the kernel runs it: instructions of classic BPF, immutable. Each is packed in a long:
 * {@code code << 48 | jt << 40 | jf << 32 | k}. The number that a program returns is how many bytes of the frame are kept;
 * 0 rejects it.
 */
public final class Program {
    private final long[] instructions;

    private Program(long[] instructions) {
        this.instructions = instructions;
    }

    /**
     * A program of packed instructions, such as libpcap compiles.
     *
     * @throws IllegalArgumentException if there are none, or more than the kernel takes
     */
    public static Program of(long... instructions) {
        int most = LinuxFilter.BPF_MAXINSNS - 4; // what forRing() may put before them
        if (instructions.length < 1 || instructions.length > most) {
            throw new IllegalArgumentException("filter: " + instructions.length + " instructions (expected: 1 to "
                    + most + "); write a shorter expression");
        }
        return new Program(instructions.clone());
    }

    /** Packs an instruction. */
    public static long instruction(int code, int jt, int jf, int k) {
        return BpfInstruction.pack(code, jt, jf, k);
    }

    /** Returns a constant: so many bytes of every frame, or none of any. */
    static Program keeping(int bytes) {
        return of(instruction(LinuxFilter.RETURN_CONSTANT, 0, 0, bytes));
    }

    /** How many instructions there are. */
    public int length() {
        return instructions.length;
    }

    /**
     * What a ring attaches: the direction is checked first, since a frame that is rejected later would have been counted;
     * then comes the filter, with no constant above the snaplen.
     */
    static Program forRing(RingConfig config, boolean loopback) {
        Program filter = config.filter() == null
                ? keeping(config.snaplen())
                : config.filter().clippedTo(config.snaplen());
        return switch (config.direction()) {
            case INOUT -> loopback ? filter.after(rejecting(true)) : filter;
            case IN -> filter.after(rejecting(true));
            case OUT -> loopback ? keeping(0) : filter.after(rejecting(false));
        };
    }

    private static long[] rejecting(boolean outgoing) {
        return new long[] {
            instruction(LinuxFilter.LOAD_WORD_ABSOLUTE, 0, 0, LinuxFilter.PACKET_TYPE_OFFSET),
            instruction(LinuxFilter.JUMP_IF_EQUAL, outgoing ? 0 : 1, outgoing ? 1 : 0, IfPacket.PACKET_OUTGOING),
            instruction(LinuxFilter.RETURN_CONSTANT, 0, 0, 0),
            instruction(LinuxFilter.LOAD_IMMEDIATE, 0, 0, 0), // a program may count on an accumulator of 0
        };
    }

    private Program after(long[] prologue) {
        long[] all = new long[prologue.length + instructions.length];
        System.arraycopy(prologue, 0, all, 0, prologue.length);
        System.arraycopy(instructions, 0, all, prologue.length, instructions.length);
        return new Program(all);
    }

    private Program clippedTo(int snaplen) {
        long[] clipped = instructions.clone();
        for (int i = 0; i < clipped.length; i++) {
            boolean returns = clipped[i] >>> 48 == LinuxFilter.RETURN_CONSTANT;
            if (returns && Integer.compareUnsigned((int) clipped[i], snaplen) > 0) {
                clipped[i] = instruction(LinuxFilter.RETURN_CONSTANT, 0, 0, snaplen);
            }
        }
        return new Program(clipped);
    }

    /** Writes a {@code struct sock_fprog} that lives as long as the arena. */
    MemorySegment write(Arena arena) {
        return BpfInstruction.program(arena, instructions);
    }
}
