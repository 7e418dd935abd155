package io.millrace.savefile;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import io.millrace.ffi.Memory;
import java.lang.foreign.MemorySegment;

/** Writes a pcap file ({@code pcap-savefile(5)}) in the byte order of this machine. Seconds are 32 bits: up to 2106. */
public final class PcapWriter extends SavefileWriter {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final boolean nanoseconds;

    // The second of the packet before: most are of the same, and to divide takes longer than to write a header.
    private long secondNanos;
    private int second;

    private PcapWriter(Output output, InterfaceDescription description) {
        super(output, false, new Records());
        nanoseconds = description.hasNanoseconds();
    }

    private void header(InterfaceDescription description) {
        long at = reserve(PcapHeader.BYTES);
        put32(at, nanoseconds ? PcapHeader.MAGIC_NANOS : PcapHeader.MAGIC_MICROS);
        Memory.ALL.set(JAVA_SHORT_UNALIGNED, at + 4, (short) PcapHeader.MAJOR);
        Memory.ALL.set(JAVA_SHORT_UNALIGNED, at + 6, (short) PcapHeader.MINOR);
        put32(at + 8, 0, 0);
        put32(at + 16, description.snaplen(), PcapHeader.link(description));
        add(PcapHeader.BYTES);
    }

    /**
     * Begins a file.
     *
     * @param description link type, snaplen, precision and frame check sequence of all packets
     * @throws SavefileException if it cannot be written
     */
    public static PcapWriter open(SavefileTarget target, InterfaceDescription description) {
        PcapWriter writer = new PcapWriter(target.open(), description);
        writer.begin(() -> writer.header(description));
        return writer;
    }

    @Override
    public SavefileFormat format() {
        return SavefileFormat.PCAP;
    }

    @Override
    public void write(int interfaceId, long timestampNanos, MemorySegment memory, long offset, int caplen, int len) {
        requireCaplen(caplen);
        long bytes = PcapHeader.RECORD_BYTES + (long) caplen;
        long at = reserve(bytes);
        long after = timestampNanos - secondNanos;
        if (after < 0 || after >= NANOS_PER_SECOND) {
            turn(timestampNanos);
        }
        int fraction = (int) (timestampNanos - secondNanos);
        put32(at, second, nanoseconds ? fraction : fraction / 1_000);
        put32(at + 8, caplen, len);
        MemorySegment.copy(memory, offset, Memory.ALL, at + PcapHeader.RECORD_BYTES, caplen);
        addPacket(bytes);
    }

    /** Another second begins. */
    private void turn(long timestampNanos) {
        long seconds = Math.floorDiv(timestampNanos, NANOS_PER_SECOND);
        second = (int) seconds;
        secondNanos = seconds * NANOS_PER_SECOND;
    }

    /** After the header there are packets only. */
    private static final class Records implements RecordBuffer.Layout {
        @Override
        public long recordBytes(long at, boolean firstOfFile) {
            return firstOfFile
                    ? PcapHeader.BYTES
                    : PcapHeader.RECORD_BYTES + (long) Memory.ALL.get(JAVA_INT_UNALIGNED, at + 8);
        }

        @Override
        public boolean isPacket(long at, boolean firstOfFile) {
            return !firstOfFile;
        }
    }
}
