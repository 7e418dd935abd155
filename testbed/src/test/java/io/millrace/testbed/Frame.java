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

    /** The frame that ends each of our transmissions, behind VLAN tags if any are given. */
    static byte[] end(int... tags) {
        ByteBuffer frame = ByteBuffer.allocate(64).position(12);
        for (int tag : tags) {
            frame.putInt(tag);
        }
        return frame.putShort((short) END_ETHERTYPE).array();
    }

    /** Whether it is that frame, with one tag or none. */
    boolean isEnd() {
        short end = (short) END_ETHERTYPE;
        return bytes.remaining() >= 18 && (bytes.getShort(12) == end || bytes.getShort(16) == end);
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

    /** Short: a message may list hundreds. */
    @Override
    public String toString() {
        return caplen() + "/" + len + " bytes #" + Integer.toHexString(bytes.hashCode()) + " at " + timestampNanos;
    }
}
