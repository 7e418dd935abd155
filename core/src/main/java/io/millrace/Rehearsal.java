package io.millrace;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.millrace.protocol.Linktype;
import io.millrace.source.FrameSink;
import io.millrace.source.KernelCounts;
import io.millrace.source.Source;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets the virtual machine get up to speed before a device is opened: made-up packets go through an engine of the same
 * shape, to a handler that does nothing.
 *
 * <p>In its first second a Java program is interpreted and then compiled while it runs. A capture that begins at full rate
 * would spend that second ten times slower than it will be, and its first packets would wait. A few tenths of a second of
 * rehearsal, when nothing waits yet, spare it that.
 *
 * <p>The frames are owned by the capture thread of the rehearsal.
 */
final class Rehearsal implements Source {
    private static final int FLOWS = 512;
    private static final int FRAME_BYTES = 64;
    private static final int BURST = 96;
    private static final long PAUSE_NANOS = 1_000_000;
    private static final int WAIT_EVERY = 8;
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final Arena arena = Arena.ofShared();
    private final MemorySegment frames = arena.allocate((long) FLOWS * FRAME_BYTES, 64);
    private final long endNanos;
    private int next;

    private Rehearsal(Duration time) {
        endNanos = System.nanoTime() + time.toNanos();
        for (int flow = 0; flow < FLOWS; flow++) {
            udp(frames.asSlice((long) flow * FRAME_BYTES, FRAME_BYTES), flow);
        }
    }

    /** Rehearses for a time with the workers, order and policy of a capture that is to be started. */
    static void run(CaptureSettings settings, Duration time) {
        Rehearsal source = new Rehearsal(time);
        Engine.Planner planner = settings.order() == Order.TOTAL
                ? (linktype, failures, late) ->
                        Engine.Plan.ordered(Rehearsal::look, length -> {}, failures, linktype, late)
                : (linktype, failures, late) -> Engine.Plan.of(new SyncHandling(Rehearsal::look, failures, linktype));
        try (Capture capture = Capture.start(settings, List.of(source), planner)) {
            capture.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits now and then, since that is what most handlers do. */
    private static int look(Packet packet) {
        if (packet.shortAt(34) % WAIT_EVERY == 0) {
            LockSupport.parkNanos(1_000);
        }
        return packet.len();
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
        if (System.nanoTime() - endNanos >= 0) {
            return END;
        }
        LockSupport.parkNanos(PAUSE_NANOS);
        Instant now = Instant.now();
        long timestampNanos = (now.getEpochSecond() * 1_000_000_000L) + now.getNano();
        int taken = 0;
        while (taken < BURST
                && sink.offer(frames, (long) next * FRAME_BYTES, FRAME_BYTES, FRAME_BYTES, timestampNanos)) {
            next = (next + 1) % FLOWS;
            taken++;
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
