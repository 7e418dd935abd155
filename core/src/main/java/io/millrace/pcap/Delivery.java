package io.millrace.pcap;

import io.millrace.ffi.Memory;
import io.millrace.ffi.RawPackets;
import org.jspecify.annotations.Nullable;

/**
 * The way of a packet from C's header and bytes to the callback, and the count of packets. All fields belong to the thread
 * that owns the handle; a packet allocates nothing.
 */
final class Delivery {
    private static final int LENT = PcapPacket.REUSED_AFTER + 1; // a power of 2

    private final long nanosPerUnit;
    private PcapPacket[] lent = new PcapPacket[0];
    private int turn;
    private @Nullable PcapCallback callback;
    private @Nullable RawPackets raw;
    private long packets;

    /** @param nanoseconds whether headers count nanoseconds, not microseconds */
    Delivery(boolean nanoseconds) {
        nanosPerUnit = nanoseconds ? 1 : 1_000;
    }

    /** Makes ready for a reading call of this thread, which is the only one that ever reads. */
    void begin(PcapCallback receiver) {
        if (lent.length == 0) {
            lent = lendable(Thread.currentThread());
        }
        callback = receiver;
        raw = receiver instanceof RawPackets packetsAsTheyAre ? packetsAsTheyAre : null;
        packets = 0;
    }

    private static PcapPacket[] lendable(Thread reader) {
        PcapPacket[] objects = new PcapPacket[LENT];
        for (int i = 0; i < LENT; i++) {
            objects[i] = new PcapPacket(reader);
        }
        return objects;
    }

    /** Forgets the callback. */
    void end() {
        callback = null;
        raw = null;
    }

    /** Gives one packet to the callback; throws what it throws. */
    void deliver(long header, long bytes) {
        packets++;
        HeaderLayout layout = HeaderLayout.CURRENT;
        int caplen = layout.caplen(Memory.ALL, header);
        int len = layout.len(Memory.ALL, header);
        long nanos = (layout.seconds(Memory.ALL, header) * 1_000_000_000L)
                + (layout.fraction(Memory.ALL, header) * nanosPerUnit);
        if (raw != null) {
            raw.packet(Memory.ALL, bytes, caplen, len, nanos);
        } else if (callback != null) {
            lend(callback, bytes, caplen, len, nanos);
        }
    }

    private void lend(PcapCallback receiver, long bytes, int caplen, int len, long nanos) {
        PcapPacket packet = lent[turn++ & (LENT - 1)];
        packet.lend(bytes, caplen, len, nanos);
        try {
            receiver.packet(packet);
        } finally {
            packet.start = PcapPacket.DEAD; // no call: there may be no stack for one
        }
    }

    /** Packets of the last reading call, the one that the callback threw on included. */
    long packets() {
        return packets;
    }
}
