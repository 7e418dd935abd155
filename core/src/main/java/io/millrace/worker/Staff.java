package io.millrace.worker;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Who works in a crew: hires workers, each when it is first needed, and starts them on threads of their own.
 *
 * <p><b>Stuck workers.</b> Who is in a handler that takes too long (see {@link Timekeeper}) does not count among those there may
 * be, and others are hired in his place, up to a number of spares. When he comes back there are too many for a while,
 * and who has nothing in hand goes to sleep.
 *
 * <p><b>Virtual threads that compute without end</b> keep the threads that carry them, of which there is one for each
 * processor. If all are kept, no other virtual worker runs, whoever wakes it. Then the watch has as many helpers hired,
 * workers on threads of the system, and as long as it is so these look for lanes by themselves. They do not count among the
 * others, who may all have been hired and be waiting for a carrier.
 *
 * <p><b>Threads.</b> Anybody hires, under the lock {@code hiring}; {@code hired}, {@code helpers}, {@code capacity} and
 * {@code closed} are written under it. {@code stuck} and {@code starved} are written by the watch. All are read by anybody.
 */
final class Staff {
    private final Crew crew;
    private final boolean virtual;
    private final int processors = Runtime.getRuntime().availableProcessors();
    private final AtomicReferenceArray<Worker> workers;

    /** How many workers there may be if none is stuck. */
    private final int most;

    private final int spares;

    private final ReentrantLock hiring = new ReentrantLock();

    /** Workers below this index are in the array. */
    private volatile int hired;

    /** How many there may be in any case. */
    private volatile int capacity;

    private volatile boolean closed;

    /** How many are in handlers that take too long. */
    private volatile int stuck;

    /** Whether no virtual worker may run. */
    private volatile boolean starved;

    /** How many of those hired are helpers. */
    private volatile int helpers;

    /** Of at most so many workers, and the spares. */
    Staff(Crew crew, boolean virtual, int most, int spares) {
        this.crew = crew;
        this.most = most;
        this.spares = spares;
        capacity = most + spares + (virtual ? processors : 0);
        workers = new AtomicReferenceArray<>(capacity);
        this.virtual = virtual;
    }

    /** How many were hired. */
    int count() {
        return hired;
    }

    /** How many there can ever be. */
    int capacity() {
        return workers.length();
    }

    /** A worker that was hired. */
    Worker worker(int index) {
        return workers.get(index);
    }

    /** How many have not left. */
    int present() {
        int present = 0;
        for (int i = 0; i < hired; i++) {
            present += workers.get(i).hasLeft() ? 0 : 1;
        }
        return present;
    }

    /** When one of them last entered an outcome, by {@link System#nanoTime}; 0 before that. */
    long lastEntryNanos() {
        long last = 0;
        for (int i = 0; i < hired; i++) {
            long entry = workers.get(i).lastEntryNanos;
            if (entry != 0 && (last == 0 || entry - last > 0)) {
                last = entry;
            }
        }
        return last;
    }

    /** How many are stuck. */
    int stuck() {
        return stuck;
    }

    /** Says how many are stuck. For the watch. */
    void stuck(int count) {
        stuck = count;
    }

    /** Says how many virtual workers are stuck because they compute. For the watch. */
    void starved(int computing) {
        starved = computing >= processors;
        boolean more = starved;
        while (more && helpers < processors) {
            more = hireOne(true);
        }
    }

    /** Whether helpers are to look for lanes. */
    boolean isStarved() {
        return starved;
    }

    private boolean isComplete() {
        return hired - helpers >= most + Math.min(stuck, spares);
    }

    /** Hires one more worker; false if there may be no more, or somebody else is just hiring one. */
    boolean hire() {
        return !isComplete() && hireOne(false);
    }

    /**
     * Nobody waits here for another: a virtual thread that waits for a lock keeps its place in the line when its carrier is
     * gone for good, and all behind it. Whom the other hires looks for lanes, and passes the word on.
     */
    private boolean hireOne(boolean helper) {
        if (!hiring.tryLock()) {
            return false;
        }
        try {
            return hireNext(helper);
        } finally {
            hiring.unlock();
        }
    }

    /** When the system has no more threads, those that it gave must do. */
    private boolean hireNext(boolean helper) {
        int index = hired;
        if (index >= capacity || closed || (!helper && isComplete())) {
            return false;
        }
        int helpersBefore = helpers;
        crew.expect();
        try {
            Worker worker = new Worker(crew, index, helper);
            workers.set(index, worker);
            hired = index + 1; // before it can begin a packet, which must not be in the books before its worker is
            helpers = helpersBefore + (helper ? 1 : 0);
            start(worker);
            return true;
        } catch (OutOfMemoryError e) {
            crew.arrived();
            hired = index;
            helpers = helpersBefore;
            capacity = index;
            if (index == 0) {
                throw e;
            }
            return false;
        }
    }

    /** Starts a worker on a thread of its own, which has its number. */
    void start(Worker worker) {
        Thread.Builder thread = virtual && !worker.helps()
                ? Thread.ofVirtual()
                : Thread.ofPlatform().daemon();
        String name = worker.helps() ? "millrace-helper-" : "millrace-worker-";
        worker.start(thread.name(name + worker.index).unstarted(worker));
    }

    /** Hires nobody any more: whoever was hired before is there to be dismissed. */
    void close() {
        hiring.lock(); // for a moment: who has it runs
        try {
            closed = true;
        } finally {
            hiring.unlock();
        }
    }

    /** Whether nobody is hired any more. */
    boolean isClosed() {
        return closed;
    }
}
