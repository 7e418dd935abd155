package io.millrace.testbed;

import io.millrace.afpacket.PacketSender;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.List;

/** Frames of all kinds, one by one: what a generator of many equal ones does not send. */
public final class Transmission {
    private static final int MOST_BYTES = 65_535;

    private Transmission() {}

    /** Sends frames on a device in order, where captures of outgoing frames see them too. */
    static void send(String device, List<byte[]> frames) {
        try (PacketSender sender = PacketSender.open(device, 1, MOST_BYTES, false)) {
            for (byte[] frame : frames) {
                MemorySegment.copy(MemorySegment.ofArray(frame), 0, sender.frame(0), 0, frame.length);
                sender.length(0, frame.length);
                sender.send(1);
            }
        }
    }

    /** A datagram over IPv4 that fills a frame of a length, behind VLAN tags of 4 bytes each, outermost first. */
    public static byte[] udp(int frameBytes, int... tags) {
        ByteBuffer frame = ByteBuffer.allocate(frameBytes);
        frame.putInt(0x02000000).putShort((short) 2).putInt(0x02000000).putShort((short) 1);
        for (int tag : tags) {
            frame.putInt(tag);
        }
        frame.putShort((short) 0x0800);
        int ip = frame.position();
        frame.put((byte) 0x45).put((byte) 0).putShort((short) (frameBytes - ip));
        frame.putInt(0x4000).put((byte) 64).put((byte) 17).putShort((short) 0);
        frame.putInt(0x0a000001).putInt(0xac100001);
        frame.putShort((short) 1024).putShort((short) 9).putShort((short) (frameBytes - ip - 20));
        frame.putShort((short) 0);
        for (byte next = 0; frame.hasRemaining(); next++) {
            frame.put(next);
        }
        return frame.array();
    }
}
