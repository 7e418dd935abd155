package io.millrace.worker;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Who works in a crew: hires workers, each when it is first needed, and starts them on threads of their own.
 *
 * <p><b>Stuck workers.</b> Who is in a handler that takes too long (see {@link Timekeeper}) does not count among those there may
 * be, and others are hired in his place, up to a number of spares. When he comes back there are too many for a while,
 * and who has nothing in hand goes to sleep.
 *
 * <p><b>Virtual threads that compute without end</b> keep the threads that carry them, of which there is one for each processor. If all
 * are kept, no other virtual worker runs, whoever wakes it. Then the watch has as many helpers hired, workers on threads of
 * the system, and as long as it is so these look for lanes by themselves.
 *
 * <p><b>Threads.</b> Anybody hires, under the lock of this object; {@code hired}, {@code capacity} and {@code closed} are written under it.
 * {@code stuck}, {@code starved} and {@code helpers} are written by the watch. All but the last are read by anybody.
 */
final class Staff {
    private final Crew crew;
    private final boolean virtual;
    private final int processors = Runtime.getRuntime().availableProcessors();
    private final AtomicReferenceArray<Worker> workers;

    /** How many workers there may be if none is stuck. */
    private final int most;

    private final int spares;

    /** Workers below this index are in the array. */
    private volatile int hired;

    /** How many there may be in any case. */
    private volatile int capacity;

    private volatile boolean closed;

    /** How many are in handlers that take too long. */
    private volatile int stuck;

    /** Whether no virtual worker may run. */
    private volatile boolean starved;

    private int helpers;

    /** Of at most so many workers, and the spares. */
    Staff(Crew crew, boolean virtual, int most, int spares) {
        this.crew = crew;
        this.most = most;
        this.spares = spares;
        capacity = most + spares;
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
        while (starved && helpers < processors && hired < mostNow()) {
            int before = hired;
            hireOne(true);
            if (hired == before) {
                return;
            }
            helpers++;
        }
    }

    /** Whether helpers are to look for lanes. */
    boolean isStarved() {
        return starved;
    }

    private int mostNow() {
        return Math.min(most + Math.min(stuck, spares), capacity);
    }

    /** Hires one more worker, if there may be one more. */
    void hire() {
        if (hired < mostNow()) {
            hireOne(false);
        }
    }

    /** When the system has no more threads, those that it gave must do. */
    private synchronized void hireOne(boolean helper) {
        int index = hired;
        if (index >= mostNow() || closed) {
            return;
        }
        try {
            Worker worker = new Worker(crew, index, helper);
            workers.set(index, worker);
            hired = index + 1; // before it can begin a packet, which must not be in the books before its worker is
            start(worker);
        } catch (OutOfMemoryError e) {
            hired = index;
            capacity = index;
            if (index == 0) {
                throw e;
            }
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
    synchronized void close() {
        closed = true;
    }

    /** Whether nobody is hired any more. */
    boolean isClosed() {
        return closed;
    }
}
