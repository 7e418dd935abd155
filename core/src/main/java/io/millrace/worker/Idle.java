package io.millrace.worker;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The workers that sleep: a stack, so that whoever went to sleep last, with the warmest caches, is woken first and the
 * others sleep on.
 *
 * <p><b>Protocol.</b> A stack of indices linked through {@code below}, changed by compare-and-exchange on its top (Treiber).
 * The top also carries the number of sleepers and a tag that grows with every push, so that a top which was popped and
 * pushed again meanwhile is not taken for the same (24 bits of tag, 20 of count, 20 of index + 1).
 */
final class Idle {
    private static final int BITS = 20;
    private static final long MASK = (1L << BITS) - 1;
    private static final long ONE = 1L << BITS;
    private static final long TAG = 1L << (2 * BITS);

    private final AtomicLong top = new AtomicLong();
    private final AtomicIntegerArray below;

    Idle(int workers) {
        below = new AtomicIntegerArray(workers);
    }

    /** How many sleep. */
    int count() {
        return (int) ((top.get() >>> BITS) & MASK);
    }

    void push(int worker) {
        while (true) {
            long before = top.get();
            below.setOpaque(worker, (int) (before & MASK));
            long after = ((before & ~MASK) + ONE + TAG) | (worker + 1);
            if (top.compareAndSet(before, after)) {
                return;
            }
        }
    }

    /** The worker that went to sleep last, or -1. */
    int pop() {
        while (true) {
            long before = top.get();
            int worker = (int) (before & MASK) - 1;
            if (worker < 0) {
                return -1;
            }
            long after = ((before & ~MASK) - ONE) | below.getOpaque(worker);
            if (top.compareAndSet(before, after)) {
                return worker;
            }
        }
    }
}
