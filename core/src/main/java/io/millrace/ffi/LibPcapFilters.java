package io.millrace.ffi;

import static io.millrace.ffi.Native.address;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;

/**
 * The filters of {@code <pcap/pcap.h>} and {@code <pcap/bpf.h>}, as {@link LibPcap} has the rest. {@code pcap_compile} is not
 * thread-safe before 1.8, and {@code bpf_image} in no version: the caller serialises them.
 */
public final class LibPcapFilters {
    public static final int PCAP_NETMASK_UNKNOWN = 0xffff_ffff;

    /** {@code struct bpf_program}: an unsigned int count, padding, a pointer to {@code struct bpf_insn}. */
    public static final int BPF_PROGRAM_BYTES = 16;

    public static final int BPF_PROGRAM_INSTRUCTIONS = 8;

    private static final LibPcapFunction COMPILE = LibPcapFunction.named("pcap_compile");
    private static final LibPcapFunction SETFILTER = LibPcapFunction.named("pcap_setfilter");
    private static final LibPcapFunction FREECODE = LibPcapFunction.named("pcap_freecode");
    private static final LibPcapFunction BPF_IMAGE = LibPcapFunction.named("bpf_image");

    private LibPcapFilters() {}

    /** Fills {@code program}, which {@link #freecode} must free. */
    public static int compile(long pcap, MemorySegment program, String expression, boolean optimise, int netmask) {
        try (Arena arena = Arena.ofConfined()) {
            return (int) COMPILE.call(
                    pcap,
                    address(program),
                    address(arena.allocateFrom(expression)),
                    optimise ? 1 : 0,
                    Integer.toUnsignedLong(netmask));
        }
    }

    /** Copies the program. */
    public static int setfilter(long pcap, MemorySegment program) {
        try {
            return (int) SETFILTER.call(pcap, address(program));
        } finally {
            Reference.reachabilityFence(program);
        }
    }

    public static void freecode(MemorySegment program) {
        long ignored = FREECODE.call(address(program));
    }

    /** What the program returns for a packet, whose bytes are in native memory; 0 rejects it. */
    public static int offlineFilter(MemorySegment program, MemorySegment header, MemorySegment bytes) {
        try {
            return (int) Filtering.OFFLINE_FILTER.invokeExact(program, header, bytes);
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    /** The address of an instruction's text, with its index in front; the next call overwrites it. */
    public static long image(MemorySegment instruction, int index) {
        try {
            return BPF_IMAGE.call(address(instruction), index);
        } finally {
            Reference.reachabilityFence(instruction);
        }
    }

    /** Writes packed instructions as a {@code struct bpf_program} that lives as long as the arena. */
    public static MemorySegment program(Arena arena, long[] packed) {
        MemorySegment program = arena.allocate(BPF_PROGRAM_BYTES, Long.BYTES);
        program.set(JAVA_INT, 0, packed.length);
        program.set(ADDRESS, BPF_PROGRAM_INSTRUCTIONS, BpfInstruction.write(arena, packed));
        return program;
    }

    /** Of its true shape, because packets may be memory of the user's; bound when one is first met. */
    private static final class Filtering {
        static final MethodHandle OFFLINE_FILTER = Native.bind(
                LibPcapFunction.symbol("pcap_offline_filter"),
                FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS));

        private Filtering() {}
    }
}
