package io.millrace.afpacket;

import io.millrace.ffi.CallState;
import io.millrace.ffi.IfPacket;
import io.millrace.ffi.SysSocket;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The one place that reads a ring's PACKET_STATISTICS. The kernel counts in 32 bits and starts again at 0 with every
 * reading, so each reading is added to a sum of 64. For any thread: every field is guarded by this object's monitor.
 *
 * <p>{@code tp_packets} includes {@code tp_drops}. A sum is exact as long as fewer than 2^32 frames come between two
 * readings: some minutes at 10 million a second.
 */
final class RingStatistics implements AutoCloseable {
    private final int fd;
    private final Arena arena = Arena.ofShared();
    private final CallState state = new CallState(arena);
    private final MemorySegment counters = arena.allocate(IfPacket.TPACKET_STATS_V3_BYTES, Long.BYTES);
    private final MemorySegment length = arena.allocate(ValueLayout.JAVA_INT);

    private long received;
    private long dropped;
    private long freezes;
    private long unread;
    private boolean open = true;

    RingStatistics(int fd) {
        this.fd = fd;
    }

    synchronized RingCounts read() {
        if (open) {
            fetch();
        }
        return new RingCounts(received, dropped, unread, freezes);
    }

    private void fetch() {
        counters.fill((byte) 0);
        length.set(ValueLayout.JAVA_INT, 0, IfPacket.TPACKET_STATS_V3_BYTES);
        int result = SysSocket.getsockopt(state, fd, IfPacket.SOL_PACKET, IfPacket.PACKET_STATISTICS, counters, length);
        if (result >= 0) {
            received += unsigned(IfPacket.STATS_PACKETS);
            dropped += unsigned(IfPacket.STATS_DROPS);
            freezes += unsigned(IfPacket.STATS_FREEZE_Q_CNT);
        }
    }

    private long unsigned(int offset) {
        return Integer.toUnsignedLong(counters.get(ValueLayout.JAVA_INT, offset));
    }

    synchronized void unread(long frames) {
        unread = frames;
    }

    /** Keeps the sums; the descriptor is not asked again. */
    @Override
    public synchronized void close() {
        if (open) {
            fetch();
            open = false;
            arena.close();
        }
    }
}
