package io.millrace.ledger;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What one capture thread took, and what became of it at the door: queued or shed.
 *
 * <p>The thread counts in plain fields and publishes once a batch, <em>before</em> the batch is published to the lanes, so
 * that no worker can have begun a packet that is not yet entered. The three numbers belong together: a version that is odd
 * while they are written lets a reader take all three or try again (a sequence lock, one writer).
 */
public final class TakeTally {
    private static final VarHandle VERSION;

    static {
        try {
            VERSION = MethodHandles.lookup().findVarHandle(TakeTally.class, "version", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** One reading of a tally. */
    public record Reading(long taken, long queued, long shedNewest) {}

    // The capture thread's.
    private long taken;
    private long queued;
    private long shedNewest;

    // Published.
    private volatile int version;
    private long publishedTaken;
    private long publishedQueued;
    private long publishedShedNewest;
    private volatile long firstNanos;
    private volatile long lastNanos;

    public TakeTally() {}

    /** Enters a packet that was taken. */
    public void taken() {
        taken++;
    }

    /** Enters that it found room in the store. */
    public void queued() {
        queued++;
    }

    /** Enters that it was shed because it found none. */
    public void shedNewest() {
        shedNewest++;
    }

    /** Lets others see what was entered. For the capture thread. */
    public void publish() {
        if (taken == publishedTaken) {
            return;
        }
        long now = System.nanoTime();
        if (publishedTaken == 0) {
            firstNanos = now;
        }
        lastNanos = now;
        int odd = version + 1;
        VERSION.setOpaque(this, odd);
        VarHandle.storeStoreFence(); // the odd version is seen before any number changes
        publishedTaken = taken;
        publishedQueued = queued;
        publishedShedNewest = shedNewest;
        VERSION.setRelease(this, odd + 1);
    }

    /** When the first packets were entered, by {@link System#nanoTime}; 0 before that. For any thread. */
    public long firstNanos() {
        return firstNanos;
    }

    /** When packets were last entered, by {@link System#nanoTime}; 0 before that. For any thread. */
    public long lastNanos() {
        return lastNanos;
    }

    /** The numbers of one instant. For any thread. */
    public Reading read() {
        while (true) {
            int before = version;
            Reading reading = new Reading(publishedTaken, publishedQueued, publishedShedNewest);
            VarHandle.loadLoadFence(); // the numbers are read before the version is read again
            if ((before & 1) == 0 && (int) VERSION.getOpaque(this) == before) {
                return reading;
            }
            Thread.onSpinWait();
        }
    }
}
