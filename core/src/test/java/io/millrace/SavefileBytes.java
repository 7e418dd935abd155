package io.millrace;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The bytes of a savefile ({@code pcap-savefile(5)}) with timestamps in nanoseconds, made by hand: numbered UDP packets. */
final class SavefileBytes {
    /** The time of the first packet, in nanoseconds since the epoch; each comes 1 ms and 1 ns after the one before. */
    static final long FIRST_NANOS = 1_700_000_000_123_456_789L;

    static final long STEP_NANOS = 1_000_001;
    static final int FRAME_BYTES = 60;
    static final int RECORD_BYTES = 16 + FRAME_BYTES;
    static final int HEADER_BYTES = 24;

    private static final int MAGIC_NANOS = 0xa1b23c4d;
    private static final int NUMBER = 42;

    private SavefileBytes() {}

    /** A file of so many packets, written by a machine of either byte order; they belong to 100 flows in turn. */
    static byte[] of(int packets, ByteOrder order) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(order);
        header.putInt(MAGIC_NANOS).putShort((short) 2).putShort((short) 4);
        header.putInt(16, CaptureBuilder.MAX_SNAPLEN).putInt(20, 1);
        bytes.writeBytes(header.array());
        for (int i = 0; i < packets; i++) {
            long nanos = FIRST_NANOS + (i * STEP_NANOS);
            ByteBuffer record = ByteBuffer.allocate(RECORD_BYTES).order(order);
            record.putInt((int) (nanos / 1_000_000_000)).putInt((int) (nanos % 1_000_000_000));
            record.putInt(FRAME_BYTES).putInt(FRAME_BYTES);
            record.put(frame(i));
            bytes.writeBytes(record.array());
        }
        return bytes.toByteArray();
    }

    private static byte[] frame(int number) {
        ByteBuffer frame = ByteBuffer.allocate(FRAME_BYTES);
        frame.putShort(12, (short) 0x0800).put(14, (byte) 0x45).putShort(16, (short) (FRAME_BYTES - 14));
        frame.put(22, (byte) 64).put(23, (byte) 17);
        frame.putInt(26, 0x0a000001).putInt(30, 0x0a000002);
        frame.putShort(34, (short) (1024 + (number % 100))).putShort(36, (short) (number % 2 == 0 ? 53 : 9));
        frame.putShort(38, (short) (FRAME_BYTES - 34));
        return frame.putInt(NUMBER, number).array();
    }

    /** The number of a packet. */
    static int number(Packet packet) {
        return packet.intAt(NUMBER);
    }
}
