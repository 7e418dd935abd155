package io.millrace.pcap;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Ethernet frames of many kinds, whole and cut, the same in every run. */
final class TestPackets {
    private static final int IPV4 = 0x0800;
    private static final int[] ETHERTYPES = {IPV4, IPV4, 0x0806, 0x86dd, 0x8100, 0x8847, 0x8863, 0x0026};
    private static final int[] PROTOCOLS = {6, 17, 1, 132, 58, 47};
    private static final int[] PORTS = {53, 80, 443, 1024, 5353};

    private TestPackets() {}

    static List<Kept> some(int count) {
        Random random = new Random(7);
        List<Kept> packets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ByteBuffer frame = ByteBuffer.allocate(60 + random.nextInt(200));
            random.nextBytes(frame.array());
            frame.put(random.nextInt(4) == 0 ? new byte[] {-1, -1, -1, -1, -1, -1} : new byte[6]);
            frame.position(12).putShort((short) ETHERTYPES[random.nextInt(ETHERTYPES.length)]);
            frame.put((byte) 0x45).put(23, (byte) PROTOCOLS[random.nextInt(PROTOCOLS.length)]);
            frame.putShort(20, (short) (random.nextInt(3) == 0 ? 0x2001 : 0)); // a fragment
            frame.putInt(26, 0x0a000000 + random.nextInt(4)).putInt(30, 0x0a000000 + random.nextInt(4));
            frame.putShort(34, port(random)).putShort(36, port(random));
            int len = frame.capacity() + random.nextInt(2) * 1_000;
            byte[] kept = Arrays.copyOf(frame.array(), 1 + random.nextInt(frame.capacity()));
            long nanos = 1_700_000_000_000_000_000L + (i * 1_234_567_891L);
            packets.add(Kept.of(random.nextInt(3) == 0 ? kept : frame.array(), len, nanos));
        }
        return packets;
    }

    /** Memory that was given back. */
    static MemorySegment freed(int bytes) {
        try (Arena arena = Arena.ofConfined()) {
            return arena.allocate(bytes);
        }
    }

    private static short port(Random random) {
        return (short) PORTS[random.nextInt(PORTS.length)];
    }
}
