package io.millrace.worker;

import io.millrace.ledger.LateTally;
import io.millrace.ledger.WorkTally;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts results that were computed in parallel back in the order of capture.
 *
 * <p><b>Protocol.</b> Every queued packet has a number. A worker puts its result at the number's place in a ring and, when
 * it has given its lane back, tries to become the one who gives results out; if somebody is, that one will see the new
 * result, because it looks once more after it let go. So whoever hangs while it gives out holds up no packet. Who gives out
 * takes results from {@code turn} on until a place is empty. The ring bounds how far the capture may be ahead of the slowest
 * handler: the capture thread asks {@link #hasRoom} before it admits a packet, so a place is empty when its number comes
 * round again.
 *
 * <p>The consumer is the user's code and may hang; so giving out is bracketed by the steps of a {@link WorkTally}, and can be
 * written off as a worker can.
 *
 * <p>The ring is shared; {@code turn} is written by who gives out; {@code givingOut} is the lock of that, never waited for.
 */
public final class Sequencer<R> {
    /** How many packets may be between the oldest without a result and the newest: a power of two. */
    public static final int WINDOW = 1 << 19;

    private static final Object NOTHING = new Object();
    private static final Object FAILED = new Object();

    private final AtomicReferenceArray<@Nullable Object> results;
    private final int mask;
    private final Consumer<R> output;
    private final LateTally late;
    private final WorkTally steps = new WorkTally();
    private final AtomicBoolean givingOut = new AtomicBoolean();
    private volatile long turn;

    public Sequencer(Consumer<R> output, LateTally late) {
        this(output, late, WINDOW);
    }

    Sequencer(Consumer<R> output, LateTally late, int window) {
        this.output = output;
        this.late = late;
        results = new AtomicReferenceArray<>(window);
        mask = window - 1;
    }

    /** Whether a packet of this number may be admitted. For the capture thread. */
    public boolean hasRoom(long sequence) {
        return sequence - turn <= mask;
    }

    /** Whether the result of a packet was given out, or left out, and those of all before it. For any thread. */
    public boolean isGivenOut(long sequence) {
        return sequence - turn < 0;
    }

    /**
     * Puts a packet's result, null for nothing to give out, and gives nothing out: somebody must {@linkplain #catchUp catch up}.
     * For any thread.
     */
    public void put(long sequence, @Nullable R result) {
        results.set((int) sequence & mask, result == null ? NOTHING : result);
    }

    /** Says that there will be no result: the packet has failed or was shed, and is counted. As {@link #put}. */
    public void leaveOut(long sequence) {
        results.set((int) sequence & mask, FAILED);
    }

    /** Whether a result could be given out that nobody is giving out. */
    public boolean isBehind() {
        return results.get((int) turn & mask) != null && !givingOut.get();
    }

    /** Gives out what can be given out, unless somebody does. For any thread, outside any handler's steps. */
    public void catchUp() {
        while (results.get((int) turn & mask) != null && givingOut.compareAndSet(false, true)) {
            if (!giveOut()) {
                return; // written off: nobody shall give out any more
            }
            givingOut.set(false);
        }
    }

    private boolean giveOut() {
        long next = turn;
        for (Object result = take(next); result != null; result = take(next)) {
            if (result != FAILED && !consume(result)) {
                return false;
            }
            turn = ++next;
        }
        return true;
    }

    private @Nullable Object take(long sequence) {
        return results.getAndSet((int) sequence & mask, null);
    }

    @SuppressWarnings("unchecked") // what is in the ring and is no marker was put as an R
    private boolean consume(Object result) {
        if (!steps.step(1)) {
            late.abandonedInFlight(1);
            return false;
        }
        boolean well = true;
        if (result != NOTHING) {
            try {
                output.accept((R) result);
            } catch (Throwable e) {
                well = false;
            }
        }
        if (!steps.step(1)) {
            return false;
        }
        if (well) {
            late.handled();
        } else {
            late.failed();
        }
        return true;
    }

    /** Gives up what was not given out; returns how many results. For the closing thread, when the workers are gone. */
    public long abandon() {
        long abandoned = steps.writeOff() ? 1 : 0;
        for (int i = 0; i <= mask; i++) {
            Object result = results.getAndSet(i, null);
            if (result != null && result != FAILED) {
                abandoned++;
            }
        }
        return abandoned;
    }
}
