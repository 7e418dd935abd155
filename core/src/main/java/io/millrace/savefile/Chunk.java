package io.millrace.savefile;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Memory for the records of a {@link RecordBuffer}.
 *
 * <p>It belongs to the thread that fills it, or to the one of {@link WriteBehind} that writes it, and goes from one to the
 * other through a queue.
 */
final class Chunk {
    /** A cache line. */
    static final int LINE_BYTES = 64;

    /** The memory as it is written: up to its limit; its position is where that stopped. */
    final ByteBuffer bytes;

    /** Where the memory begins, and where it ends. */
    final long bottom;

    final long top;

    /** Where its first record begins, its last record ends, and what an address and this make a place in the file. */
    long front;

    long next;
    long base;

    /** How many packets end in it. */
    long packets;

    /** Why it was not written. */
    @Nullable
    Throwable failure;

    private final Arena arena = Arena.ofShared();

    @SuppressWarnings("MustBeClosedChecker") // released
    Chunk(long size) {
        try {
            MemorySegment memory = arena.allocate(size, LINE_BYTES);
            bytes = memory.asByteBuffer();
            bottom = memory.address();
            top = bottom + size;
        } catch (Throwable e) {
            arena.close();
            throw e;
        }
    }

    /** How much memory it is. */
    long size() {
        return top - bottom;
    }

    /** From where to where it is to be written. */
    void span(long from, long to) {
        bytes.limit((int) (to - bottom)).position((int) (from - bottom));
    }

    /** Up to where it was written. */
    long written() {
        return bottom + bytes.position();
    }

    /** Notes what is in it. */
    void keep(long first, long end, long toPlace, long packetsThen) {
        front = first;
        next = end;
        base = toPlace;
        packets = packetsThen;
    }

    void release() {
        arena.close();
    }
}
