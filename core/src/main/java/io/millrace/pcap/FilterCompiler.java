package io.millrace.pcap;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.millrace.ffi.BpfInstruction;
import io.millrace.ffi.LibPcap;
import io.millrace.ffi.LibPcapFilters;
import io.millrace.ffi.LinuxFilter;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.Inet4Address;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Compiles filter expressions for a handle, and writes instructions out. Every such call of the process passes {@link #LOCK}:
 * {@code pcap_compile} was not thread-safe before libpcap 1.8, and {@code bpf_image} is in no version.
 */
final class FilterCompiler {
    private static final Object LOCK = new Object();

    private FilterCompiler() {}

    /**
     * Compiles for a handle, which may be one of {@code pcap_open_dead}.
     *
     * @throws PcapException if the expression is wrong
     */
    static PcapFilter compile(long pcap, String expression, FilterOptions options) {
        long[] instructions = attempt(pcap, NativeMemory.text("filter", expression), options);
        if (instructions == null) {
            throw FilterError.of(expression, error(pcap), tried -> problem(pcap, tried, options));
        }
        return new PcapFilter(expression, instructions);
    }

    /** Compiles for no device: as {@link PcapFilter#compile(DataLink, String, int, FilterOptions)} tells. */
    static PcapFilter compile(DataLink link, String expression, int snaplen, FilterOptions options) {
        long pcap = DeadHandle.open(link, snaplen, true);
        try {
            return compile(pcap, expression, options);
        } finally {
            LibPcap.close(pcap);
        }
    }

    /** An instruction as libpcap writes it in the listing of a program. */
    static String image(long packed, int index) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment instruction = BpfInstruction.write(arena, packed);
            synchronized (LOCK) {
                return NativeMemory.string(LibPcapFilters.image(instruction, index));
            }
        }
    }

    private static @Nullable String problem(long pcap, String expression, FilterOptions options) {
        return attempt(pcap, expression, options) == null ? error(pcap) : null;
    }

    /** The instructions; null if the expression is wrong, and then the handle tells why. */
    private static long @Nullable [] attempt(long pcap, String expression, FilterOptions options) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment program = arena.allocate(LibPcapFilters.BPF_PROGRAM_BYTES, Long.BYTES);
            int netmask = netmask(options.netmask());
            synchronized (LOCK) {
                if (LibPcapFilters.compile(pcap, program, expression, options.optimised(), netmask) < 0) {
                    return null;
                }
            }
            try {
                return instructions(program);
            } finally {
                LibPcapFilters.freecode(program);
            }
        }
    }

    /** In this machine's order: libpcap compares it as it is with what a program loads. */
    private static int netmask(@Nullable Inet4Address netmask) {
        return netmask == null
                ? LibPcapFilters.PCAP_NETMASK_UNKNOWN
                : ByteBuffer.wrap(netmask.getAddress()).getInt();
    }

    private static long[] instructions(MemorySegment program) {
        int count = program.get(JAVA_INT, 0);
        MemorySegment code = NativeMemory.at(
                program.get(JAVA_LONG, LibPcapFilters.BPF_PROGRAM_INSTRUCTIONS),
                (long) count * LinuxFilter.SOCK_FILTER_BYTES);
        long[] packed = new long[count];
        for (int i = 0; i < count; i++) {
            packed[i] = BpfInstruction.read(code, (long) i * LinuxFilter.SOCK_FILTER_BYTES);
        }
        return packed;
    }

    private static String error(long pcap) {
        return PcapError.oneLine(NativeMemory.string(LibPcap.geterr(pcap)));
    }
}
