package io.millrace.pcap;

import static io.millrace.pcap.NativeMemory.EVERYTHING;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.millrace.ffi.BpfInstruction;
import io.millrace.ffi.LibPcap;
import io.millrace.ffi.LinuxFilter;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.ToIntFunction;

/**
 * Compiles filter expressions for a handle. Every compilation of the process passes {@link #LOCK}: {@code pcap_compile} was
 * not thread-safe before libpcap 1.8.
 */
final class FilterCompiler {
    private static final Object LOCK = new Object();

    private static final long INSTRUCTIONS = 8;

    private FilterCompiler() {}

    /** Compiles, optimised, and gives the {@code struct bpf_program} to {@code use} before it is freed. */
    static int compile(long pcap, String expression, ToIntFunction<MemorySegment> use) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment program = arena.allocate(LibPcap.BPF_PROGRAM_BYTES, 8);
            synchronized (LOCK) {
                int code = LibPcap.compile(pcap, program, expression, true, LibPcap.PCAP_NETMASK_UNKNOWN);
                if (code < 0) {
                    throw failure(pcap, expression, code);
                }
            }
            try {
                int code = use.applyAsInt(program);
                if (code < 0) {
                    throw failure(pcap, expression, code);
                }
                return code;
            } finally {
                LibPcap.freecode(program);
            }
        }
    }

    /** The instructions of a {@code struct bpf_program}, packed as {@link PcapFilter} tells. */
    static long[] instructions(MemorySegment program) {
        int count = program.get(JAVA_INT, 0);
        long first = program.get(JAVA_LONG, INSTRUCTIONS);
        long[] packed = new long[count];
        for (int i = 0; i < count; i++) {
            packed[i] = BpfInstruction.read(EVERYTHING, first + ((long) i * LinuxFilter.SOCK_FILTER_BYTES));
        }
        return packed;
    }

    private static PcapException failure(long pcap, String expression, int code) {
        String words = PcapError.oneLine(NativeMemory.string(LibPcap.geterr(pcap)));
        return new PcapException("filter: " + expression + ": " + words + " (see pcap-filter(7))", code);
    }
}
