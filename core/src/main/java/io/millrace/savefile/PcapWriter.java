package io.millrace.savefile;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;

/** Writes a pcap file ({@code pcap-savefile(5)}) in the byte order of this machine. Seconds are 32 bits: up to 2106. */
public final class PcapWriter extends SavefileWriter {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final boolean nanoseconds;

    private PcapWriter(Output output, InterfaceDescription description) {
        super(output, false, new Records());
        nanoseconds = description.hasNanoseconds();
        long at = reserve(PcapHeader.BYTES);
        MemorySegment to = buffer();
        put32(to, at, nanoseconds ? PcapHeader.MAGIC_NANOS : PcapHeader.MAGIC_MICROS);
        to.set(JAVA_SHORT_UNALIGNED, at + 4, (short) PcapHeader.MAJOR);
        to.set(JAVA_SHORT_UNALIGNED, at + 6, (short) PcapHeader.MINOR);
        put32(to, at + 8, 0);
        put32(to, at + 12, 0);
        put32(to, at + 16, description.snaplen());
        put32(to, at + 20, PcapHeader.link(description));
        endRecord();
    }

    /**
     * Begins a file.
     *
     * @param description link type, snaplen, precision and frame check sequence of all packets
     * @throws SavefileException if it cannot be written
     */
    public static PcapWriter open(SavefileTarget target, InterfaceDescription description) {
        PcapWriter writer = new PcapWriter(target.open(), description);
        writer.begin();
        return writer;
    }

    @Override
    public SavefileFormat format() {
        return SavefileFormat.PCAP;
    }

    @Override
    public long begin(int interfaceId, long timestampNanos, int caplen, int len) {
        long at = reserve(PcapHeader.RECORD_BYTES + (long) caplen);
        MemorySegment to = buffer();
        long seconds = Math.floorDiv(timestampNanos, NANOS_PER_SECOND);
        int fraction = (int) (timestampNanos - (seconds * NANOS_PER_SECOND));
        put32(to, at, (int) seconds, nanoseconds ? fraction : fraction / 1_000);
        put32(to, at + 8, caplen, len);
        return at + PcapHeader.RECORD_BYTES;
    }

    /** After the header there are packets only. */
    private static final class Records implements RecordBuffer.Layout {
        @Override
        public long recordBytes(MemorySegment memory, long at, boolean firstOfFile) {
            return firstOfFile
                    ? PcapHeader.BYTES
                    : PcapHeader.RECORD_BYTES + (long) memory.get(JAVA_INT_UNALIGNED, at + 8);
        }

        @Override
        public boolean isPacket(MemorySegment memory, long at, boolean firstOfFile) {
            return !firstOfFile;
        }
    }
}
