package io.millrace.worker;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds how many workers serve best, from what it is told of one window of time after the other. Knows no threads and no
 * clock.
 *
 * <p><b>When more are tried.</b> If all through a window lanes waited longer than the crew's patience while all workers
 * there may be were awake, the number is what limits. Then Little's law says how many the arriving packets would keep busy
 * (rate times service time), and how many more it takes to handle what waits in a tenth of a second; that many are tried,
 * twice as many at the least and sixteen times at the most. The law holds for handlers that wait. Where handlers compute, or
 * wait for each other, it promises too much; so a trial is only a trial.
 *
 * <p><b>What is kept.</b> If the packets handled in a second grew by at least a third of what the number grew by, the trial
 * stands, and the next one may follow. If not, the number goes back to as many as do that much if each does what it did
 * before, or to what it was if that is hardly more, and that trial becomes the <em>ceiling</em>: the next one goes half-way
 * up to it, until the two are within a quarter. So a pool of ten connections ends with ten to twelve, a lock with the number
 * it began with, and two processors with two.
 *
 * <p><b>How fast.</b> What waits meanwhile waits long. So as long as no ceiling is known and the number rises, or has not
 * been found to be enough, windows may be {@linkplain #isBrisk short}. A short window can show that a trial is good, and
 * that the next is needed. That a trial is bad is believed after 50 ms, or twice what a packet takes, and when each worker
 * had time for one, but after a second at the latest, and for the first time not before 200 ms; and nothing comes down by a
 * short window. The first trial needs no packet that has ended: where all have been seen to wait for 20 ms and none has
 * ended, or none has in a second, they take long.
 *
 * <p><b>Why it does not oscillate.</b> Under a ceiling nothing is tried until its time is over, which doubles whenever that
 * was in vain, from half a second to 64 s; only a change of how many packets are handled, by half, in three windows in a
 * row, lifts it before. The service time tells nothing there: where workers wait for each other it is whatever their number
 * makes it. Then twice the number is tried, once. A trial that goes wrong costs two windows, and 50 ms where they are short;
 * the first 200 ms.
 *
 * <p><b>Coming down.</b> Workers sleep by themselves when there is little to do. The number follows, a quarter at a time,
 * when in a whole window not half of it was awake. And when the ceiling is reached, trials downwards are made, by a quarter:
 * where workers only wait for each other, fewer do as much, and that stands as long as it is so.
 *
 * <p>Owned by the watch.
 */
final class Tuner {
    /** A trial must bring this share of what it promises. */
    private static final double WORTH = 0.33;

    /** Fewer workers must not bring less than this share of what more did. */
    private static final double AS_MUCH = 0.97;

    /** So many windows in a row must tell of a change: one may have been spoiled by somebody else on the processors. */
    private static final int CHANGED_WINDOWS = 3;

    private static final int MOST_TIMES = 16;

    /** In what time that is to be handled which waits when more are tried. */
    private static final double DRAIN_NANOS = 1e8;

    /** What is seen in a shorter time may be chance. */
    static final long SURE_NANOS = 50_000_000;

    /** The first trial that fails may have been spoiled by the virtual machine, which loads and compiles what workers do. */
    private static final long FRESH_NANOS = 200_000_000;

    /** So many packets that are handled in a short window tell how many are handled in a second. */
    private static final int TELLING_PACKETS = 8;

    /** Handlers that wait for so long wait long. */
    private static final long UNSEEN_NANOS = 20_000_000;

    private static final long LONGEST_SURE_NANOS = 1_000_000_000;

    /** After so many windows with workers enough there is no hurry. */
    private static final int CALM_WINDOWS = 5;

    private static final long SHORTEST_REST_NANOS = 500_000_000;
    private static final long LONGEST_REST_NANOS = 64_000_000_000L;

    /**
     * What happened in a window.
     *
     * @param nanos how long it was
     * @param arrived packets that were queued in it
     * @param ended packets whose handler ended in it
     * @param awake how many workers were awake at the most
     * @param standing how many lanes waited longer than the crew's patience at the least
     * @param waiting how many packets waited at its end
     * @param serviceNanos what a packet usually took
     * @param stillNanos for how long before its end all workers were awake, whatever they handled waited for something, and
     *     no handler had ended yet
     */
    record Window(
            long nanos,
            long arrived,
            long ended,
            int awake,
            int standing,
            long waiting,
            long serviceNanos,
            long stillNanos) {
        /** This one and the one behind it. */
        Window and(Window next) {
            return new Window(
                    nanos + next.nanos,
                    arrived + next.arrived,
                    ended + next.ended,
                    Math.max(awake, next.awake),
                    Math.min(standing, next.standing),
                    next.waiting,
                    next.serviceNanos,
                    next.stillNanos);
        }

        boolean isSure() {
            return nanos >= Math.clamp(2 * serviceNanos, SURE_NANOS, LONGEST_SURE_NANOS);
        }

        /** Whether it is longer than a burst of handlers that end together, by far. */
        boolean isRate() {
            return nanos >= 2 * serviceNanos;
        }

        /** Handlers that began together end together: a window that is shorter than they take sees all of them, or none. */
        double perSecond() {
            return ended * 1e9 / Math.max(nanos, serviceNanos);
        }

        double arrivedPerSecond() {
            return arrived * 1e9 / nanos;
        }

        /** By Little's law: how many workers the packets that arrive keep busy, if none waits for another. */
        double busy() {
            return (double) arrived / nanos * serviceNanos;
        }

        /** Whether each of so many workers had time for a packet. */
        boolean isFair(int workers) {
            return isSure() && (ended >= workers || nanos >= LONGEST_SURE_NANOS);
        }

        /** Whether it tells how many packets are handled in a second. */
        boolean tells() {
            return isSure() || ended >= TELLING_PACKETS;
        }

        /** How many more it takes until nothing waits. */
        double draining() {
            return waiting / DRAIN_NANOS * serviceNanos;
        }
    }

    private final int most;
    private int limit;

    /** The number before the trial under way, and what it brought; 0 if there is no trial. */
    private int before;

    private double perSecondBefore;

    /** What was seen so far of the trial under way, or before it, if that was not enough. */
    private @Nullable Window earlier;

    private boolean brisk = true;
    private int calm;

    /** A number that brought nothing; 0 if none is known. */
    private int ceiling;

    private long restNanos = SHORTEST_REST_NANOS;
    private long restedNanos;
    private boolean settling;

    /** Whether no packet has come yet: they come from the middle of a window on. */
    private boolean untouched = true;

    /** Whether no trial has failed yet. */
    private boolean fresh = true;

    /**
     * Whether no packet's handler has ended yet; and for how long there was something to do by then, or, after a trial, all
     * waited.
     */
    private boolean unknown = true;

    private long unseenNanos;

    /** Whether the ceiling was lifted only because its time was over. */
    private boolean again;

    private @Nullable Window settled;
    private int changed;

    /** Begins with a number of workers, and never has more than another. */
    Tuner(int first, int most) {
        this.most = most;
        limit = Math.min(first, most);
    }

    /** How many workers may be awake. */
    int limit() {
        return limit;
    }

    /** Whether there was nothing to do yet. */
    boolean isUntouched() {
        return untouched;
    }

    /**
     * Whether windows may be short: where workers are too few, each tenth of a second makes a tenth of a second's packets
     * late.
     */
    boolean isBrisk() {
        return brisk && !untouched;
    }

    /** Looks at a window and decides; returns the reason if the number changed, otherwise null. */
    @Nullable
    String look(Window window) {
        if (settling || untouched) {
            untouched &= window.arrived() == 0 && window.ended() == 0 && window.waiting() == 0;
            settling = false; // the first window of a new number is half the old one's
            return null;
        }
        if (unknown && !learn(window)) {
            boolean slow = window.stillNanos() >= UNSEEN_NANOS || unseenNanos >= LONGEST_SURE_NANOS;
            return before == 0 && slow && isTooFew(window) ? riseUnseen(window) : null;
        }
        Window all = sum(earlier, window);
        earlier = null;
        if (!all.tells()) {
            earlier = all;
            return null;
        }
        return before == 0 ? decide(all) : judge(all, window);
    }

    private @Nullable String decide(Window window) {
        restedNanos += window.nanos();
        if (ceiling != 0 && hasChanged(window)) {
            liftCeiling(SHORTEST_REST_NANOS, false);
        } else if (ceiling != 0 && restedNanos >= restNanos) {
            liftCeiling(Math.min(restNanos * 2, LONGEST_REST_NANOS), true);
        }
        if (isTooFew(window)) {
            return rise(window);
        }
        brisk &= ++calm < CALM_WINDOWS;
        if (window.isSure() && window.awake() < limit / 2) {
            liftCeiling(SHORTEST_REST_NANOS, false);
            return change(
                    Math.max(Math.max(window.awake(), 1), limit - Math.max(1, limit / 4)),
                    window,
                    "there is little to do");
        }
        return null;
    }

    private static Window sum(@Nullable Window earlier, Window window) {
        return earlier == null ? window : earlier.and(window);
    }

    private boolean isTooFew(Window window) {
        return window.standing() > 0 && window.awake() >= limit;
    }

    /**
     * Whether handlers have ended. How long the first that do took tells what those would have done who were there before a
     * trial without knowledge; and all of the trial is one window until then, because a burst at its end is no rate.
     */
    private boolean learn(Window window) {
        unseenNanos += window.nanos();
        unknown = window.ended() == 0;
        if (unknown) {
            brisk &= unseenNanos < LONGEST_SURE_NANOS;
            earlier = before == 0 ? null : sum(earlier, window);
        } else if (before != 0) {
            perSecondBefore = before * 1e9 / Math.max(window.serviceNanos(), unseenNanos);
        }
        return !unknown;
    }

    /** Handlers take long, or one would have ended: nobody has to wait for that. */
    private @Nullable String riseUnseen(Window window) {
        before = limit;
        if (!move(Math.min(limit * MOST_TIMES, most))) {
            return null;
        }
        if (window.stillNanos() >= UNSEEN_NANOS) {
            unseenNanos = window.stillNanos(); // by then the virtual machine had loaded the handler
        }
        return String.format(
                Locale.ROOT,
                "no handler has ended yet: %,.0f packets a second came, %,d lanes waited",
                window.arrivedPerSecond(),
                window.standing());
    }

    private @Nullable String rise(Window window) {
        return rise(window, window);
    }

    /**
     * Tries more, by what a window shows; what they are to do better than is told by the better of two, if the first is long
     * enough to tell.
     */
    private @Nullable String rise(Window window, Window other) {
        if (limit == most) {
            brisk = false;
            return null;
        }
        int next;
        if (ceiling == 0) {
            double mostTimes = again ? 2 : MOST_TIMES;
            double wanted =
                    Math.min(Math.max((window.busy() * 1.25) + window.draining(), limit * 2.0), limit * mostTimes);
            next = (int) Math.min(Math.ceil(wanted), most);
        } else if (ceiling - limit > Math.max(1, limit / 4)) {
            next = (limit + ceiling) >>> 1;
        } else {
            return fall(window);
        }
        brisk = ceiling == 0 && !again;
        calm = 0;
        before = limit;
        perSecondBefore = window.isRate() ? Math.max(window.perSecond(), other.perSecond()) : other.perSecond();
        return change(next, window, "lanes wait");
    }

    /** The ceiling is reached: is there a number below that does as much? Asked once for each ceiling. */
    private @Nullable String fall(Window window) {
        if (settled != null || limit == 1) {
            settled = settled == null ? window : settled;
            return null;
        }
        settled = window;
        before = limit;
        perSecondBefore = window.perSecond();
        return change(limit - Math.max(1, limit / 4), window, "fewer may do as much");
    }

    private @Nullable String judge(Window window, Window last) {
        int from = before;
        double grown = window.perSecond() / Math.max(perSecondBefore, 1e-9);
        double promised = (double) limit / from;
        boolean good = window.standing() == 0 || grown - 1 >= WORTH * (promised - 1);
        boolean certain = limit < from
                ? window.isSure()
                : good || (window.isFair(limit) && (!fresh || window.nanos() >= FRESH_NANOS));
        if (!certain) {
            earlier = window;
            return null;
        }
        before = 0;
        if (limit < from) {
            return grown >= AS_MUCH ? keepFewer() : change(from, window, "fewer do less");
        }
        if (good) {
            restNanos = SHORTEST_REST_NANOS;
            settled = null;
            again = false;
            return brisk && isTooFew(last) ? rise(last, window) : null;
        }
        brisk = false;
        fresh = false;
        int earned = grown > 1 + WORTH ? (int) Math.min(from * grown, limit - 1.0) : from;
        ceiling = again ? from + 1 : limit;
        restedNanos = 0;
        return change(earned, window, "more do no more");
    }

    private @Nullable String keepFewer() {
        ceiling = limit + 1;
        restedNanos = 0;
        settled = null;
        return null;
    }

    private void liftCeiling(long nextRestNanos, boolean byTime) {
        ceiling = 0;
        again = byTime;
        restedNanos = 0;
        restNanos = nextRestNanos;
    }

    /** Whether the handler, or what it waits for, is not what it was when the ceiling was found. */
    private boolean hasChanged(Window window) {
        boolean differs = settled != null && differs(window.perSecond(), settled.perSecond());
        changed = differs ? changed + 1 : 0;
        return changed >= CHANGED_WINDOWS;
    }

    private static boolean differs(double a, double b) {
        return Math.max(a, b) > 1.5 * Math.min(a, b);
    }

    /** Sets another number; false if it is the same, and there is no trial. */
    private boolean move(int to) {
        if (to == limit) {
            before = 0;
            return false;
        }
        limit = to;
        settling = !brisk; // to see that a trial is good there is no need to wait
        return true;
    }

    private @Nullable String change(int to, Window window, String reason) {
        if (!move(to)) {
            return null;
        }
        return String.format(
                Locale.ROOT,
                "%s: %,.0f packets a second handled, %,.0f came, each takes %,.3f ms, %,d lanes waited",
                reason,
                window.perSecond(),
                window.arrivedPerSecond(),
                window.serviceNanos() / 1e6,
                window.standing());
    }
}
