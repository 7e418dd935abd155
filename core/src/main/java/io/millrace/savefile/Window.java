package io.millrace.savefile;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/**
 * The part of a file that lies in memory. It moves forward only: what lies before is given up, and with it every packet that
 * was borrowed from there; what is left goes to the front of the buffer, and the rest is filled anew.
 *
 * <p>The buffer is small enough to stay in the processor's cache. It grows for a packet that is longer, as far as the packet's
 * bytes have come, whatever its length field claims.
 *
 * <p>All fields belong to the thread that reads; {@link #wake()} is for any.
 */
final class Window implements AutoCloseable {
    /** Waits without end. */
    static final long FOR_EVER = Long.MAX_VALUE;

    /** How large the window is, unless told otherwise. */
    static final int USUAL_BYTES = 256 << 10;

    /** How the file is named in messages. */
    final String name;

    /** The bytes from 0 to {@code limit} are those of the file from {@code base} on. */
    MemorySegment memory;

    long limit;
    long base;

    /** Whether nothing lies behind the window, nor ever will. */
    boolean ended;

    private final Input input;
    private Arena arena = Arena.ofShared();
    private ByteBuffer buffer;

    /** @param bytes how large it is at first */
    Window(String name, Input input, int bytes) {
        this.name = name;
        this.input = input;
        memory = arena.allocate(bytes, Long.BYTES);
        buffer = memory.asByteBuffer();
    }

    /**
     * Moves, so that {@code wanted} bytes from {@code from} on lie in the window. Fewer do if the file has no more
     * ({@link #ended}), or had no more within the time. Afterwards {@code from} is at 0.
     *
     * @param from an offset in the window
     * @param waitNanos how long to wait for bytes that are not there yet
     * @throws SavefileException if the file cannot be read
     */
    void slide(long from, long wanted, long waitNanos) {
        MemorySegment.copy(memory, from, memory, 0, limit - from);
        base += from;
        limit -= from;
        long begun = System.nanoTime();
        while (limit < wanted && !ended) {
            if (limit == memory.byteSize()) {
                grow();
            }
            long left = waitNanos == FOR_EVER ? FOR_EVER : waitNanos - (System.nanoTime() - begun);
            int count = input.read(buffer.position((int) limit), left);
            if (count == 0) {
                break;
            }
            ended = count == Input.END;
            limit += Math.max(0, count);
        }
    }

    /**
     * Passes over bytes behind the window, without reading them, where that can be done; the window is then empty.
     *
     * @return how many were passed over, at most {@code bytes}
     */
    long skip(long bytes) {
        long count = input.skip(bytes);
        base += limit + count;
        limit = 0;
        return count;
    }

    @SuppressWarnings("MustBeClosedChecker") // closed when the buffer grows again, or with the window
    private void grow() {
        Arena larger = Arena.ofShared();
        MemorySegment copy = larger.allocate(memory.byteSize() * 2, Long.BYTES);
        MemorySegment.copy(memory, 0, copy, 0, limit);
        memory = copy;
        buffer = copy.asByteBuffer();
        arena.close();
        arena = larger;
    }

    /** The file's length in bytes, or -1 if it is not known. */
    long size() {
        return input.size();
    }

    /** Ends a {@link #slide} that waits, or makes the next one not wait. For any thread. */
    void wake() {
        input.wake();
    }

    @Override
    public void close() {
        input.close();
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
