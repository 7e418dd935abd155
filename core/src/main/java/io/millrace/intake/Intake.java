package io.millrace.intake;

import io.millrace.lane.Chains;
import io.millrace.ledger.TakeTally;
import io.millrace.ledger.WallClock;
import io.millrace.source.FrameSink;
import io.millrace.store.Store;
import io.millrace.worker.Crew;
import io.millrace.worker.Sequencer;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Takes frames: copies each into the store, puts it at the end of its lane's chain, and enters it in the tally.
 *
 * <p>All of it is private to the capture thread until {@link #publish}, which costs one atomic operation for each lane
 * touched, one for all lanes that became runnable, and at most one wake-up.
 *
 * <p>Owned by the capture thread, but for {@link #stop}.
 */
public final class Intake implements FrameSink {
    /** The most packets that are taken before they are published. */
    public static final int BATCH = 512;

    /** Under {@code block}: taking resumes when an eighth of the store is free, and not packet by packet. */
    private static final int FREE_TO_RESUME = 8;

    private static final long PAUSE_NANOS = 200_000;

    private final Store store;
    private final Chains chains;
    private final Spread spread;
    private final TakeTally tally;
    private final Crew crew;
    private final Quota quota;
    private final boolean block;
    private final @Nullable Sequencer<?> sequencer;
    private final @Nullable WallClock clock;
    private long sequence;
    private long takenNanos;
    private int batched;

    private volatile boolean stopped;

    /**
     * Makes an intake.
     *
     * @param block what to do when there is no room: wait for some, or shed the packet
     * @param sequencer who must have room for the packet's result too; null where results have no order
     * @param clock tells when a packet is taken, where its age counts from then; null where it counts from its timestamp
     */
    public Intake(
            Store store,
            Chains chains,
            Spread spread,
            TakeTally tally,
            Crew crew,
            Quota quota,
            boolean block,
            @Nullable Sequencer<?> sequencer,
            @Nullable WallClock clock) {
        this.store = store;
        this.chains = chains;
        this.spread = spread;
        this.tally = tally;
        this.crew = crew;
        this.quota = quota;
        this.block = block;
        this.sequencer = sequencer;
        this.clock = clock;
    }

    @Override
    public boolean offer(MemorySegment memory, long offset, int caplen, int len, long timestampNanos) {
        if (stopped || !quota.take()) {
            return false;
        }
        int packet = put(memory, offset, caplen, len, timestampNanos);
        if (packet == 0) {
            packet = putIntoFullStore(memory, offset, caplen, len, timestampNanos);
            if (packet == 0 && block) {
                return false; // stopped while it waited
            }
        }
        tally.taken();
        if (packet == 0) {
            tally.shedNewest();
            return true;
        }
        if (clock != null) {
            ageFromNow(packet, clock);
        }
        tally.queued();
        sequence++;
        chains.add(spread.lane(memory, offset, caplen), packet);
        if (++batched == BATCH) {
            publish();
        }
        return true;
    }

    /** One look at the clock serves the batch: frames of a savefile come without a pause, but where the store is full. */
    private void ageFromNow(int packet, WallClock wallClock) {
        if (batched == 0) {
            takenNanos = wallClock.nanos();
        }
        store.ageFrom(packet, takenNanos);
    }

    private int put(MemorySegment memory, long offset, int caplen, int len, long timestampNanos) {
        if (sequencer != null && !sequencer.hasRoom(sequence)) {
            return 0;
        }
        return store.put(memory, offset, caplen, len, timestampNanos, sequence);
    }

    /** Takes back what was handled; then, by the policy, waits for more or gives up. */
    private int putIntoFullStore(MemorySegment memory, long offset, int caplen, int len, long timestampNanos) {
        publish();
        int packet = put(memory, offset, caplen, len, timestampNanos);
        while (packet == 0 && block && !stopped) {
            awaitRoom();
            packet = put(memory, offset, caplen, len, timestampNanos);
        }
        return packet;
    }

    private void awaitRoom() {
        long resumeAt = store.limitBytes() - (store.limitBytes() / FREE_TO_RESUME);
        do {
            LockSupport.parkNanos(this, PAUSE_NANOS);
            store.collect();
        } while (!stopped && store.usedBytes() > resumeAt);
    }

    /** Lets the workers have what was taken, and takes back what they are done with. */
    public void publish() {
        tally.publish();
        batched = 0;
        if (chains.publish() > 0) {
            crew.lanesAreWaiting();
        }
        store.collect();
    }

    /** Refuses frames from now on. For any thread. */
    public void stop() {
        stopped = true;
    }

    /** Whether no more frame will be taken. */
    public boolean isStopped() {
        return stopped || quota.isUsedUp();
    }
}
