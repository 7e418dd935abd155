package io.millrace.savefile;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The part of a file that lies in memory. It moves forward only: what lies before is given up, and with it every packet that
 * was borrowed from there; what is left goes to the front of the memory, and the rest is filled anew.
 *
 * <p>The memory is a buffer of its own, small enough to stay in the processor's cache. It grows for a packet that is longer,
 * as far as the packet's bytes have come, whatever its length field claims. Or it is one {@link Tray} after another that
 * somebody lends who wants to keep what lies in it; then nothing that was read is written over.
 *
 * <p>All fields belong to the thread that reads; {@link #wake()} is for any.
 */
final class Window implements AutoCloseable {
    /** Waits without end. */
    static final long FOR_EVER = Long.MAX_VALUE;

    /** How large the buffer is, unless told otherwise. */
    static final int USUAL_BYTES = 256 << 10;

    /** How the file is named in messages. */
    final String name;

    /** The bytes before {@code limit} are those of the file: the one at 0 would be the one at {@code base}. */
    MemorySegment memory;

    long limit;
    long base;

    /** Where the bytes begin that were asked for last. */
    long at;

    /** Whether nothing lies behind the window, nor ever will. */
    boolean ended;

    private final Input input;
    private Arena arena = Arena.ofShared();
    private MemorySegment own;
    private ByteBuffer ownBuffer;
    private Tray.@Nullable Lender lender;

    /** The memory that is filled, up to {@code end}. */
    private ByteBuffer buffer;

    private long end;

    /** @param bytes how large the buffer is at first */
    Window(String name, Input input, int bytes) {
        this.name = name;
        this.input = input;
        own = arena.allocate(bytes, Long.BYTES);
        ownBuffer = own.asByteBuffer();
        memory = own;
        buffer = ownBuffer;
        end = bytes;
    }

    /** Reads into trays from now on, as long as there are some. */
    void readInto(Tray.Lender trays) {
        lender = trays;
    }

    /**
     * Moves if it has to, so that {@code wanted} bytes from {@code from} on lie in the window, from {@link #at} on. Fewer do
     * if the file has no more ({@link #ended}), or had no more within the time.
     *
     * @param from an offset in the window
     * @param waitNanos how long to wait for bytes that are not there yet
     * @throws SavefileException if the file cannot be read
     */
    void slide(long from, long wanted, long waitNanos) {
        at = from;
        if (from + wanted > end) {
            turn(wanted);
        }
        long begun = System.nanoTime();
        while (limit - at < wanted && !ended) {
            if (limit == end) {
                grow();
            }
            long left = waitNanos == FOR_EVER ? FOR_EVER : waitNanos - (System.nanoTime() - begun);
            int count = input.read(buffer.limit((int) end).position((int) limit), left);
            if (count == 0) {
                break;
            }
            ended = count == Input.END;
            limit += Math.max(0, count);
        }
    }

    /** Takes what is left to the front of a tray, or of the buffer. */
    private void turn(long wanted) {
        Tray tray = lender == null ? null : lender.next(wanted);
        if (tray != null && tray.buffer().remaining() >= wanted) {
            move(
                    tray.memory(),
                    tray.buffer(),
                    tray.buffer().position(),
                    tray.buffer().limit());
        } else {
            move(own, ownBuffer, 0, own.byteSize());
        }
    }

    private void move(MemorySegment to, ByteBuffer toBuffer, long front, long toEnd) {
        MemorySegment.copy(memory, at, to, front, limit - at);
        base += at - front;
        limit += front - at;
        at = front;
        memory = to;
        buffer = toBuffer;
        end = toEnd;
    }

    /**
     * Passes over bytes behind the window, without reading them, where that can be done; the window is then empty, and what comes
     * next will be at {@code limit}.
     *
     * @return how many were passed over, at most {@code bytes}
     */
    long skip(long bytes) {
        long count = input.skip(bytes);
        base += count;
        return count;
    }

    /** Only the buffer grows: what is wanted has room in a tray, or lies in none. */
    @SuppressWarnings("MustBeClosedChecker") // closed when the buffer grows again, or with the window
    private void grow() {
        Arena larger = Arena.ofShared();
        own = larger.allocate(own.byteSize() * 2, Long.BYTES);
        ownBuffer = own.asByteBuffer();
        move(own, ownBuffer, 0, own.byteSize());
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
