package io.millrace.pcap;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.millrace.ffi.LibPcapFilters;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Locale;

/**
 * A compiled filter: what {@code pcap-filter(7)} describes, as a program of classic BPF. Immutable, for any thread, and with
 * nothing to close: the instructions are a copy.
 *
 * <p>A program is made for one link-layer type, and, if it was compiled on a handle, for what the kernel shows of packets
 * there. An instruction, a {@code struct bpf_insn}, is packed in a long: {@code code << 48 | jt << 40 | jf << 32 | k}.
 */
public final class PcapFilter {
    /**
     * An EtherType that no packet has, for a handle that is to queue nothing: below 0x0600 the kernel gives numbers to
     * frames without one ({@code linux/if_ether.h}), and this one to none.
     */
    public static final int NO_PROTOCOL = 0x00ff;

    private final String expression;
    private final long[] instructions;
    private final MemorySegment program;

    PcapFilter(String expression, long[] instructions) {
        this.expression = expression;
        this.instructions = instructions;
        this.program = LibPcapFilters.program(Arena.ofAuto(), instructions);
    }

    /**
     * Compiles an expression as libpcap does for a live capture of whole link-layer frames: on a handle of the same
     * device, so that {@code vlan} looks at the tag the kernel has taken out of the frame.
     *
     * @param device the device that the program is for
     * @param expression the filter; an empty one accepts everything
     * @param snaplen what the program returns for a packet it accepts, in bytes; 0 for the greatest
     * @throws PcapException if libpcap is missing, the device cannot be opened, or the expression is wrong
     */
    public static PcapFilter compile(String device, String expression, int snaplen) {
        PcapSettings settings = PcapSettings.DEFAULT.withSnaplen(snaplen);
        PcapSettings quiet = Pcap.canChooseProtocol() ? settings.withProtocol(NO_PROTOCOL) : settings;
        try (Pcap pcap = Pcap.open(device, quiet)) {
            return pcap.compile(expression);
        }
    }

    /**
     * Compiles an expression without a device ({@code pcap_open_dead}): for packets of a savefile, or at hand.
     *
     * @param link the link-layer type of the packets
     * @param expression the filter; an empty one accepts everything
     * @param snaplen what the program returns for a packet it accepts, in bytes; 0 for the greatest
     * @throws PcapException if libpcap is missing, or the expression is wrong
     */
    public static PcapFilter compile(DataLink link, String expression, int snaplen, FilterOptions options) {
        return FilterCompiler.compile(link, expression, snaplen, options);
    }

    /** What was compiled. */
    public String expression() {
        return expression;
    }

    /** The packed instructions, a copy. */
    public long[] instructions() {
        return instructions.clone();
    }

    /**
     * Runs the program on a packet as {@code pcap_offline_filter(3pcap)} does.
     *
     * @param memory that holds the packet; native memory is not copied
     * @param offset where the packet begins in it, in bytes
     * @param caplen captured length in bytes; what the program wants to read beyond rejects the packet
     * @param len length on the wire in bytes
     * @return 0 if the packet is rejected; otherwise how many bytes of it are wanted, unsigned
     * @throws IndexOutOfBoundsException if the memory ends before the packet does
     */
    public int run(MemorySegment memory, long offset, int caplen, int len) {
        MemorySegment packet = memory.asSlice(offset, caplen);
        try (Arena arena = Arena.ofConfined()) {
            HeaderLayout layout = HeaderLayout.CURRENT;
            MemorySegment header = arena.allocate(layout.bytes(), Long.BYTES);
            layout.write(header, 0, 0, caplen, len);
            return LibPcapFilters.offlineFilter(program, header, NativeMemory.reachable(packet, arena));
        }
    }

    /** A machine that runs the program without calling C: for one thread, and many packets. */
    public FilterMachine machine() {
        return new FilterMachine(instructions.clone());
    }

    /** Whether the program accepts a packet whose captured bytes these are; {@code len} is its length on the wire. */
    public boolean accepts(byte[] packet, int len) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocateFrom(JAVA_BYTE, packet);
            return run(memory, 0, packet.length, len) != 0;
        }
    }

    /** Writes the program out; every line ends with a line feed. */
    public String dump(FilterForm form) {
        StringBuilder text = new StringBuilder();
        if (form == FilterForm.DECIMAL) {
            text.append(instructions.length).append('\n');
        }
        for (int i = 0; i < instructions.length; i++) {
            text.append(line(form, i)).append('\n');
        }
        return text.toString();
    }

    private String line(FilterForm form, int index) {
        long packed = instructions[index];
        int code = (int) (packed >>> 48);
        int jt = (int) (packed >>> 40) & 0xff;
        int jf = (int) (packed >>> 32) & 0xff;
        int k = (int) packed;
        return switch (form) {
            case LISTING -> FilterCompiler.image(packed, index);
            case C_ARRAY -> String.format(Locale.ROOT, "{ 0x%x, %d, %d, 0x%08x },", code, jt, jf, k);
            case DECIMAL -> code + " " + jt + " " + jf + " " + Integer.toUnsignedString(k);
        };
    }

    /** A {@code struct bpf_program}, to be read only. */
    MemorySegment program() {
        return program;
    }

    /** The expression. */
    @Override
    public String toString() {
        return expression;
    }
}
