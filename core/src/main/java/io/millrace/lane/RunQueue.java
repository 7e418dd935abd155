package io.millrace.lane;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The lanes that wait for a worker, first come first served: a ring, many producers, many consumers, entries offered and
 * polled several at a time.
 *
 * <p><b>Protocol.</b> A lane is in the queue at most once and the ring has a cell for every lane, so the ring is never full.
 * A producer claims positions with one addition to {@code tail} and writes each cell, stamped with its position, with
 * release semantics. A consumer reads the cells from {@code head} on while their stamps are those of the positions, and
 * only then moves {@code head} with one compare-and-exchange. If that succeeds nobody else had the cells; they need no
 * clearing, because a stamp is good for one lap only, and may be overwritten at once, because their content was read
 * before. So no consumer waits for another and no producer waits for a consumer; a producer that is slow between claim and
 * write merely hides what is behind it until it goes on, and it {@linkplain #isEmpty() wakes workers} after the write.
 *
 * <p>{@code tail} is shared by producers, {@code head} by consumers; padding keeps the two on different cache lines.
 */
public final class RunQueue {
    private static final VarHandle CELLS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle POSITION;

    static {
        try {
            POSITION = MethodHandles.lookup().findVarHandle(End.class, "position", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** One end of the ring, alone on its cache lines. */
    @SuppressWarnings("unused") // padding
    private static final class End {
        long p1, p2, p3, p4, p5, p6, p7;
        volatile long position;
        long q1, q2, q3, q4, q5, q6, q7, q8;
    }

    private final int laneBits;
    private final int mask;
    private final long[] cells;
    private final End head = new End();
    private final End tail = new End();

    /** Makes a queue for so many lanes, a power of two. */
    public RunQueue(int lanes) {
        laneBits = Integer.numberOfTrailingZeros(lanes);
        mask = lanes - 1;
        cells = new long[lanes];
    }

    /** Enqueues the lanes {@code lanes[0]} to {@code lanes[count - 1]}. For any thread. */
    public void offer(int[] lanes, int count) {
        long position = (long) POSITION.getAndAdd(tail, (long) count);
        for (int i = 0; i < count; i++) {
            CELLS.setRelease(cells, (int) (position + i) & mask, cell(position + i, lanes[i]));
        }
    }

    /** Enqueues one lane. For any thread. */
    public void offer(int lane) {
        long position = (long) POSITION.getAndAdd(tail, 1L);
        CELLS.setRelease(cells, (int) position & mask, cell(position, lane));
    }

    /** Dequeues up to {@code max} lanes into {@code into}; returns how many. For any thread. */
    public int poll(int[] into, int max) {
        while (true) {
            long first = (long) POSITION.getAcquire(head);
            int count = 0;
            while (count < max) {
                long cell = (long) CELLS.getAcquire(cells, (int) (first + count) & mask);
                if (cell >>> laneBits != stamp(first + count)) {
                    break;
                }
                into[count++] = (int) cell & mask;
            }
            if (count == 0) {
                if (first == (long) POSITION.getAcquire(head)) {
                    return 0;
                }
            } else if (POSITION.compareAndSet(head, first, first + count)) {
                return count;
            }
        }
    }

    /** How many lanes wait: exact when nobody offers or polls. */
    public int size() {
        return (int) Math.max(0, tail.position - head.position);
    }

    /** Whether no lane waits. */
    public boolean isEmpty() {
        return size() == 0;
    }

    private long cell(long position, int lane) {
        return (stamp(position) << laneBits) | lane;
    }

    /** One more than the position, as far as there is room beside the lane: never that of a cell not yet written. */
    private long stamp(long position) {
        return (position + 1) & (-1L >>> laneBits);
    }
}
