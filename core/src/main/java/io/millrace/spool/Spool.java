package io.millrace.spool;

import io.millrace.lane.Chains;
import io.millrace.lane.LaneChoice;
import io.millrace.lane.Lanes;
import io.millrace.lane.RunQueue;
import io.millrace.ledger.LateTally;
import io.millrace.ledger.SpoolTally;
import io.millrace.overload.Policy;
import io.millrace.overload.WhenFull;
import io.millrace.savefile.Interfaces;
import io.millrace.store.Stores;
import io.millrace.worker.Crew;
import io.millrace.worker.Sequencer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue of packets, first in, first out: memory in front of it and behind it, the disk between.
 *
 * <p><b>Order.</b> While the capture thread gives packets to the spool, it gives it all of them. It goes back to its lanes
 * only when the spool {@linkplain #isDrained is drained}: when everything that it gave away was read back and lies in its
 * lane, or will never come. So packets come to their lanes in the order in which they were taken, whichever way. For the
 * same reason numbers in capture order are dealt by one side at a time: by the spool when it reads packets back, from where
 * the capture thread had stopped.
 *
 * <p><b>Room.</b> Packets on their way to the disk wait in the capture thread's store; those that came back in a store of the
 * spool's own, so neither way in nor way out can block the other.
 *
 * <p><b>Threads.</b> One thread writes, reads back and deletes. It never waits for a handler, and nobody waits for it, but
 * for the closing thread. {@link #handOver}, {@link #isFull}, {@link #isDrained}, {@link #sequence} and {@link #beginAt} are
 * the capture thread's. {@code full}, {@code drainedOf}, {@code leftWaits} and {@code stopping} are shared, each written by
 * one side.
 */
public final class Spool implements Runnable {
    private static final long PAUSE_NANOS = 300_000;
    private static final long FULL_NANOS = 20_000_000;
    private static final long STOP_MILLIS = 10_000;

    /**
     * What a spool works with.
     *
     * @param stores with a store of the spool's
     * @param interfaces what packets came by
     * @param live whether ages begin at timestamps
     * @param listener is told what goes wrong
     */
    public record Surroundings(
            Stores stores,
            Lanes lanes,
            RunQueue runQueue,
            Crew crew,
            @Nullable Sequencer<?> sequencer,
            AtomicReference<Policy> policy,
            SpoolTally tally,
            LateTally late,
            Interfaces interfaces,
            boolean live,
            Consumer<String> listener) {}

    private final SpoolSettings settings;
    private final SpoolFolder folder;
    private final Surroundings around;
    private final Notices notices;
    private final Segments segments;
    private final Inbox inbox;
    private final Inlet inlet;
    private final Outlet outlet;
    private final Remainder remainder;
    private final Thread thread;

    private volatile boolean full;
    private volatile long drainedOf;
    private volatile boolean leftWaits;
    private volatile boolean stopping;

    private Spool(SpoolSettings settings, SpoolFolder folder, Surroundings around, LaneChoice choice) {
        this.settings = settings;
        this.folder = folder;
        this.around = around;
        notices = new Notices(around.listener());
        long limit = settings.limitBytes() > 0 ? settings.limitBytes() : folder.freeBytes() / 10 * 9;
        segments = new Segments(folder, limit, around.tally(), notices);
        findLeft();
        inbox = new Inbox(around.stores().region());
        inlet = new Inlet(
                settings,
                folder,
                segments,
                notices,
                limit,
                inbox,
                around.stores().region(),
                around.stores().store(0),
                around.interfaces());
        outlet = new Outlet(
                settings,
                segments,
                notices,
                around,
                new Chains(around.stores().region(), around.lanes(), around.runQueue(), Outlet.BATCH),
                choice);
        leftWaits = segments.hasLeft();
        remainder = new Remainder(around.stores().region());
        thread = Thread.ofPlatform().daemon().name("millrace-spool").unstarted(this);
    }

    /**
     * Opens a spool; {@link #start} starts it.
     *
     * @param choice which lane a packet goes to: the same as the capture thread's
     * @throws SpoolException if the folder cannot be used; the message names cause and remedy
     */
    public static Spool open(SpoolSettings settings, Surroundings around, LaneChoice choice) {
        SpoolFolder folder = SpoolFolder.open(settings.folder());
        try {
            return new Spool(settings, folder, around, choice);
        } catch (Throwable e) {
            close(folder);
            throw e;
        }
    }

    private void findLeft() {
        int others = 0;
        for (Path file : folder.left()) {
            if (!settings.resume()) {
                others++;
            } else if (file.toFile().length() > 0) { // otherwise the end came before anything was in it
                Segment segment = Segment.left(file);
                segments.add(segment);
            }
        }
        if (others > 0) {
            notices.tell("spool " + folder + ": " + others
                    + " segments of earlier captures are there, and are left alone (resume handles what is in them)");
        }
    }

    /** Starts the thread. */
    public void start() {
        thread.start();
    }

    /** Whether every packet goes through the spool, whatever room there is in memory. */
    public boolean isJournal() {
        return settings.journal();
    }

    /** Hands over a chain of packets, in slots of the capture thread's store. */
    public void handOver(int first) {
        if (inbox.handOver(first)) {
            LockSupport.unpark(thread);
        }
    }

    /** Whether the spool takes nothing more for now. */
    public boolean isFull() {
        return full;
    }

    /**
     * Whether so many packets that were handed over, which is all of them, came back, and nothing else is to come before
     * what comes.
     */
    public boolean isDrained(long handedOver) {
        return drainedOf == handedOver && !leftWaits;
    }

    /** Whether something that an earlier capture left is still to be read. For any thread. */
    public boolean hasLeft() {
        return leftWaits;
    }

    /** The number of the next packet in capture order, when the spool is drained. */
    public long sequence() {
        return outlet.sequence();
    }

    /** Deals numbers from this one on. When the spool is drained, before a packet is handed over. */
    public void beginAt(long sequence) {
        outlet.sequence(sequence);
    }

    @Override
    public void run() {
        try {
            while (!stopping) {
                if (!work()) {
                    rest();
                }
            }
        } catch (Throwable e) {
            full = true;
            notices.tell("spool " + folder + ": failed: " + e);
            throw e;
        }
    }

    /** One round of everything; whether anything was done. */
    private boolean work() {
        boolean moved = outlet.collect();
        if (canWrite()) {
            moved |= inlet.pump(settings.journal() || segments.isReadUp());
        }
        moved |= outlet.pump();
        leftWaits = segments.hasLeft();
        drainedOf = outlet.returned();
        return moved;
    }

    /** Whether there is room on the disk; makes some where the oldest are to go. */
    private boolean canWrite() {
        boolean oldestGoes = around.policy().get().whenFull() == WhenFull.OLDEST;
        boolean refused = inlet.isBroken() || segments.isFull();
        long dropped = segments.dropped();
        while (refused && oldestGoes && segments.dropOldest()) {
            refused = segments.isFull();
        }
        outlet.gone(segments.dropped() - dropped);
        full = refused;
        return !refused;
    }

    private void rest() {
        if (outlet.isWaitedFor() || (inlet.hasWork() && !full)) {
            LockSupport.parkNanos(this, PAUSE_NANOS);
        } else if (full) {
            LockSupport.parkNanos(this, FULL_NANOS);
        } else if (settings.journal() || !inlet.sealReadUp()) { // a drained spool leaves no file behind
            LockSupport.park(this);
        }
    }

    /**
     * Stops reading back, and writes what was handed over. For the closing thread, when the capture threads have ended; returns
     * when the spool's thread has, or after 10 s if the disk hangs.
     */
    public void stop() {
        stopping = true;
        LockSupport.unpark(thread);
        boolean interrupted = Thread.interrupted();
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Keeps a packet that waited in a lane when the capture ended, for a capture that resumes: if it came from the disk it
     * is still there, otherwise it is written when this is closed. For the closing thread, after {@link #stop}.
     */
    public void keep(int packet) {
        around.tally().stayed(1);
        if (!around.stores().isOfSpool(packet)) {
            remainder.add(packet);
        }
    }

    /**
     * Writes what is to be kept, notes what is done, and lets go of the folder. For the closing thread, when no worker is
     * left.
     */
    public void close() {
        boolean hangs = thread.isAlive(); // then what is its own is left to it
        long lost = hangs ? remainder.count() : inlet.finish() + inlet.rescue(remainder.inOrder());
        around.tally().readBack(lost);
        around.late().abandonedQueued(lost);
        if (hangs) {
            notices.tell("spool " + folder + ": the disk does not answer; what was on its way there may be missing");
        } else {
            outlet.collect();
            outlet.close();
            long left = segments.close();
            if (left > 0) {
                notices.tell("spool " + folder + ": " + left + " packets are left there (resume handles them, and the"
                        + " segments are savefiles)");
            }
        }
        close(folder);
    }

    private static void close(SpoolFolder folder) {
        try {
            folder.close();
        } catch (IOException e) {
            assert !e.toString().isEmpty() : "what is closed holds no lock, whatever is said";
        }
    }
}
