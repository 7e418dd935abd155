package io.millrace.worker;

import io.millrace.lane.Handful;
import io.millrace.lane.Lanes;
import io.millrace.ledger.Durations;
import io.millrace.ledger.WorkTally;
import io.millrace.store.Region;
import io.millrace.store.Slot;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One worker: takes a handful of runnable lanes, drains a quantum of each, and calls the handler for every packet.
 *
 * <p>For each packet, in this order: it is taken out of the lane; {@link WorkTally#step} begins it; the user's code runs;
 * {@code step} ends it; the outcome is entered; its slot goes back. Nothing of the user's runs outside the two steps, so
 * that a worker which is outside always goes on, and one that hangs is always inside.
 *
 * <p>All fields are the worker's own, but for the {@code permit}, which who wakes it sets, and what is said to be shared.
 */
final class Worker implements Runnable {
    /** Packets that a worker handles in one lane before others get their turn. */
    private static final int QUANTUM = 64;

    /** Handfuls after which a virtual thread lets others on its carrier: nobody else would take it away. */
    private static final int HANDFULS_PER_YIELD = 16;

    /** Handfuls after which a virtual worker with a slow handler moves to a new thread. */
    private static final int HANDFULS_PER_MOVE = 64;

    final int index;
    final WorkTally tally = new WorkTally();
    /** Shared: the watch may take lanes out. */
    final Handful hand = new Handful();

    private final Crew crew;
    private final Lanes lanes;
    private final Region region;
    private final Pace pace;
    private final Handling.Desk desk;
    private final Freed freed;
    private final int[] polled = new int[Handful.SIZE];
    private int packets;
    private int packetsAtSleep;
    private int handfuls;
    private int nextMove = HANDFULS_PER_MOVE;

    /** When this worker last entered an outcome and took the time, by {@link System#nanoTime}; 0 before that. */
    volatile long lastEntryNanos;

    private volatile boolean permit;
    private volatile boolean left;
    private volatile @Nullable Thread thread;

    Worker(Crew crew, int index) {
        this.crew = crew;
        this.index = index;
        lanes = crew.lanes();
        region = crew.region();
        pace = crew.pace();
        desk = crew.newDesk();
        freed = new Freed(crew.stores());
        region.retain(); // until the thread has ended: a handler that hangs may still be reading
    }

    /** Starts the worker on a thread, its first or another after it moved. */
    void start(Thread onThread) {
        thread = onThread;
        try {
            onThread.start();
        } catch (Throwable e) {
            left = true;
            region.release();
            throw e;
        }
    }

    @Override
    public void run() {
        boolean moving = false;
        try {
            boolean here = true;
            while (here && !moving && fillHand()) {
                here = workThroughHand();
                moving = here && isTimeToMove();
            }
            freed.flush();
        } finally {
            if (!moving) {
                left = true;
                region.release();
            }
        }
        if (moving) {
            crew.start(this);
        }
    }

    /**
     * A virtual thread that has interpreted frames is several times as expensive to park and to resume as one whose frames
     * are compiled; and what runs in an endless loop keeps its frames: those it began with before this class was compiled,
     * and those it fell back to when compiled code turned out to have assumed too much. Therefore a worker whose handler
     * waits now and then goes on with a new thread, which begins with the best code there is by then.
     */
    private boolean isTimeToMove() {
        if (handfuls < nextMove || !crew.isVirtual() || !pace.isSlow()) {
            return false;
        }
        nextMove = handfuls + HANDFULS_PER_MOVE;
        return true;
    }

    private boolean workThroughHand() {
        for (int lane = hand.next(); lane >= 0; lane = hand.next()) {
            if (!visit(lane)) {
                return false;
            }
        }
        return true;
    }

    /** Drains a quantum of a lane; false if the worker was written off meanwhile. */
    private boolean visit(int lane) {
        for (int budget = QUANTUM; budget > 0; budget--) {
            if (crew.isDismissed()) {
                return true; // what is left in the lane is for the closing thread
            }
            int packet = lanes.takeOrLeave(lane);
            if (packet == 0) {
                return true;
            }
            if (!tally.step(1)) {
                crew.orphaned();
                return true; // outside a handler: it leaves in good order
            }
            long begun = isTimed() ? System.nanoTime() : 0;
            long sinceNanos = Slot.sinceNanos(region.address(packet));
            Handling.@Nullable Outcome outcome = call(packet, lane);
            if (!tally.step(1)) {
                if (outcome == Handling.Outcome.HELD) {
                    desk.giveUp(packet, lane);
                }
                return false;
            }
            if (begun != 0) {
                enterTimes(begun, sinceNanos);
            }
            if (outcome == null) {
                tally.failed();
            } else if (outcome == Handling.Outcome.ENDED) {
                tally.handled();
            } else {
                desk.passOn(packet, lane);
                Thread.interrupted(); // whoever is told of the outcome may leave one behind
                if (outcome == Handling.Outcome.HELD) {
                    return true; // the lane too is somebody else's now
                }
            }
            freed.add(packet);
        }
        crew.resume(lane);
        return true;
    }

    /** Calls the user's code; null if it threw. What it throws is its own affair, and so is an interrupt it leaves behind. */
    private Handling.@Nullable Outcome call(int packet, int lane) {
        Handling.Outcome outcome;
        try {
            outcome = desk.handle(packet, lane);
        } catch (Throwable e) {
            outcome = null;
        }
        Thread.interrupted();
        return outcome;
    }

    private boolean isTimed() {
        return (++packets & (Durations.SAMPLING - 1)) == 0 || pace.isSlow();
    }

    private void enterTimes(long begun, long sinceNanos) {
        long ended = System.nanoTime();
        crew.enterTimes(begun, ended, sinceNanos);
        lastEntryNanos = ended;
    }

    /** Waits for lanes; false when the crew is dismissed. */
    @SuppressWarnings("ThreadPriorityCheck") // virtual threads are not preempted: to yield is the only way to be fair
    private boolean fillHand() {
        if (crew.isVirtual() && (++handfuls & (HANDFULS_PER_YIELD - 1)) == 0) {
            Thread.yield();
        }
        if (pace.isSlow()) {
            freed.flush(); // who handles a packet now and then must not sit on memory that others need
        }
        while (!crew.isDismissed()) {
            int count = crew.poll(polled);
            if (count > 0) {
                hand.fill(polled, count);
                return true;
            }
            freed.flush();
            if (packets != packetsAtSleep) {
                packetsAtSleep = packets;
                lastEntryNanos = System.nanoTime();
            }
            sleep();
        }
        return false;
    }

    /**
     * Sleeps until woken. Between the look at the run queue and the push somebody may have enqueued a lane and found nobody
     * asleep; hence the second look, after the push. Push and offer are both sequentially consistent, so at least one of
     * the two sides sees the other.
     */
    private void sleep() {
        crew.idle().push(index);
        if (crew.hasWork()) {
            crew.wakeOne();
        }
        while (!permit) {
            LockSupport.park(this);
            Thread.interrupted();
        }
        permit = false;
    }

    /** Wakes the worker after it was popped from the idle. For any thread. */
    void wake() {
        permit = true;
        LockSupport.unpark(thread);
    }

    /** Interrupts the handler. For the closing thread. */
    void interrupt() {
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }

    /** Whether the worker has gone, in good order. */
    boolean hasLeft() {
        return left;
    }
}
