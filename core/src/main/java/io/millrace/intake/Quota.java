package io.millrace.intake;

import java.util.concurrent.atomic.AtomicLong;

/** How many packets may still be taken, by all capture threads together. For any thread. */
public final class Quota {
    private final boolean limited;
    private final AtomicLong left;

    /** A quota of so many packets; 0 means no limit. */
    public Quota(long packets) {
        limited = packets > 0;
        left = new AtomicLong(packets);
    }

    /** Takes one; false if none is left. */
    boolean take() {
        return take(1) == 1;
    }

    /** Takes as many as are left, at most so many; returns how many. */
    int take(int most) {
        if (!limited) {
            return most;
        }
        long before;
        int some;
        do {
            before = left.get();
            some = (int) Math.min(before, most);
        } while (!left.compareAndSet(before, before - some));
        return some;
    }

    /** Gives back what was taken and not used. */
    void giveBack(int some) {
        if (limited) {
            left.getAndAdd(some);
        }
    }

    /** Whether all were taken. */
    public boolean isUsedUp() {
        return limited && left.get() <= 0;
    }
}
