package io.millrace.testbed;

import io.millrace.Packet;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Frames of many flows: UDP over IPv4 over Ethernet, one address and port pair a flow. The last 12 bytes of each frame
 * are its mark: a magic number, its flow, and its place in the flow from 0, each in 4 bytes in network order.
 *
 * <p>Belongs to one thread; the static methods that read marks are for any.
 */
public final class FlowTraffic {
    public static final int LEAST_FRAME_BYTES = 64;
    public static final int MOST_FRAME_BYTES = 1514;

    private static final int MARK_BYTES = 12;
    private static final int MAGIC = 0x4d494c4c; // "MILL"
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

    private static final int IP = 14;
    private static final int UDP = IP + 20;
    private static final int HEADER_BYTES = UDP + 8;
    private static final int HEADER_STRIDE = 64;
    private static final int FLOWS_PER_PORT = 1 << 16;

    private final MemorySegment headers;
    private final int[] next;
    private final int frameBytes;
    private int flow;

    /**
     * Prepares traffic.
     *
     * @param flows how many flows there are, 1 to 16 million
     * @param frameBytes length of each frame, 64 to 1514, without the checksum of the wire
     */
    public FlowTraffic(int flows, int frameBytes) {
        if (flows < 1 || flows >= 1 << 24) {
            throw new IllegalArgumentException("flows: " + flows + " (expected: 1 to 16777215)");
        }
        if (frameBytes < LEAST_FRAME_BYTES || frameBytes > MOST_FRAME_BYTES) {
            throw new IllegalArgumentException("frameBytes: " + frameBytes + " (expected: 64 to 1514)");
        }
        this.frameBytes = frameBytes;
        next = new int[flows];
        headers = Arena.ofAuto().allocate((long) flows * HEADER_STRIDE, HEADER_STRIDE);
        for (int i = 0; i < flows; i++) {
            writeHeader(headers.asSlice((long) i * HEADER_STRIDE, HEADER_STRIDE), i);
        }
    }

    private void writeHeader(MemorySegment header, int flow) {
        header.set(INT, 0, 0x02000000); // destination 02:00:00:00:00:02, source 02:00:00:00:00:01
        header.set(SHORT, 4, (short) 2);
        header.set(INT, 6, 0x02000000);
        header.set(SHORT, 10, (short) 1);
        header.set(SHORT, 12, (short) 0x0800);
        header.set(BYTE, IP, (byte) 0x45);
        header.set(SHORT, IP + 2, (short) (frameBytes - IP));
        header.set(SHORT, IP + 6, (short) 0x4000); // don't fragment
        header.set(BYTE, IP + 8, (byte) 64);
        header.set(BYTE, IP + 9, (byte) 17);
        header.set(INT, IP + 12, 0x0a000000 | flow); // 10.x.y.z
        header.set(INT, IP + 16, 0xac100001); // 172.16.0.1
        header.set(SHORT, IP + 10, checksum(header));
        header.set(SHORT, UDP, (short) (1024 + (flow % (FLOWS_PER_PORT - 1024))));
        header.set(SHORT, UDP + 2, (short) 9); // discard
        header.set(SHORT, UDP + 4, (short) (frameBytes - UDP)); // a checksum of 0 stands for none (RFC 768)
    }

    private static short checksum(MemorySegment header) {
        int sum = 0;
        for (int i = 0; i < 20; i += 2) {
            sum += header.get(SHORT, IP + i) & 0xffff;
        }
        sum = (sum & 0xffff) + (sum >>> 16);
        return (short) ~((sum & 0xffff) + (sum >>> 16));
    }

    public int flows() {
        return next.length;
    }

    public int frameBytes() {
        return frameBytes;
    }

    /** Writes the next frame to memory that held nothing but frames of this traffic; flows take turns. */
    public void writeNext(MemorySegment frame) {
        MemorySegment.copy(headers, (long) flow * HEADER_STRIDE, frame, 0, HEADER_BYTES);
        int mark = frameBytes - MARK_BYTES;
        frame.set(INT, mark, MAGIC);
        frame.set(INT, mark + 4, flow);
        frame.set(INT, mark + 8, next[flow]++);
        flow = flow + 1 == next.length ? 0 : flow + 1;
    }

    /** Whether a captured frame is one of ours, whole. */
    public static boolean isMarked(MemorySegment memory, long offset, int length) {
        return length >= LEAST_FRAME_BYTES && memory.get(INT, offset + length - MARK_BYTES) == MAGIC;
    }

    /** The flow of a marked frame. */
    public static int flow(MemorySegment memory, long offset, int length) {
        return memory.get(INT, offset + length - 8);
    }

    /** The place of a marked frame in its flow. */
    public static int sequence(MemorySegment memory, long offset, int length) {
        return memory.get(INT, offset + length - 4);
    }

    /** The flow of a marked frame. */
    public static int flow(Packet packet) {
        return packet.intAt(packet.caplen() - 8);
    }

    /** The place of a marked frame in its flow. */
    public static int sequence(Packet packet) {
        return packet.intAt(packet.caplen() - 4);
    }
}
