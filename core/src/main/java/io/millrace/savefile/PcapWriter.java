package io.millrace.savefile;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes a pcap file ({@code pcap-savefile(5)}) in the byte order of this machine. Seconds are 32 bits: up to 2106. */
public final class PcapWriter extends SavefileWriter {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final boolean nanoseconds;

    private PcapWriter(Output output, InterfaceDescription description) {
        super(output, false);
        nanoseconds = description.hasNanoseconds();
        ByteBuffer header = ByteBuffer.allocate(PcapHeader.BYTES).order(ByteOrder.nativeOrder());
        header.putInt(nanoseconds ? PcapHeader.MAGIC_NANOS : PcapHeader.MAGIC_MICROS);
        header.putShort((short) PcapHeader.MAJOR).putShort((short) PcapHeader.MINOR);
        header.putLong(0).putInt(description.snaplen()).putInt(PcapHeader.link(description));
        begin(header.flip());
    }

    /**
     * Begins a file.
     *
     * @param description link type, snaplen, precision and frame check sequence of all packets
     * @throws SavefileException if it cannot be written
     */
    public static PcapWriter open(SavefileTarget target, InterfaceDescription description) {
        PcapWriter writer = new PcapWriter(target.open(), description);
        writer.flush();
        return writer;
    }

    @Override
    public SavefileFormat format() {
        return SavefileFormat.PCAP;
    }

    @Override
    public long begin(int interfaceId, long timestampNanos, int caplen, int len) {
        long at = reserve(PcapHeader.RECORD_BYTES + (long) caplen);
        long seconds = Math.floorDiv(timestampNanos, NANOS_PER_SECOND);
        int fraction = (int) (timestampNanos - (seconds * NANOS_PER_SECOND));
        put32(at, (int) seconds);
        put32(at + 4, nanoseconds ? fraction : fraction / 1_000);
        put32(at + 8, caplen);
        put32(at + 12, len);
        return at + PcapHeader.RECORD_BYTES;
    }

    @Override
    long recordBytes(long at, boolean firstOfFile) {
        return firstOfFile ? PcapHeader.BYTES : PcapHeader.RECORD_BYTES + (long) get32(at + 8);
    }

    @Override
    boolean isPacket(long at, boolean firstOfFile) {
        return !firstOfFile;
    }
}
