package io.millrace.savefile;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Memory for the records of a {@link RecordBuffer}.
 *
 * <p>It belongs to the thread that fills it, or to the one of {@link WriteBehind} that writes it, and goes from one to the other through
 * a queue.
 */
final class Chunk {
    /** A cache line. */
    static final int LINE_BYTES = 64;

    /** The memory as it is written: up to its limit; its position is where that stopped. */
    ByteBuffer bytes;

    /** Where the memory begins, and where it ends. */
    long bottom;

    long top;

    /** Where its first record begins, its last record ends, and what an address and this make a place in the file. */
    long front;

    long next;
    long base;

    /** How many packets are in the file when it is written. */
    long packets;

    /** Why it was not written. */
    @Nullable
    IOException failure;

    private Arena arena = Arena.ofShared();

    @SuppressWarnings("MustBeClosedChecker") // released
    Chunk(long least) {
        MemorySegment memory = arena.allocate(least, LINE_BYTES);
        bytes = memory.asByteBuffer();
        bottom = memory.address();
        top = bottom + least;
    }

    /** Makes it larger; what was in it is lost. */
    @SuppressWarnings("MustBeClosedChecker") // released
    void grow(long least) {
        Arena larger = Arena.ofShared();
        MemorySegment memory;
        try {
            memory = larger.allocate(least, LINE_BYTES);
        } catch (Throwable e) {
            larger.close();
            throw e;
        }
        arena.close();
        arena = larger;
        bytes = memory.asByteBuffer();
        bottom = memory.address();
        top = bottom + least;
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
