package io.millrace.worker;

import io.millrace.lane.Handful;
import io.millrace.lane.Lanes;
import io.millrace.ledger.Durations;
import io.millrace.ledger.WorkTally;
import io.millrace.overload.Gate;
import io.millrace.overload.Policy;
import io.millrace.store.Freed;
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

    /**
     * How long a worker with a slow handler stays in one lane while packets wait in others. To leave after each packet would cost
     * an enqueueing each, just when there is a backlog.
     */
    private static final long TURN_NANOS = 8_000_000;

    /** The same where ages are bounded before the handler: then lanes are short, and ages are to be alike. */
    private static final long SHORT_TURN_NANOS = 100_000;

    /** What a worker does next in a lane after a packet. */
    private enum Next {
        GO_ON,
        /** The lane is somebody else's now. */
        LANE_GONE,
        /** The worker was written off and touches nothing any more. */
        WRITTEN_OFF
    }

    /** One packet in so many, of those that are timed where handlers are slow, is entered in the pace. */
    private static final int PACKETS_PER_SAMPLE = 4;

    /** How many slots a worker with a slow handler collects before it gives them back. */
    private static final int FREED_WHERE_SLOW = 4;

    /** Handfuls in a row after which a virtual thread lets others on its carrier: nobody else would take it away. */
    private static final int HANDFULS_PER_YIELD = 16;

    /** Handfuls after which a virtual worker with a slow handler moves to a new thread. */
    private static final int HANDFULS_PER_MOVE = 64;

    /** The first time it moves sooner: what it began with is the slowest. */
    private static final int HANDFULS_TO_FIRST_MOVE = 8;

    /** How long a helper sleeps before it looks for lanes, while others cannot. */
    private static final long NAP_NANOS = 1_000_000;

    /** How long before it looks whether that has come. */
    private static final long LONG_NAP_NANOS = 50_000_000;

    final int index;
    final WorkTally tally = new WorkTally();
    /** Shared: the watch may take lanes out. */
    final Handful hand = new Handful();

    private final Crew crew;
    private final boolean helper;
    private final boolean virtual;
    private final Lanes lanes;
    private final Region region;
    private final Pace pace;
    private final Handling.Desk desk;
    private final Attempts attempts;
    private final Freed freed;
    private final int[] polled = new int[Handful.SIZE];

    @SuppressWarnings("UnusedVariable") // who keeps what he loaded has loaded it
    private int warmed;

    private long packets;
    /** The packet that was begun last, for the watch: written before the step that begins it. */
    private int packetAtHand;

    /** Packets handled when the last entry's time was taken. */
    private long packetsAtEntry;

    private int handfuls;
    /** Handfuls since it slept last. */
    private int inARow;

    private int nextMove = HANDFULS_TO_FIRST_MOVE;

    /** When this worker last entered an outcome and took the time, by {@link System#nanoTime}; 0 before that. */
    volatile long lastEntryNanos;

    private volatile boolean permit;
    private volatile boolean left;
    private volatile @Nullable Thread thread;

    /** A worker; a helper has a thread of the system, whatever the others have. */
    Worker(Crew crew, int index, boolean helper) {
        this.crew = crew;
        this.helper = helper;
        virtual = crew.isVirtual() && !helper;
        this.index = index;
        lanes = crew.lanes();
        region = crew.region();
        pace = crew.pace();
        desk = crew.newDesk();
        attempts = new Attempts(crew, desk, tally);
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
        if (handfuls == 0) { // who moved has arrived before
            crew.arrived();
        }
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
            crew.staff().start(this);
        }
    }

    /**
     * A virtual thread that has interpreted frames is several times as expensive to park and to resume as one whose frames
     * are compiled; and what runs in an endless loop keeps its frames: those it began with before this class was compiled,
     * and those it fell back to when compiled code turned out to have assumed too much. Therefore a worker whose handler
     * waits now and then goes on with a new thread, which begins with the best code there is by then.
     */
    private boolean isTimeToMove() {
        if (handfuls < nextMove || !virtual || !pace.isSlow()) {
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

    /**
     * Drains a quantum of a lane; false if the worker was written off meanwhile. Where handlers are slow the quantum is a share
     * of time, so that a flow with many packets waiting does not hold up flows with few. Where packets that wait may be shed
     * the worker is outside the lane while a handler runs.
     */
    private boolean visit(int lane) {
        boolean slow = pace.isSlow();
        Policy policy = crew.policy();
        int share = slow ? pace.packetsIn(policy.gate() == null ? TURN_NANOS : SHORT_TURN_NANOS, QUANTUM) : QUANTUM;
        boolean open = policy.sweeps();
        lanes.enter(lane);
        for (int handled = 0; handled < share || (handled < QUANTUM && crew.lanesWaiting() == 0); handled++) {
            int packet = begin(lane, policy.gate());
            if (packet == 0) {
                lanes.exit(lane);
                catchUp();
                return true;
            }
            if (open) {
                lanes.exit(lane);
            }
            Next next = handle(packet, lane, open);
            if (next != Next.GO_ON) {
                return next == Next.LANE_GONE;
            }
            if (open) {
                lanes.enter(lane);
            }
            if (slow && crew.isBehind()) {
                break;
            }
        }
        lanes.exit(lane);
        crew.resume(lane);
        catchUp();
        return true;
    }

    /** Gives out what others wait for. It may take long: for when this worker is in no lane. */
    private void catchUp() {
        crew.catchUp();
        Thread.interrupted(); // what is given out may leave one behind
    }

    /**
     * Takes the next packet that passes the gate out of a lane and begins it; 0 if the lane was empty and is left, or if the
     * worker is to leave: what is in the lane is for the closing thread then.
     */
    private int begin(int lane, @Nullable Gate gate) {
        while (!crew.isDismissed()) {
            int packet = lanes.takeOrLeave(lane);
            if (packet == 0) {
                return 0;
            }
            if (gate == null || !gate.sheds(lane, Slot.sinceNanos(region.address(packet)), System.nanoTime())) {
                packetAtHand = packet;
                if (tally.step(1)) {
                    return packet;
                }
                crew.orphaned();
                return 0;
            }
            crew.shed(packet, gate.cause());
            freed.add(packet);
        }
        return 0;
    }

    /** Has a packet handled that was begun, and enters its outcome. */
    private Next handle(int packet, int lane, boolean outside) {
        long begun = isTimed() ? System.nanoTime() : 0;
        long sinceNanos = Slot.sinceNanos(region.address(packet));
        Handling.@Nullable Outcome outcome = call(packet, lane);
        if (!tally.step(1)) {
            if (outcome == Handling.Outcome.HELD) {
                desk.giveUp(packet, lane);
            }
            return Next.WRITTEN_OFF;
        }
        Thread.interrupted(); // one that the handler left behind, or that came for it, is not for the next
        if (begun != 0) {
            enterTimes(begun, sinceNanos);
        }
        if (outcome == null) {
            tally.failed();
        } else if (outcome == Handling.Outcome.ENDED) {
            tally.handled();
        } else {
            return passOn(packet, lane, outcome, outside);
        }
        freed.add(packet);
        return Next.GO_ON;
    }

    private Next passOn(int packet, int lane, Handling.Outcome outcome, boolean outside) {
        boolean held = outcome == Handling.Outcome.HELD;
        if (held && !outside) {
            lanes.exit(lane); // the lane may be given back, and entered by another, before the next line returns
        }
        desk.passOn(packet, lane);
        Thread.interrupted(); // whoever is told of the outcome may leave one behind
        if (held) {
            return Next.LANE_GONE;
        }
        freed.add(packet);
        return Next.GO_ON;
    }

    /** Calls the user's code; null if it has failed. What it throws is its own affair. */
    private Handling.@Nullable Outcome call(int packet, int lane) {
        try {
            return desk.handle(packet, lane);
        } catch (Throwable e) {
            return attempts.after(e, packet, lane);
        }
    }

    private boolean isTimed() {
        return (++packets & (Durations.SAMPLING - 1)) == 0 || packets < Durations.SAMPLING || pace.isSlow();
    }

    private void enterTimes(long begun, long sinceNanos) {
        long ended = System.nanoTime();
        crew.enterTimes(begun, ended, sinceNanos, index);
        if (packets <= PACKETS_PER_SAMPLE || (packets & (PACKETS_PER_SAMPLE - 1)) == 0) {
            pace.sample(ended - begun); // which is shared by all workers
        }
        packetsAtEntry = packets;
        lastEntryNanos = ended;
    }

    /** Waits for lanes; false when the crew is dismissed. */
    @SuppressWarnings("ThreadPriorityCheck") // virtual threads are not preempted: to yield is the only way to be fair
    private boolean fillHand() {
        handfuls++;
        if (virtual && ++inARow == HANDFULS_PER_YIELD) {
            inARow = 0;
            Thread.yield();
        }
        if (pace.isSlow()) {
            freed.flushFrom(FREED_WHERE_SLOW); // who handles a packet now and then must not sit on memory others need
        }
        while (!crew.isDismissed()) {
            int count = crew.isCrowded() ? 0 : crew.poll(polled);
            if (count > 0) {
                if (count > 1) {
                    warmed = lanes.warmWithPackets(polled, count);
                }
                hand.fill(polled, count);
                crew.passOn();
                return true;
            }
            freed.flush();
            catchUp();
            if (packets != packetsAtEntry) {
                packetsAtEntry = packets;
                lastEntryNanos = System.nanoTime();
            }
            if (!crew.keepVigil() && !sleep()) {
                return false;
            }
        }
        return false;
    }

    /**
     * Sleeps until woken. Between the look at the run queue and the push somebody may have enqueued a lane and found nobody
     * asleep; hence the second look, after the push. Push and offer are both sequentially consistent, so at least one of
     * the two sides sees the other. False if it was written off meanwhile, which happens to helpers only: these work in
     * their sleep.
     */
    private boolean sleep() {
        crew.idle().push(index);
        if (crew.hasWork()) {
            crew.wakeOne();
        }
        while (!permit) {
            if (!helper) {
                LockSupport.park(this);
                inARow = 0;
            } else if (!help()) {
                return false;
            }
            Thread.interrupted();
        }
        permit = false;
        crew.arrived();
        return true;
    }

    /**
     * Works through a handful if virtual workers cannot, and naps otherwise; false if the worker was written off. It stays among
     * those that sleep, and can be woken as they can: out of the middle of them nobody can be taken.
     */
    private boolean help() {
        boolean starved = crew.staff().isStarved();
        int count = starved ? crew.poll(polled) : 0;
        if (count == 0) {
            LockSupport.parkNanos(this, starved ? NAP_NANOS : LONG_NAP_NANOS);
            return true;
        }
        hand.fill(polled, count);
        crew.passOn();
        boolean here = workThroughHand();
        freed.flush();
        return here;
    }

    /** Whether it is on a thread of the system where others are virtual. */
    boolean helps() {
        return helper;
    }

    /** Wakes the worker after it was popped from the idle. For any thread. */
    void wake() {
        permit = true;
        LockSupport.unpark(thread);
    }

    /** The packet that is being handled, if the steps are odd and the same before and after it is looked at. For the watch. */
    int packetAtHand() {
        return packetAtHand;
    }

    /** The thread that the worker is on, or was last. For any thread. */
    @Nullable
    Thread thread() {
        return thread;
    }

    /** Which attempt at its packet this is, or, if odd, which rest between two. For any thread. */
    int turns() {
        return attempts.turns();
    }

    /** Whether its thread waits, for whatever its handler waits for, or for lanes. For any thread. */
    boolean isInWait() {
        Thread running = thread;
        return running != null
                && switch (running.getState()) {
                    case WAITING, TIMED_WAITING -> true;
                    case NEW, RUNNABLE, BLOCKED, TERMINATED -> false;
                };
    }

    /** The class by whose frame the user's code is called. */
    String deskClass() {
        return desk.getClass().getName();
    }

    /** Interrupts the handler, if it still is at these steps and this attempt; says whether it was. For the watch. */
    boolean interrupt(long atSteps, int turn) {
        Thread running = thread;
        return running != null && attempts.interrupt(atSteps, turn, running);
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
