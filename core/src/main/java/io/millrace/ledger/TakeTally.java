package io.millrace.ledger;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What one capture thread took, and what became of it at the door: queued, given to the spool or shed, whole or cut.
 *
 * <p>The thread counts in plain fields and publishes once a batch, <em>before</em> the batch is published to the lanes, so
 * that no worker can have begun a packet that is not yet entered. The numbers belong together: a version that is odd
 * while they are written lets a reader take all of them or try again (a sequence lock, one writer).
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

    /**
     * One reading of a tally.
     *
     * @param truncated how many of those that were queued or spooled were cut to their headers
     */
    public record Reading(long taken, long queued, long spooled, long shedNewest, long sampled, long truncated) {}

    // The capture thread's.
    private long taken;
    private long queued;
    private long spooled;
    private long shedNewest;
    private long sampled;
    private long truncated;

    // Published.
    private volatile int version;
    private long publishedTaken;
    private long publishedQueued;
    private long publishedSpooled;
    private long publishedShedNewest;
    private long publishedSampled;
    private long publishedTruncated;
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

    /** Enters packets that were taken and found room. */
    public void takenAndQueued(int packets) {
        taken += packets;
        queued += packets;
    }

    /** Enters that it was given to the spool. */
    public void spooled() {
        spooled++;
    }

    /** Enters that it was shed because it found none. */
    public void shedNewest() {
        shedNewest++;
    }

    /** Enters that it was shed because others stand for it. */
    public void sampled() {
        sampled++;
    }

    /** Enters that it was cut to its headers. */
    public void truncated() {
        truncated++;
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
        publishedSpooled = spooled;
        publishedShedNewest = shedNewest;
        publishedSampled = sampled;
        publishedTruncated = truncated;
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
            Reading reading = new Reading(
                    publishedTaken,
                    publishedQueued,
                    publishedSpooled,
                    publishedShedNewest,
                    publishedSampled,
                    publishedTruncated);
            VarHandle.loadLoadFence(); // the numbers are read before the version is read again
            if ((before & 1) == 0 && (int) VERSION.getOpaque(this) == before) {
                return reading;
            }
            Thread.onSpinWait();
        }
    }
}
