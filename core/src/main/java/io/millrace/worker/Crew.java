package io.millrace.worker;

import io.millrace.lane.Handful;
import io.millrace.lane.Lanes;
import io.millrace.lane.RunQueue;
import io.millrace.ledger.Books;
import io.millrace.ledger.Durations;
import io.millrace.ledger.IncidentTally;
import io.millrace.ledger.LateTally;
import io.millrace.ledger.Shed;
import io.millrace.ledger.ShedTally;
import io.millrace.ledger.WorkTally;
import io.millrace.overload.Policy;
import io.millrace.store.Region;
import io.millrace.store.Slot;
import io.millrace.store.Stores;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * All workers of a capture, and what they share. Who they are, and how many there may be, is in {@link Staff}.
 *
 * <p><b>Who is woken, and when.</b> To wake a sleeping thread costs a system call or a switch of threads, so only who is
 * needed is woken. Whoever makes lanes runnable wakes at most one worker; a worker that took its share and sees that more
 * are needed wakes the next. So a crew gets to work like a crowd that passes a word on, and the capture thread pays for one.
 * More are needed when those awake would take longer than the crew's <em>patience</em> to come to what is waiting, by the
 * {@linkplain Pace usual time} of a packet; as long as not every processor has one, when what waits takes them several times
 * as long as it takes to wake another. So of a block of some hundred packets with a fast handler one worker is woken, and
 * none who would only be in the way.
 *
 * <p>Where handlers are slow and workers virtual, each lane that waits has a worker on his way at once. To wake him costs a
 * fraction of a microsecond as long as a carrier is up; what costs is to wake carriers. Handlers that begin together wait
 * together and end together, so that carriers sleep and are woken a few times a block, and not a few times a packet. Who is
 * on his way is counted ({@code coming}), from before he is woken to before he looks at the run queue: a lane that comes
 * after his look finds him not counted, or is found by the second look that he takes when he has gone to sleep (see {@link
 * Worker}).
 *
 * <p><b>The end.</b> {@link #dismiss} is called when the queue is drained or its time is over. Who sleeps is woken and
 * leaves. Who is inside a handler is interrupted, has half a second to come out, and is then written off (see
 * {@link WorkTally}): its packet is abandoned. Then no worker is in any lane, and what the lanes still hold is given up
 * too.
 */
public final class Crew implements Books.WorkTallies {
    /** So many workers are woken by one thread in one go: where more are needed, those go on that were woken. */
    private static final int MOST_WOKEN_AT_ONCE = 128;

    /** So much work for each who is awake is worth to wake another for, which costs both some 10 µs. */
    private static final long WORTH_WAKING_NANOS = 100_000;

    /** What a lane takes besides its handler. */
    private static final long VISIT_NANOS = 40;

    private static final Duration GRACE = Duration.ofMillis(500);

    private final Lanes lanes;
    private final RunQueue runQueue;
    private final Stores stores;
    private final Handling handling;
    private final LateTally late;
    private final ShedTally sheds;
    private final IncidentTally incidents;
    private final Retry retry;
    private final AtomicReference<Policy> policy;
    private final Durations age;
    private final Durations service;
    private final Pace pace;
    private final Idle idle;
    private final Vigil vigil;
    private final boolean virtual;
    private final long patienceNanos;
    private final int processors = Runtime.getRuntime().availableProcessors();

    private final Staff staff;

    /** How many were woken or hired and have not begun to look for lanes. */
    private final AtomicInteger coming = new AtomicInteger();

    /** How many may be awake; the others sleep, whatever waits. */
    private volatile int limit;

    /**
     * What a crew works with.
     *
     * @param policy what is done about overload, which may be exchanged at any time
     * @param patience how long a packet may wait for a worker that is awake before another is woken
     * @param vigil how long a worker stays awake for lanes when there are none, zero if not at all
     * @param retry how often a packet whose handler failed is handled again
     * @param spares how many workers there may be in place of those that are stuck
     */
    public record Workplace(
            Lanes lanes,
            RunQueue runQueue,
            Stores stores,
            LateTally late,
            ShedTally sheds,
            IncidentTally incidents,
            AtomicReference<Policy> policy,
            Durations age,
            Durations service,
            Duration patience,
            Duration vigil,
            Retry retry,
            int spares) {}

    /** Makes a crew of at most {@code max} workers, and the spares, each started when it is first needed. */
    public Crew(Workplace place, Handling handling, boolean virtual, int max) {
        lanes = place.lanes();
        runQueue = place.runQueue();
        stores = place.stores();
        late = place.late();
        sheds = place.sheds();
        incidents = place.incidents();
        retry = place.retry();
        policy = place.policy();
        age = place.age();
        service = place.service();
        patienceNanos = place.patience().toNanos();
        vigil = new Vigil(
                runQueue, processors == 1 ? Duration.ZERO : place.vigil()); // not in the way of whom it waits for
        this.handling = handling;
        this.virtual = virtual;
        pace = new Pace(virtual);
        staff = new Staff(this, virtual, max, place.spares());
        idle = new Idle(staff.capacity());
        limit = max;
    }

    /** Says that lanes were made runnable. For any thread. */
    public void lanesAreWaiting() {
        if (virtual && pace.isSlow()) {
            wakeForEachLane();
        } else if (needsMore(awake(), runQueue.size())) {
            wakeOne();
        }
    }

    /**
     * Says that lanes are about to be made runnable: whoever would be woken for them is woken now, and keeps a {@link Vigil}
     * until they are. For any thread.
     */
    public void lanesAreComing() {
        if (isVigilant() && awake() == 0) {
            wakeOne();
        }
    }

    /**
     * Whether a worker that has nothing to do stays awake a little. Where handlers are slow it would win little, and keep a
     * carrier from others.
     */
    private boolean isVigilant() {
        return vigil.isUsual() && !pace.isSlow();
    }

    /** Waits awake for lanes, where that is worth while; false if none came. For a worker that found none. */
    boolean keepVigil() {
        return isVigilant() && !isCrowded() && vigil.keep();
    }

    /** Has as many workers on their way as lanes wait, or as many as there may be. */
    private void wakeForEachLane() {
        int missing = Math.min(runQueue.size() - coming.get(), MOST_WOKEN_AT_ONCE);
        while (missing > 0 && wakeOne()) {
            missing--;
        }
    }

    private boolean needsMore(int awake, int waiting) {
        return awake == 0
                || waiting * pace.nanos() > awake * patienceNanos
                || (awake < processors && waiting * (pace.nanos() + VISIT_NANOS) > awake * WORTH_WAKING_NANOS);
    }

    /** Gives a lane back with more to do in it. For any thread that owns the lane. */
    public void resume(int lane) {
        runQueue.offer(lane);
        lanesAreWaiting();
    }

    /** Whether handlers take so long that packets should not wait behind each other without need. */
    public boolean isSlow() {
        return pace.isSlow();
    }

    /**
     * Lets so many workers be awake. Who is too many goes to sleep when he has nothing in hand. The number is kept loosely:
     * who is woken and who falls asleep at the same time may miss it by a few.
     */
    void limit(int workers) {
        limit = workers;
        lanesAreWaiting();
    }

    /** Whether more are awake than may be. */
    boolean isCrowded() {
        return staff.count() > limit && awake() > limit;
    }

    /** How many neither sleep nor are stuck. */
    int awake() {
        return staff.count() - idle.count() - staff.stuck();
    }

    /** Whether the handlers that are under way all wait for something. For any thread. */
    boolean isInWait() {
        for (int i = 0; i < staff.count(); i++) {
            if (!staff.worker(i).isInWait()) {
                return false;
            }
        }
        return true;
    }

    /** How many lanes wait for a worker. For any thread. */
    public int lanesWaiting() {
        return runQueue.size();
    }

    /** How long a packet may wait for a worker. */
    long patienceNanos() {
        return patienceNanos;
    }

    /**
     * Wakes a worker that sleeps, or starts one more; false if none may be, or somebody else is just starting one. For any
     * thread.
     */
    boolean wakeOne() {
        if (staff.count() >= limit && awake() >= limit) {
            return false;
        }
        int sleeper = idle.pop();
        if (sleeper < 0) {
            return staff.hire();
        }
        wake(sleeper);
        return true;
    }

    private void wake(int sleeper) {
        coming.incrementAndGet();
        staff.worker(sleeper).wake();
    }

    /** Says that a worker was hired and is about to begin. */
    void expect() {
        coming.incrementAndGet();
    }

    /** Says that a worker that was woken or hired looks for lanes now. */
    void arrived() {
        coming.decrementAndGet();
    }

    /** Takes lanes for a worker. */
    int poll(int[] into) {
        return runQueue.poll(into, pace.isSlow() ? 1 : Handful.SIZE);
    }

    /**
     * Passes the word on if more lanes wait. For a worker that has its share in its hand: a virtual thread may lose its carrier
     * in here, for good if handlers keep all of them, and out of a hand lanes can be taken.
     */
    void passOn() {
        if (!runQueue.isEmpty()) {
            lanesAreWaiting();
        }
    }

    void enterTimes(long begun, long ended, long sinceNanos, int worker) {
        age.record(begun - sinceNanos, worker);
        service.record(ended - begun, worker);
    }

    /** What is done about overload now. */
    Policy policy() {
        return policy.get();
    }

    /** Enters a packet that did not pass the gate. */
    void shed(int packet, Shed cause) {
        sheds.shed(cause);
        handling.leaveOut(Slot.sequence(region().address(packet)));
    }

    /**
     * Sheds packets that wait since before a time, wherever they do, and gives their memory back. For any thread but the
     * workers'.
     *
     * @param beforeNanos the time, by {@link System#nanoTime}
     */
    public void shedWaiting(long beforeNanos, Shed cause) {
        lanes.sweep(beforeNanos, packet -> {
            shed(packet, cause);
            stores.giveBack(packet);
        });
        if (isBehind()) {
            wakeOne();
        }
    }

    /** Enters a packet that a worker had taken out of its lane when it learned that it was written off. */
    void orphaned() {
        late.abandonedQueued(1);
    }

    /**
     * Looks after workers that are stuck, in a handler or giving out results: takes the lanes they cannot get to, and has
     * them served. For the watch.
     */
    void relieve(long[] stepsBefore, int[] stolen) {
        int count = staff.count();
        for (int i = 0; i < count; i++) {
            Worker worker = staff.worker(i);
            long steps = worker.tally.steps();
            if (steps == stepsBefore[i]) {
                int lanesTaken = worker.hand.steal(stolen);
                if (lanesTaken > 0) {
                    runQueue.offer(stolen, lanesTaken);
                }
            }
            stepsBefore[i] = steps;
        }
        if (hasWork()) {
            wakeOne();
        }
    }

    /** Has workers take no more packets, and leave as soon as their handlers return. For any thread. */
    public void stopWork() {
        staff.close();
        wakeAll();
    }

    /**
     * Ends the crew; returns within a second, whatever handlers do. For the closing thread, once.
     *
     * @param atRest whether every packet has its outcome; otherwise handlers that run are interrupted and written off
     * @param left is given the packets that no handler saw
     */
    public void dismiss(boolean atRest, Lanes.Swept left) {
        stopWork();
        int count = count();
        long graceEnd = System.nanoTime() + GRACE.toNanos();
        for (int i = 0; i < count && !atRest; i++) {
            staff.worker(i).interrupt();
        }
        for (int i = 0; i < count; i++) {
            awaitLeaving(staff.worker(i), graceEnd);
        }
        long inside = 0;
        for (int i = 0; i < count; i++) {
            if (staff.worker(i).tally.writeOff()) {
                inside++;
            }
        }
        late.abandonedInFlight(inside);
        late.abandonedInFlight(handling.abandon());
        if (!atRest) {
            lanes.clear(left);
        }
    }

    /**
     * Waits for a worker to leave. Outside a handler it runs nothing but our own code and is soon gone, unless it is virtual
     * and hanging handlers hold all carriers; but then it sleeps and holds no packet.
     */
    private void awaitLeaving(Worker worker, long graceEnd) {
        while (!worker.hasLeft() && System.nanoTime() < graceEnd) {
            wakeAll();
            LockSupport.parkNanos(50_000);
        }
    }

    private void wakeAll() {
        for (int sleeper = idle.pop(); sleeper >= 0; sleeper = idle.pop()) {
            wake(sleeper);
        }
    }

    /** How many workers there are. */
    @Override
    public int count() {
        return staff.count();
    }

    @Override
    public WorkTally tally(int index) {
        return staff.worker(index).tally;
    }

    @Override
    public long lastEntryNanos() {
        return staff.lastEntryNanos();
    }

    /** How many workers have not left. For any thread. */
    public int present() {
        return staff.present();
    }

    void lookAtStages(long nowNanos, long limitNanos, Overdue.Listener listener) {
        handling.lookAtStages(nowNanos, limitNanos, listener);
    }

    /** Whether all workers have left, after the work was {@linkplain #stopWork stopped}, and nothing goes on. For any thread. */
    public boolean isQuiet() {
        return isDismissed() && present() == 0 && !handling.isPending();
    }

    boolean hasWork() {
        return lanesWaiting() > 0 || isBehind();
    }

    /** Whether results wait for somebody to give them out. */
    boolean isBehind() {
        return handling.isBehind();
    }

    /** Does what others put off; see {@link Handling#catchUp}. */
    void catchUp() {
        handling.catchUp();
    }

    /** Whether nothing is to be begun any more. For any thread. */
    public boolean isDismissed() {
        return staff.isClosed();
    }

    boolean isVirtual() {
        return virtual;
    }

    /** Who works here. */
    Staff staff() {
        return staff;
    }

    Handling.Desk newDesk() {
        return handling.newDesk(this);
    }

    /** The stores that packets' slots go back to. */
    public Stores stores() {
        return stores;
    }

    /** Where outcomes are entered that are not a worker's. */
    public LateTally late() {
        return late;
    }

    /** Where it is entered what happens to packets besides their outcome. */
    public IncidentTally incidents() {
        return incidents;
    }

    /** How often a packet whose handler failed is handled again. */
    public Retry retry() {
        return retry;
    }

    Lanes lanes() {
        return lanes;
    }

    Region region() {
        return stores.region();
    }

    Pace pace() {
        return pace;
    }

    Idle idle() {
        return idle;
    }
}
