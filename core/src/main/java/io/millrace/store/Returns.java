package io.millrace.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The way back of slots from the workers to the capture thread that allots them: a ring of names, of slots or of slips of
 * one tray, many producers, one consumer.
 *
 * <p><b>Protocol.</b> A worker claims as many positions as it has slots with one addition to {@code tail}, then writes
 * each name with release semantics. The ring has at least as many positions as the store has slots, and each slot is on
 * its way back at most once, so a claimed position is always free: nobody ever waits and nothing is ever refused. The
 * consumer reads from {@code head} until it meets 0, a position that is not yet written, clears what it read, and goes on
 * there next time. A worker that is slow between claim and write thus delays what came behind it, and loses nothing.
 *
 * <p>The clearing store needs no ordering of its own: a position is claimed again only after its slot went out through a
 * lane and came back, which orders it behind the consumer's release of the lane's inbox.
 *
 * <p>{@code tail} is shared by the workers; {@code head} is owned by the capture thread.
 */
public final class Returns {
    private static final VarHandle NAMES = MethodHandles.arrayElementVarHandle(int[].class);
    private static final VarHandle TAIL;

    static {
        try {
            TAIL = MethodHandles.lookup().findVarHandle(Returns.class, "tail", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final int[] names;
    private final int mask;

    private volatile long tail;

    private long head;

    /** Makes a ring for at least so many slots. */
    public Returns(int slots) {
        names = new int[Integer.highestOneBit(Math.max(slots, 2) - 1) << 1];
        mask = names.length - 1;
    }

    /** Gives {@code count} slots back, {@code slots[from]} and those behind it. For any thread. */
    public void give(int[] slots, int from, int count) {
        long position = (long) TAIL.getAndAdd(this, (long) count);
        for (int i = 0; i < count; i++) {
            NAMES.setRelease(names, (int) (position + i) & mask, slots[from + i]);
        }
    }

    /** Gives one slot back. For any thread. */
    public void give(int slot) {
        long position = (long) TAIL.getAndAdd(this, 1L);
        NAMES.setRelease(names, (int) position & mask, slot);
    }

    /** The next slot that came back, or 0. For the consumer. */
    public int take() {
        int at = (int) head & mask;
        int slot = (int) NAMES.getAcquire(names, at);
        if (slot != 0) {
            names[at] = 0;
            head++;
        }
        return slot;
    }
}
