package io.millrace.pcap;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes savefiles byte by byte ({@code pcap-savefile(5)}), in either byte order, with either magic. */
record TestSavefile(ByteOrder order, boolean nanoseconds, int linktype) {
    static final int HEADER_BYTES = 24;
    static final int RECORD_BYTES = 16;

    private static final int MICROSECOND_MAGIC = 0xa1b2_c3d4;
    private static final int NANOSECOND_MAGIC = 0xa1b2_3c4d;
    private static final int SNAPLEN = 65_535;

    static TestSavefile ethernet() {
        return new TestSavefile(ByteOrder.nativeOrder(), true, 1);
    }

    Path write(Path file, List<Kept> packets) throws IOException {
        return Files.write(file, bytes(packets));
    }

    byte[] bytes(List<Kept> packets) {
        int size = HEADER_BYTES
                + packets.stream()
                        .mapToInt(p -> RECORD_BYTES + p.bytes().length)
                        .sum();
        ByteBuffer buffer = ByteBuffer.allocate(size).order(order);
        buffer.putInt(nanoseconds ? NANOSECOND_MAGIC : MICROSECOND_MAGIC);
        buffer.putShort((short) 2).putShort((short) 4).putInt(0).putInt(0);
        buffer.putInt(SNAPLEN).putInt(linktype);
        for (Kept packet : packets) {
            long nanos = packet.timestampNanos() % 1_000_000_000;
            buffer.putInt((int) (packet.timestampNanos() / 1_000_000_000))
                    .putInt((int) (nanoseconds ? nanos : nanos / 1_000))
                    .putInt(packet.bytes().length)
                    .putInt(packet.len())
                    .put(packet.bytes());
        }
        return buffer.array();
    }
}
