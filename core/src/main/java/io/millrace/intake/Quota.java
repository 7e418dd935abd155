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
        return !limited || left.getAndDecrement() > 0;
    }

    /** Whether all were taken. */
    public boolean isUsedUp() {
        return limited && left.get() <= 0;
    }
}
