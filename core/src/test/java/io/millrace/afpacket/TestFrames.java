package io.millrace.afpacket;

import java.nio.ByteBuffer;

/** Ethernet frames that differ in their addresses, ports and every byte of payload. */
final class TestFrames {
    private TestFrames() {}

    static byte[] udp(int number, int length) {
        return frame(number, length, 0x0800);
    }

    /** A frame with VLAN tags in it, outermost first; each is a TPID and a TCI. */
    static byte[] tagged(int number, int length, int... tags) {
        byte[] plain = udp(number, length);
        ByteBuffer tagged = ByteBuffer.allocate(length + (2 * tags.length));
        tagged.put(plain, 0, 12);
        for (int tag : tags) {
            tagged.putShort((short) tag);
        }
        tagged.put(plain, 12, length - 12);
        return tagged.array();
    }

    private static byte[] frame(int number, int length, int type) {
        ByteBuffer frame = ByteBuffer.allocate(length);
        frame.putInt(0x02000000)
                .putShort((short) 2)
                .putInt(0x02000000)
                .putShort((short) 1)
                .putShort((short) type);
        frame.put((byte) 0x45).put((byte) 0).putShort((short) (length - 14)).putInt(0x00004000);
        frame.put((byte) 64).put((byte) 17).putShort((short) 0);
        frame.putInt(0x0a000000 | (number & 0xffff)).putInt(0x0b000001);
        frame.putShort((short) (1024 + (number % 1000))).putShort((short) 9);
        frame.putShort((short) (length - 34)).putShort((short) 0);
        while (frame.remaining() > 4) {
            frame.put((byte) (frame.position() * 31 + number));
        }
        while (frame.hasRemaining()) {
            frame.put((byte) (number >>> (8 * (frame.remaining() - 1))));
        }
        return frame.array();
    }
}
