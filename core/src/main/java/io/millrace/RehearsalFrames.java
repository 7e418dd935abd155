package io.millrace;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.millrace.ledger.WallClock;
import io.millrace.protocol.Linktype;
import io.millrace.source.FrameSink;
import io.millrace.source.KernelCounts;
import io.millrace.source.Source;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Made-up frames of many flows in bursts of several sizes, until somebody says that it is over: what a {@link Rehearsal}
 * captures from. Owned by its capture thread.
 */
final class RehearsalFrames implements Source {
    private static final int FLOWS = 512;
    private static final int FRAME_BYTES = 256;
    private static final int LEAST_CAPLEN = 64;
    /** Packets of a flow in a row, and in a burst: in turn, so that no way through the engine is unknown at the start. */
    private static final int[] ROWS = {1, 2, 1, 4};

    private static final int[] BURSTS = {40, 100, 60, 700};
    private static final long PAUSE_NANOS = 50_000;
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final Arena arena = Arena.ofShared();
    private final MemorySegment frames = arena.allocate((long) FLOWS * FRAME_BYTES, 64);
    private final BooleanSupplier over;
    private int bursts;
    private int flow;

    /** @param over asked before each burst, on the capture thread */
    RehearsalFrames(BooleanSupplier over) {
        this.over = over;
        for (int flow = 0; flow < FLOWS; flow++) {
            udp(frames.asSlice((long) flow * FRAME_BYTES, FRAME_BYTES), flow);
        }
    }

    private static void udp(MemorySegment frame, int flow) {
        frame.set(JAVA_BYTE, 5, (byte) 1);
        frame.set(JAVA_BYTE, 11, (byte) 2);
        frame.set(SHORT, 12, (short) 0x0800);
        frame.set(SHORT, 14, (short) 0x4500);
        frame.set(SHORT, 16, (short) (FRAME_BYTES - 14));
        frame.set(SHORT, 22, (short) 0x4011);
        frame.set(INT, 26, 0xc0000201); // 192.0.2.1, for documentation (RFC 5737)
        frame.set(INT, 30, 0xc6336401); // 198.51.100.1, likewise
        frame.set(SHORT, 34, (short) (1024 + flow));
        frame.set(SHORT, 36, (short) 9);
        frame.set(SHORT, 38, (short) (FRAME_BYTES - 34));
    }

    @Override
    public String name() {
        return "rehearsal";
    }

    @Override
    public int linktype() {
        return Linktype.EN10MB;
    }

    @Override
    public int take(FrameSink sink, int max, int timeoutMillis) {
        if (over.getAsBoolean()) {
            return END;
        }
        LockSupport.parkNanos(PAUSE_NANOS);
        long timestampNanos = WallClock.nanos();
        int burst = BURSTS[bursts++ % BURSTS.length];
        int taken = 0;
        while (taken < burst) {
            flow = (flow + 1) % FLOWS;
            for (int row = ROWS[flow % ROWS.length]; row > 0; row--) {
                int caplen = LEAST_CAPLEN + ((flow * 8) % (FRAME_BYTES - LEAST_CAPLEN));
                if (!sink.offer(frames, (long) flow * FRAME_BYTES, caplen, FRAME_BYTES, timestampNanos)) {
                    return taken;
                }
                taken++;
            }
        }
        return taken;
    }

    @Override
    public void wake() {
        // Never waits long.
    }

    @Override
    public void settle() {
        // Has nothing that could lie unread.
    }

    @Override
    public KernelCounts counts() {
        return KernelCounts.NONE;
    }

    @Override
    public void close() {
        arena.close();
    }
}
