package io.millrace.ledger;

import java.util.List;

/**
 * All tallies of a capture, and how they are read as one.
 *
 * <p>A packet passes the tallies in the order taken, spooled and read back or not, queued, begun, ended. They are read in
 * the opposite order, so that a packet which moves on during the reading is seen where it was before or not at all as yet,
 * never at a later station without having passed the earlier one. What waits and what is in flight are what has gone in less
 * what has come out; neither can come out negative.
 */
public final class Books {
    /** The tallies of workers, which grow in number while the capture runs. */
    public interface WorkTallies {
        /** How many there are. */
        int count();

        /** One of them. */
        WorkTally tally(int index);

        /** When one of them last entered an outcome, by {@link System#nanoTime}; 0 before that. */
        long lastEntryNanos();
    }

    /** Packets that were shed, by cause; see {@link Shed}. */
    public record Sheds(long newest, long oldest, long aged, long codel, long sampled, long spool) {
        public static final Sheds NONE = new Sheds(0, 0, 0, 0, 0, 0);
    }

    /**
     * One consistent reading.
     *
     * @param taken packets taken from the source
     * @param resumed packets that an earlier capture had left on disk
     * @param sheds packets that were shed
     * @param truncated packets that were cut to their headers, whatever became of them
     * @param queued packets that wait in lanes
     * @param inFlight packets that were begun and have no outcome yet
     * @param spooled packets that lie on disk, or are on their way there
     */
    public record Balance(
            long taken,
            long resumed,
            Sheds sheds,
            long truncated,
            long queued,
            long inFlight,
            long handled,
            long failed,
            long abandoned,
            long spooled) {
        /** Whether no handler will have anything more to do: nothing waits anywhere, and nothing is in flight. */
        public boolean isAtRest() {
            return isIdle() && spooled == 0;
        }

        /** Whether nothing waits in memory and nothing is in flight. */
        public boolean isIdle() {
            return queued == 0 && inFlight == 0;
        }
    }

    private final List<TakeTally> takers;
    private final WorkTallies workers;
    private final LateTally late;
    private final ShedTally sheds;
    private final SpoolTally spool;

    public Books(List<TakeTally> takers, WorkTallies workers, LateTally late, ShedTally sheds, SpoolTally spool) {
        this.takers = takers;
        this.workers = workers;
        this.late = late;
        this.sheds = sheds;
        this.spool = spool;
    }

    /** Reads all tallies. For any thread. */
    public Balance read() {
        long oldestWaiting = sheds.soFar(Shed.OLDEST);
        long aged = sheds.soFar(Shed.AGED);
        long codel = sheds.soFar(Shed.CODEL);
        long abandonedQueued = late.abandonedQueuedSoFar();
        long abandonedInFlight = late.abandonedInFlightSoFar();
        long handled = late.handledSoFar();
        long failed = late.failedSoFar();
        int count = workers.count();
        for (int i = 0; i < count; i++) {
            handled += workers.tally(i).handledSoFar();
            failed += workers.tally(i).failedSoFar();
        }
        long started = 0;
        int countNow = workers.count();
        for (int i = 0; i < countNow; i++) {
            started += workers.tally(i).started();
        }
        long stayed = spool.stayedSoFar();
        long oldestSpooled = spool.shedOldestSoFar();
        long lost = spool.lostSoFar();
        long readBack = spool.readBackSoFar();
        long resumed = spool.resumedSoFar();
        long taken = 0;
        long queued = readBack - stayed;
        long spooled = resumed - queued - oldestSpooled - lost;
        long newest = 0;
        long sampled = 0;
        long truncated = 0;
        for (TakeTally taker : takers) {
            TakeTally.Reading reading = taker.read();
            taken += reading.taken();
            queued += reading.queued();
            spooled += reading.spooled();
            newest += reading.shedNewest();
            sampled += reading.sampled();
            truncated += reading.truncated();
        }
        return new Balance(
                taken,
                resumed,
                new Sheds(newest, oldestWaiting + oldestSpooled, aged, codel, sampled, lost),
                truncated,
                queued - started - abandonedQueued - oldestWaiting - aged - codel,
                started - handled - failed - abandonedInFlight,
                handled,
                failed,
                abandonedQueued + abandonedInFlight,
                spooled);
    }

    /** From the first packet entered to the last entry of any kind, in nanoseconds; 0 if there is none. */
    public long spanNanos() {
        long first = 0;
        long last = workers.lastEntryNanos();
        for (TakeTally taker : takers) {
            if (taker.firstNanos() != 0) {
                first = first == 0 || taker.firstNanos() - first < 0 ? taker.firstNanos() : first;
                last = last == 0 || taker.lastNanos() - last > 0 ? taker.lastNanos() : last;
            }
        }
        return first == 0 ? 0 : last - first;
    }
}
