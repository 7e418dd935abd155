package io.millrace;

import io.millrace.protocol.Linktype;
import io.millrace.source.FrameSink;
import io.millrace.source.KernelCounts;
import io.millrace.source.Source;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongToIntFunction;
import java.util.function.LongUnaryOperator;

/**
 * Frames from memory: UDP over IPv4, numbered, each of a flow. What it "received" is what was offered, so that nothing is
 * ever dropped before it is taken. Owned by the capture thread but for {@link #wake()} and {@link #counts()}.
 */
final class MemorySource implements Source {
    static final int FRAME_BYTES = 64;

    private static final int SOURCE_PORT = 34;
    private static final int NUMBER = 42;
    private static final int FLOW = 50;
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final Arena arena = Arena.ofShared();
    private final MemorySegment frame = arena.allocate(65_536, 8);
    private final long frames;
    private final LongToIntFunction flowOf;
    private final LongUnaryOperator timestampOf;
    private final int caplen;
    private final AtomicBoolean woken = new AtomicBoolean();
    private long next;
    private volatile long taken;
    private volatile long unread;

    /** What is thrown when it is closed, or null. */
    RuntimeException onClose;

    /** Offers so many frames, each of the flow of its number, and then none any more until it is woken. */
    MemorySource(long frames, int caplen, LongToIntFunction flowOf, LongUnaryOperator timestampOf) {
        this.frames = frames;
        this.timestampOf = timestampOf;
        this.caplen = caplen;
        this.flowOf = flowOf;
        frame.set(SHORT, 12, (short) 0x0800);
        frame.set(ValueLayout.JAVA_BYTE, 14, (byte) 0x45);
        frame.set(SHORT, 16, (short) (caplen - 14));
        frame.set(ValueLayout.JAVA_BYTE, 22, (byte) 64);
        frame.set(ValueLayout.JAVA_BYTE, 23, (byte) 17);
        frame.set(INT, 26, 0x0a000001);
        frame.set(INT, 30, 0x0a000002);
        frame.set(SHORT, SOURCE_PORT + 2, (short) 53);
        frame.set(SHORT, SOURCE_PORT + 4, (short) (caplen - 34));
    }

    /** The number of a packet in the order of capture. */
    static long number(Packet packet) {
        return packet.longAt(NUMBER);
    }

    static int flow(Packet packet) {
        return packet.intAt(FLOW);
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public int linktype() {
        return Linktype.EN10MB;
    }

    @Override
    public int take(FrameSink sink, int max, int timeoutMillis) {
        int count = 0;
        while (count < max && next < frames) {
            int flow = flowOf.applyAsInt(next);
            frame.set(SHORT, SOURCE_PORT, (short) flow);
            frame.set(INT, 26, 0x0a000001 + (flow >>> 16));
            frame.set(LONG, NUMBER, next);
            frame.set(INT, FLOW, flow);
            if (!sink.offer(frame, 0, caplen, caplen, timestampOf.applyAsLong(next))) {
                unread = 1;
                return count;
            }
            next++;
            taken = next;
            count++;
        }
        if (count == 0) {
            long deadline = System.nanoTime() + (timeoutMillis * 1_000_000L);
            while (!woken.getAndSet(false) && System.nanoTime() < deadline) {
                LockSupport.parkNanos(1_000_000);
            }
        }
        return count;
    }

    @Override
    public void wake() {
        woken.set(true);
    }

    @Override
    public void settle() {}

    @Override
    public KernelCounts counts() {
        return new KernelCounts(taken + unread, 0, KernelCounts.ABSENT, unread, KernelCounts.ABSENT);
    }

    @Override
    public void close() {
        arena.close();
        if (onClose != null) {
            throw onClose;
        }
    }
}
