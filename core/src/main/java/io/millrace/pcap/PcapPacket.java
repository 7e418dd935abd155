package io.millrace.pcap;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.millrace.ffi.Memory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A packet as libpcap delivered it, lent to a {@link PcapCallback}.
 *
 * <p>The bytes are libpcap's: they die when the callback returns, and every later call is an {@link IllegalStateException},
 * as is every call of another thread at any time. So nobody ever reads memory that is no longer the packet's; what shall live
 * longer, or go to another thread, is {@linkplain #copy() copied}. Every index is checked against the captured length.
 *
 * <p>Packet objects are used again, not before their handle has delivered {@value #REUSED_AFTER} others; whoever keeps one
 * that long without copying it, and asks it from a later callback, is told of a later packet.
 */
public final class PcapPacket {
    /** A handle lends so many packet objects in turn. */
    static final int REUSED_AFTER = 15;

    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    /** What {@link #start} is when the packet is not lent. */
    static final long DEAD = -1;

    private final MemorySegment memory;
    /** The only thread that may read; null for a copy, which anybody may. */
    private final @Nullable Thread reader;

    /** Where the bytes begin in the memory, or {@link #DEAD}. */
    long start = DEAD;

    private int caplen;
    private int len;
    private long timestampNanos;

    /** Makes a packet object for packets that the reader is given. */
    PcapPacket(Thread reader) {
        this.memory = Memory.ALL;
        this.reader = reader;
    }

    private PcapPacket(byte[] bytes, int len, long timestampNanos) {
        this.memory = MemorySegment.ofArray(bytes);
        this.reader = null;
        this.start = 0;
        this.caplen = bytes.length;
        this.len = len;
        this.timestampNanos = timestampNanos;
    }

    /** Lends the packet whose bytes are at an address, until {@link #start} is set to {@link #DEAD}. */
    void lend(long bytes, int capturedLength, int wireLength, long nanos) {
        start = bytes;
        caplen = capturedLength;
        len = wireLength;
        timestampNanos = nanos;
    }

    /** When the packet was stamped, in nanoseconds since the epoch, whatever the precision of the handle. */
    public long timestampNanos() {
        requireLife();
        return timestampNanos;
    }

    /** When the packet was stamped; {@link #timestampNanos()} tells it without an allocation. */
    public Instant timestamp() {
        requireLife();
        return Instant.ofEpochSecond(
                Math.floorDiv(timestampNanos, NANOS_PER_SECOND), Math.floorMod(timestampNanos, NANOS_PER_SECOND));
    }

    /** Captured length in bytes. */
    public int caplen() {
        requireLife();
        return caplen;
    }

    /** Length on the wire in bytes. */
    public int len() {
        requireLife();
        return len;
    }

    /**
     * The byte at an index.
     *
     * @throws IndexOutOfBoundsException if the index is not from 0 to {@code caplen - 1}
     */
    public byte byteAt(int index) {
        return memory.get(JAVA_BYTE, at(index, 1));
    }

    /** The unsigned 16-bit number in network byte order at an index, 0 to {@code caplen - 2}. */
    public int shortAt(int index) {
        return memory.get(SHORT, at(index, 2)) & 0xffff;
    }

    /** The 32-bit number in network byte order at an index, 0 to {@code caplen - 4}. */
    public int intAt(int index) {
        return memory.get(INT, at(index, 4));
    }

    /** The 64-bit number in network byte order at an index, 0 to {@code caplen - 8}. */
    public long longAt(int index) {
        return memory.get(LONG, at(index, 8));
    }

    /** A copy of the captured bytes. */
    public byte[] bytes() {
        requireLife();
        byte[] bytes = new byte[caplen];
        MemorySegment.copy(memory, JAVA_BYTE, start, bytes, 0, caplen);
        return bytes;
    }

    /** Copies {@code length} bytes from {@code index} into a segment. Allocates nothing. */
    public void copyTo(int index, MemorySegment target, long targetOffset, int length) {
        MemorySegment.copy(memory, at(index, length), target, targetOffset, length);
    }

    /** A packet of its own with its own bytes, for any thread and any time. */
    public PcapPacket copy() {
        return new PcapPacket(bytes(), len, timestampNanos);
    }

    private long at(int index, int length) {
        requireLife();
        Objects.checkFromIndexSize(index, length, caplen);
        return start + index;
    }

    private void requireLife() {
        if (start == DEAD || (reader != null && reader != Thread.currentThread())) {
            throw dead();
        }
    }

    private IllegalStateException dead() {
        Thread current = Thread.currentThread();
        return new IllegalStateException(
                reader == null || reader == current
                        ? "the packet is no longer lent: its callback has returned (keep packet.copy())"
                        : "the packet is lent to " + Gate.name(reader) + " and was read from " + Gate.name(current)
                                + " (give away packet.copy())");
    }
}
