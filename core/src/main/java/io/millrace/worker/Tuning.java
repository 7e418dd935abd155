package io.millrace.worker;

import io.millrace.ledger.Books;
import io.millrace.ledger.Books.Balance;

/**
 * Measures a crew window by window, has a {@link Tuner} decide, and lets the crew have as many workers as that says.
 *
 * <p>A window lasts 50 ms, or three times what a packet takes if that is longer, and a second at the most. It lasts 10 ms
 * until there is something to do, and 4 where the number rises and handlers take their time: packets that wait meanwhile are
 * the oldest of the whole capture. Owned by the watch.
 */
public final class Tuning {
    /** Is told of each change. */
    @FunctionalInterface
    public interface Listener {
        /** The number of workers that may be awake was changed. */
        void changed(int from, int to, String reason);
    }

    private static final long SHORTEST_NANOS = Tuner.SURE_NANOS;
    private static final long BRISK_NANOS = 4_000_000;
    private static final long LONGEST_NANOS = 1_000_000_000;

    private static final long TICK_NANOS = 10_000_000;

    /** Of short windows, too, some looks are needed to know that lanes waited all the time. */
    private static final long BRISK_TICK_NANOS = 1_000_000;

    /** Handlers that are faster keep processors busy: Little's law promises nothing of them. */
    private static final long WAITING_SERVICE_NANOS = 200_000;

    private final Crew crew;
    private final Books books;
    private final Tuner tuner;
    private final Listener listener;
    private long beganNanos = System.nanoTime();

    /** When the books were read last: thousands of workers write them. */
    private long readNanos = beganNanos;

    /** When the crew was looked at last, and for how long it has been still. */
    private long lookedNanos = beganNanos;

    private boolean still;
    private long stillNanos;

    private long arrived;
    private long ended;
    private int awake;
    private int waiting = Integer.MAX_VALUE;

    /** Begins with as many workers as there are processors, and never has more than {@code most}. */
    public Tuning(Crew crew, Books books, int most, Listener listener) {
        this.crew = crew;
        this.books = books;
        this.listener = listener;
        tuner = new Tuner(Runtime.getRuntime().availableProcessors(), most);
        crew.limit(tuner.limit());
    }

    /** How long until it is to look again. */
    long tickNanos() {
        return isBrisk() ? BRISK_TICK_NANOS : TICK_NANOS;
    }

    private boolean isBrisk() {
        return tuner.isBrisk() && crew.pace().nanos() >= WAITING_SERVICE_NANOS;
    }

    /** Looks at the crew; at the end of a window decides. */
    void tick() {
        int awakeNow = crew.awake();
        awake = Math.max(awake, awakeNow);
        waiting = Math.min(waiting, crew.lanesWaiting());
        long now = System.nanoTime();
        if (ended == 0) {
            watchStillness(awakeNow, now);
        }
        long serviceNanos = crew.pace().nanos();
        if (now - beganNanos < windowNanos(serviceNanos) || now - readNanos < BRISK_NANOS) {
            return;
        }
        readNanos = now;
        Balance balance = books.read();
        long arrivedNow =
                balance.taken() - balance.sheds().newest() - balance.sheds().sampled();
        long endedNow = balance.handled() + balance.failed();
        long nanos = now - beganNanos;
        if (endedNow == ended && ended > 0 && balance.inFlight() > 0 && nanos < LONGEST_NANOS) {
            return; // nobody knows yet how long packets take now
        }
        int from = tuner.limit();
        String reason = tuner.look(new Tuner.Window(
                nanos,
                arrivedNow - arrived,
                endedNow - ended,
                awake,
                standing(nanos, endedNow - ended),
                balance.queued(),
                serviceNanos,
                endedNow == 0 ? stillNanos : 0));
        if (reason != null) {
            crew.limit(tuner.limit());
            tell(from, reason);
        }
        beganNanos = now;
        arrived = arrivedNow;
        ended = endedNow;
        awake = 0;
        waiting = Integer.MAX_VALUE;
    }

    /**
     * A look shows that all wait, and only many in a row that they have waited all the time. So a look counts for a short
     * time only: where the watch was late, handlers were late too.
     */
    private void watchStillness(int awakeNow, long now) {
        boolean wasStill = still;
        still = awakeNow >= tuner.limit() && crew.isInWait();
        stillNanos = still && wasStill ? stillNanos + Math.min(now - lookedNanos, BRISK_NANOS) : 0;
        lookedNanos = now;
    }

    private long windowNanos(long serviceNanos) {
        if (isBrisk()) {
            return BRISK_NANOS;
        }
        return tuner.isUntouched() ? TICK_NANOS : Math.clamp(serviceNanos * 3, SHORTEST_NANOS, LONGEST_NANOS);
    }

    /**
     * How many lanes waited at the least, if it takes longer than the crew's patience until as many packets are handled; what is
     * gone sooner is the rest of the last block, and no reason for more workers.
     */
    private int standing(long nanos, long handled) {
        return nanos / Math.max(handled, 1) * waiting > crew.patienceNanos() ? waiting : 0;
    }

    private void tell(int from, String reason) {
        try {
            listener.changed(from, tuner.limit(), reason);
        } catch (Throwable e) {
            // Whoever listens cannot spoil the tuning, and there is nobody to tell.
        }
    }
}
