package io.millrace.pcap;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Runs a program of classic BPF on a packet, as {@code bpf_filter} of libpcap does: an accumulator, an index register, 16 words
 * of memory; a load behind the captured bytes, and a division by zero, reject the packet.
 *
 * <p>Instructions are packed in longs ({@code code << 48 | jt << 40 | jf << 32 | k}); those that libpcap compiled are sound,
 * so nothing is checked here but what depends on the packet. Nothing is allocated for a packet, and C is not called. A
 * machine belongs to one thread at a time, because of its memory.
 */
public final class FilterMachine {
    private static final ValueLayout.OfInt WORD = JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfShort HALF = JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final int MEMORY_WORDS = 16;
    private static final int REJECTED = 0;

    // The class of an instruction: its lowest three bits (linux/bpf_common.h).
    private static final int LD = 0;
    private static final int LDX = 1;
    private static final int ST = 2;
    private static final int STX = 3;
    private static final int ALU = 4;
    private static final int JMP = 5;
    private static final int RET = 6;

    private static final int X_OPERAND = 0x08;
    private static final int RETURN_A = 0x10;
    private static final int TXA = 0x80;

    private final long[] program;
    private final int[] words = new int[MEMORY_WORDS];

    FilterMachine(long[] program) {
        this.program = program;
    }

    /**
     * Runs the program on a packet at {@code memory[offset, offset + caplen)}.
     *
     * @param caplen captured length in bytes
     * @param len length on the wire in bytes
     * @return 0 if the packet is rejected; otherwise how many bytes of it are wanted, unsigned
     */
    public int run(MemorySegment memory, long offset, int caplen, int len) {
        int a = 0;
        int x = 0;
        int at = 0;
        while (true) {
            long instruction = program[at++];
            int code = (int) (instruction >>> 48);
            int k = (int) instruction;
            switch (code & 7) {
                case RET -> {
                    return code == (RET | RETURN_A) ? a : k;
                }
                case JMP -> at += jump(instruction, code, a, x, k);
                case LD, LDX -> {
                    long loaded = load(code, k, x, memory, offset, caplen, len);
                    if (loaded < 0) {
                        return REJECTED;
                    }
                    if ((code & 7) == LD) {
                        a = (int) loaded;
                    } else {
                        x = (int) loaded;
                    }
                }
                case ALU -> {
                    int operand = (code & X_OPERAND) == 0 ? k : x;
                    if (operand == 0 && divides(code)) {
                        return REJECTED;
                    }
                    a = computed(code, a, operand);
                }
                case ST -> words[k] = a;
                case STX -> words[k] = x;
                default -> {
                    if (code < TXA) {
                        x = a;
                    } else {
                        a = x;
                    }
                }
            }
        }
    }

    /** How many instructions are passed over. */
    private static int jump(long instruction, int code, int a, int x, int k) {
        int operand = (code & X_OPERAND) == 0 ? k : x;
        boolean holds = switch (code & 0xf0) {
            case 0x10 -> a == operand;
            case 0x20 -> Integer.compareUnsigned(a, operand) > 0;
            case 0x30 -> Integer.compareUnsigned(a, operand) >= 0;
            case 0x40 -> (a & operand) != 0;
            default -> true;
        };
        if ((code & 0xf0) == 0) {
            return k; // backwards too, where header chains are followed
        }
        return (int) (instruction >>> (holds ? 40 : 32)) & 0xff;
    }

    /** A word, unsigned; negative if it lies behind the captured bytes. */
    private long load(int code, int k, int x, MemorySegment memory, long offset, int caplen, int len) {
        long position = switch (code & 0xe0) {
            case 0x20, 0xa0 -> Integer.toUnsignedLong(k); // absolute; the length of an IPv4 header
            case 0x40 -> Integer.toUnsignedLong(k) + Integer.toUnsignedLong(x); // indexed
            default -> -1;
        };
        if (position < 0) {
            return Integer.toUnsignedLong(
                    switch (code & 0xe0) {
                        case 0x00 -> k;
                        case 0x60 -> words[k];
                        default -> len;
                    });
        }
        int bytes = 4 >>> ((code >> 3) & 3);
        if (position + bytes > caplen) {
            return -1;
        }
        return switch (bytes) {
            case 4 -> Integer.toUnsignedLong(memory.get(WORD, offset + position));
            case 2 -> Short.toUnsignedLong(memory.get(HALF, offset + position));
            default -> {
                int value = Byte.toUnsignedInt(memory.get(JAVA_BYTE, offset + position));
                yield (code & 0xe0) == 0xa0 ? (value & 0xf) << 2 : value;
            }
        };
    }

    private static boolean divides(int code) {
        int operation = code & 0xf0;
        return operation == 0x30 || operation == 0x90;
    }

    private static int computed(int code, int a, int operand) {
        return switch (code & 0xf0) {
            case 0x00 -> a + operand;
            case 0x10 -> a - operand;
            case 0x20 -> a * operand;
            case 0x30 -> Integer.divideUnsigned(a, operand);
            case 0x40 -> a | operand;
            case 0x50 -> a & operand;
            case 0x60 -> Integer.compareUnsigned(operand, Integer.SIZE) < 0 ? a << operand : 0;
            case 0x70 -> Integer.compareUnsigned(operand, Integer.SIZE) < 0 ? a >>> operand : 0;
            case 0x80 -> -a;
            case 0x90 -> Integer.remainderUnsigned(a, operand);
            default -> a ^ operand;
        };
    }
}
