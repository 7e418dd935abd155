package io.millrace;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.millrace.ledger.WallClock;
import io.millrace.protocol.Linktype;
import io.millrace.source.FrameSink;
import io.millrace.source.KernelCounts;
import io.millrace.source.Source;
import io.millrace.worker.Sequencer;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
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
    private static final int FRAME_BYTES = 256;
    private static final int LEAST_CAPLEN = 64;
    /** Packets of a flow in a row, and in a burst: in turn, so that no way through the engine is unknown at the start. */
    private static final int[] ROWS = {1, 2, 1, 4};

    private static final int[] BURSTS = {40, 100, 60, 700};
    private static final long PAUSE_NANOS = 50_000;
    private static final int WAIT_EVERY = 3;
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final Arena arena = Arena.ofShared();
    private final MemorySegment frames = arena.allocate((long) FLOWS * FRAME_BYTES, 64);
    private final long endNanos;
    private int bursts;
    private int flow;

    private Rehearsal(Duration time) {
        endNanos = System.nanoTime() + time.toNanos();
        for (int flow = 0; flow < FLOWS; flow++) {
            udp(frames.asSlice((long) flow * FRAME_BYTES, FRAME_BYTES), flow);
        }
    }

    /**
     * Rehearses for a time with the workers, order and policy of a capture that is to be started. In three acts, each with a
     * handler of another class first, so that a single worker too meets three: compiled code that has seen only one or two
     * would be thrown away when the real one comes.
     */
    static void run(CaptureSettings settings, Duration time) {
        loadIndirectHandles();
        Duration act = time.dividedBy(3);
        List<PacketHandler> handlers = List.of(
                packet -> waitNowAndThen(packet.caplen()),
                packet -> waitNowAndThen(packet.sourcePort()),
                packet -> waitNowAndThen(packet.shortAt(34)));
        List<PacketFunction<Integer>> functions = List.of(Packet::len, Packet::caplen, Packet::linktype);
        for (int first = 0; first < handlers.size(); first++) {
            run(settings, act, turned(handlers, first), turned(functions, first));
        }
    }

    private static <T> List<T> turned(List<T> list, int first) {
        List<T> turned = new ArrayList<>(list);
        Collections.rotate(turned, -first);
        return turned;
    }

    private static void run(
            CaptureSettings settings,
            Duration time,
            List<PacketHandler> handlers,
            List<PacketFunction<Integer>> functions) {
        Engine.Planner planner = settings.order() == Order.TOTAL
                ? (interfaces, failures, late) -> {
                    Sequencer<Integer> sequencer = new Sequencer<>(result -> {}, late);
                    return new Engine.Plan(
                            new OrderedHandling<>(new Cast<>(functions), sequencer, failures, interfaces), sequencer);
                }
                : (interfaces, failures, late) ->
                        Engine.Plan.of(new SyncHandling(new Cast<>(handlers), failures, interfaces));
        try (Capture capture = Capture.start(settings, List.of(new Rehearsal(time)), planner)) {
            capture.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Has the JVM load the class of handles that compute their place. As long as there is none, code that reads memory is
     * compiled for direct handles only; the first one to come, when a device is opened or in somebody's handler, would throw
     * all of that code away, the engine's whole path included.
     */
    private static void loadIndirectHandles() {
        Objects.requireNonNull(JAVA_BYTE.arrayElementVarHandle());
    }

    /** As most handlers do, in the two ways there are. */
    private static void waitNowAndThen(int number) {
        if (number % WAIT_EVERY == 0) {
            LockSupport.parkNanos(100_000);
        } else if (number % WAIT_EVERY == 1) {
            sleep();
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(0, 100_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
        if (System.nanoTime() - endNanos >= 0) {
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
