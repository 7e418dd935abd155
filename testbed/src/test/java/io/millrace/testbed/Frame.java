package io.millrace.testbed;

import io.millrace.Packet;
import java.nio.ByteBuffer;

/**
 * A packet as somebody captured it. Two are equal if they agree to the byte and the nanosecond.
 *
 * @param bytes what was captured; its position and limit stay as they are
 * @param len length on the wire in bytes
 * @param timestampNanos since the epoch
 */
record Frame(ByteBuffer bytes, int len, long timestampNanos) implements Comparable<Frame> {
    private static final int END_ETHERTYPE = 0x88b5; // for local experiments (IEEE 802)

    static Frame of(Packet packet) {
        return new Frame(ByteBuffer.wrap(packet.bytes()), packet.len(), packet.timestampNanos());
    }

    /** The frame that ends each of our transmissions. */
    static byte[] end() {
        byte[] frame = new byte[60];
        ByteBuffer.wrap(frame).putShort(12, (short) END_ETHERTYPE);
        return frame;
    }

    boolean isEnd() {
        return bytes.remaining() >= 14 && bytes.getShort(12) == (short) END_ETHERTYPE;
    }

    int caplen() {
        return bytes.remaining();
    }

    /** The same without its time. */
    Frame untimed() {
        return new Frame(bytes, len, 0);
    }

    /** An order by content, for traffic that several processors deliver in an order of their own. */
    @Override
    public int compareTo(Frame other) {
        int byLength = Integer.compare(len, other.len);
        return byLength != 0 ? byLength : bytes.compareTo(other.bytes);
    }
}
