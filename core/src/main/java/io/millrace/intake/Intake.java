package io.millrace.intake;

import io.millrace.lane.Chains;
import io.millrace.ledger.Shed;
import io.millrace.ledger.TakeTally;
import io.millrace.overload.Gate;
import io.millrace.overload.Marks;
import io.millrace.overload.Policy;
import io.millrace.overload.Pressure;
import io.millrace.overload.WhenFull;
import io.millrace.protocol.Burst;
import io.millrace.savefile.InterfaceDescription;
import io.millrace.savefile.Interfaces;
import io.millrace.savefile.Tray;
import io.millrace.source.FrameSink;
import io.millrace.spool.Spool;
import io.millrace.store.Slot;
import io.millrace.store.Store;
import io.millrace.worker.Crew;
import io.millrace.worker.Sequencer;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Takes frames: copies each into the store, puts it at the end of its lane's chain, and enters it in the tally.
 *
 * <p>All of it is private to the capture thread until {@link #publish}, which costs one atomic operation for each lane
 * touched, one for all lanes that became runnable, and at most one wake-up.
 *
 * <p>Where there is a {@link Spool}, packets go there instead, in one chain, from when the store is three quarters full until
 * everything came back and the store is no more than half full; the last quarter is for those on their way to the disk. Or
 * always, if it is a journal.
 *
 * <p>Owned by the capture thread, but for {@link #stop}.
 */
public final class Intake implements FrameSink {
    /** The most packets that a source passes on before the workers are woken. */
    public static final int TURN = 8_192;

    /** The most packets that are taken before they are published. */
    public static final int BATCH = 2_048;

    /** The same for a small store, which a larger batch could fill before it was looked at. */
    private static final int SMALL_BATCH = 512;

    /** Under {@code block}: taking resumes when an eighth of the store is free, and not packet by packet. */
    private static final int FREE_TO_RESUME = 8;

    private static final long PAUSE_NANOS = 200_000;

    /** The longest of several pauses in a row: each takes the processor from a worker when it ends. */
    private static final long LONGEST_PAUSE_NANOS = 2_000_000;

    /**
     * How far a source that can wait is read ahead of workers that have enough to do: what waits is to stay in the
     * processors' caches.
     */
    private static final long AHEAD_BYTES = 8 << 20;

    /** Packets go to the spool when the store has less free than this part of it. */
    private static final int FREE_TO_SPILL = 4;

    /** A disk that has written nothing for so long does not keep up. */
    private static final long SPOOL_PAUSE_NANOS = 1_000_000_000;

    /** To look through all lanes costs about a millisecond: not for each packet that finds no room. */
    private static final long SWEEP_PAUSE_NANOS = 10_000_000;

    private final Store store;
    private final Chains chains;
    private final Spread spread;
    private final TakeTally tally;
    private final Crew crew;
    private final Quota quota;
    private final AtomicReference<Policy> policies;
    private final @Nullable Sequencer<?> sequencer;
    private final @Nullable Spool spool;
    private final int batch;
    private final boolean waits;
    /** Null where all packets are copied. */
    private final @Nullable InPlace inPlace;

    /** The lanes of a burst. */
    private final int[] lanes = new int[Burst.MOST];

    private final Interfaces interfaces;
    private final Arrival arrival;
    private final Marks marks;
    private Policy policy;
    private @Nullable Pressure pressure;
    private long sequence;
    private long sweptNanos;
    private int batched;
    /** How many lanes became runnable since workers were woken. */
    private int runnable;

    /** The number of the interface that frames come by, and their link type. */
    private int from;

    private int linktype;

    /** Whether packets go to the spool. */
    private boolean spilling;

    private int firstSpilled;
    private int lastSpilled;
    private long spilled;

    private volatile boolean stopped;

    /**
     * Makes an intake.
     *
     * @param policies what is done when handlers are behind; looked up once a batch
     * @param sequencer who must have room for the packet's result too; null where results have no order
     * @param spool where packets are parked that find little room; null if they are not
     * @param interfaces what packets came by; the first is that of the source
     * @param live whether a packet's age begins at its timestamp, and not when it is taken
     */
    public Intake(
            Store store,
            Chains chains,
            Spread spread,
            TakeTally tally,
            Crew crew,
            Quota quota,
            AtomicReference<Policy> policies,
            @Nullable Sequencer<?> sequencer,
            @Nullable Spool spool,
            Interfaces interfaces,
            boolean live) {
        this.store = store;
        this.chains = chains;
        this.spread = spread;
        this.tally = tally;
        this.crew = crew;
        this.quota = quota;
        this.policies = policies;
        this.sequencer = sequencer;
        this.spool = spool;
        batch = Math.clamp(store.limitBytes() >> 11, SMALL_BATCH, BATCH);
        waits = !live && spool == null;
        inPlace = waits && sequencer == null ? new InPlace(store.trays()) : null;
        this.interfaces = interfaces;
        linktype = interfaces.linktype(0);
        arrival = new Arrival(live);
        marks = new Marks(store.limitBytes());
        policy = policies.get();
        pressure = policy.newPressure();
        tellPressure();
        sweptNanos = System.nanoTime() - SWEEP_PAUSE_NANOS;
        spilling = spool != null && (spool.isJournal() || spool.hasLeft());
    }

    @Override
    public boolean offer(MemorySegment memory, long offset, int caplen, int len, long timestampNanos) {
        if (stopped || !quota.take()) {
            return false;
        }
        if (batched == 0) {
            arrival.batch();
        }
        int kept = pressure == null ? caplen : pressure.keep(memory, offset, caplen, linktype);
        if (kept < 0) {
            tally.taken();
            tally.sampled();
            return countInBatch();
        }
        long sinceNanos = arrival.sinceNanos(timestampNanos);
        int packet = put(memory, offset, kept, len, timestampNanos, sinceNanos);
        if (packet == 0) {
            packet = putIntoFullStore(memory, offset, kept, len, timestampNanos, sinceNanos);
            if (packet == 0 && (stopped || policy.whenFull() == WhenFull.BLOCK)) {
                return false; // stopped while it waited
            }
        }
        tally.taken();
        if (packet == 0) {
            tally.shedNewest();
            return true;
        }
        if (from != 0) {
            store.from(packet, from);
        }
        if (pressure != null) {
            enterPressure(packet, kept < caplen, pressure);
        }
        if (spilling) {
            spill(packet);
        } else {
            tally.queued();
            sequence++;
            marks.put(Slot.HEADER_BYTES + kept, sinceNanos);
            chains.add(spread.lane(memory, offset, caplen, linktype), packet);
        }
        return countInBatch();
    }

    @Override
    public void announce() {
        crew.lanesAreComing();
    }

    /** Those that can stay where they were read are taken together, the others one by one. */
    @Override
    public int offer(Burst burst, int from, int to) {
        int index = from;
        InPlace place = inPlace;
        while (index < to) {
            int kept = place == null || stopped ? 0 : keep(place, burst, index, to);
            if (kept == 0) {
                place = null; // where this one cannot stay, those behind it cannot
                if (!offer(
                        Slot.MEMORY,
                        burst.address(index),
                        burst.caplen(index),
                        burst.len(index),
                        burst.timestampNanos(index))) {
                    break;
                }
                kept = 1;
            }
            index += kept;
        }
        return index - from;
    }

    /** Where packets stay there is no spool, no sequencer and no pressure, and they came by the first interface. */
    private int keep(InPlace place, Burst burst, int from, int to) {
        if (batched == 0) {
            arrival.batch();
        }
        int first = place.nextSlip();
        long nanos = arrival.nowNanos();
        int most = quota.take(Math.min(to - from, batch - batched));
        int kept = place.keep(burst, from, from + most, nanos);
        if (kept < most) {
            quota.giveBack(most - kept);
        }
        if (kept > 0) {
            spread.lanes(burst, from, from + kept, linktype, lanes);
            chains.add(lanes, kept, first);
            tally.takenAndQueued(kept);
            sequence += kept;
            marks.put(burst.bytes(from, from + kept) + ((long) Slot.HEADER_BYTES * kept), nanos);
            batched += kept;
            publishWholeBatch();
        }
        return kept;
    }

    @Override
    public void from(InterfaceDescription described) {
        from = interfaces.number(described);
        linktype = described.linktype();
        if (inPlace != null) {
            inPlace.from(from);
        }
    }

    /** Who lends memory to a source that reads into it, so that packets can stay where they are; null if they cannot. */
    public Tray.@Nullable Lender lender() {
        return inPlace;
    }

    /**
     * Where nobody waits for packets, workers that are asleep sleep on to the end of the turn: to wake one takes as long as
     * some hundred packets.
     */
    private boolean countInBatch() {
        batched++;
        publishWholeBatch();
        return true;
    }

    private void publishWholeBatch() {
        if (batched == batch) {
            publish(!waits);
        }
    }

    private void enterPressure(int packet, boolean truncated, Pressure under) {
        if (truncated) {
            tally.truncated();
        }
        store.weight(packet, under.weight());
    }

    /** Puts a packet at the end of the chain for the spool. */
    private void spill(int packet) {
        tally.spooled();
        spilled++;
        if (firstSpilled == 0) {
            firstSpilled = packet;
        } else {
            store.link(lastSpilled, packet);
        }
        lastSpilled = packet;
    }

    private int put(MemorySegment memory, long offset, int caplen, int len, long timestampNanos, long sinceNanos) {
        return hasPlace() ? store.put(memory, offset, caplen, len, timestampNanos, sinceNanos, sequence) : 0;
    }

    /** Whether there is room for the packet's result, or in the spool. */
    private boolean hasPlace() {
        if (spilling && spool != null) {
            return !spool.isFull();
        }
        return sequencer == null || sequencer.hasRoom(sequence);
    }

    /** Takes back what was handled; then, by the policy, makes room, waits for it, or gives up. */
    private int putIntoFullStore(
            MemorySegment memory, long offset, int caplen, int len, long timestampNanos, long sinceNanos) {
        publish();
        int packet = put(memory, offset, caplen, len, timestampNanos, sinceNanos);
        while (packet == 0 && makeRoom()) {
            packet = put(memory, offset, caplen, len, timestampNanos, sinceNanos);
        }
        return packet;
    }

    /** Whether there may be room now that was not there before. */
    private boolean makeRoom() {
        return awaitSpool()
                || shedHopeless()
                || switch (policy.whenFull()) {
                    case BLOCK -> awaitRoom();
                    case OLDEST -> shedOldest();
                    case NEWEST -> false;
                };
    }

    /**
     * Waits while the spool takes packets out of the store: as long as it does, nobody has to go. What is waited for is the
     * disk and not a handler; where that is slower than the wire, the kernel's buffer fills meanwhile.
     */
    private boolean awaitSpool() {
        long used = store.usedBytes();
        long end = System.nanoTime() + SPOOL_PAUSE_NANOS;
        while (spilling && !stopped && hasPlace() && store.usedBytes() >= used && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(this, PAUSE_NANOS);
            store.collect();
        }
        return store.usedBytes() < used;
    }

    /** What would be shed in any case before its handler goes first. */
    private boolean shedHopeless() {
        Gate gate = policy.gate();
        long now = System.nanoTime();
        if (gate == null || gate.hopelessNanos() == Long.MAX_VALUE || now - sweptNanos < SWEEP_PAUSE_NANOS) {
            return false;
        }
        sweptNanos = now;
        return shed(now - gate.hopelessNanos(), gate.cause());
    }

    /** A part of the store at a time, and not packet by packet. */
    private boolean shedOldest() {
        return !marks.isEmpty() && hasPlace() && shed(marks.next(), Shed.OLDEST);
    }

    private boolean shed(long beforeNanos, Shed cause) {
        crew.shedWaiting(beforeNanos, cause);
        store.collect();
        return true;
    }

    private boolean awaitRoom() {
        long resumeAt = store.limitBytes() - (store.limitBytes() / FREE_TO_RESUME);
        long nanos = PAUSE_NANOS;
        do {
            nanos = pause(nanos);
        } while (!stopped && policy.whenFull() == WhenFull.BLOCK && store.usedBytes() > resumeAt);
        return !stopped;
    }

    /** Lets the workers have what was taken, wakes them, and takes back what they are done with. */
    public void publish() {
        publish(true);
    }

    private void publish(boolean waking) {
        tally.publish();
        batched = 0;
        runnable += chains.publish();
        if (waking) {
            wakeWorkers();
        }
        store.collect();
        adoptPolicy();
        if (spool != null) {
            publish(spool);
        }
        if (waits) {
            awaitWorkers();
        }
        if (pressure != null) {
            pressure.look(store.usedBytes(), store.limitBytes(), arrival.nowNanos());
        }
    }

    private void wakeWorkers() {
        if (runnable > 0) {
            runnable = 0;
            crew.lanesAreWaiting();
        }
    }

    /** Where nothing is lost by it, reads on only when workers could have more to do, or have done most of what they have. */
    private void awaitWorkers() {
        long nanos = PAUSE_NANOS;
        while (store.packetBytes() > AHEAD_BYTES
                && crew.lanesWaiting() > 0
                && !stopped
                && policy.whenFull() == WhenFull.BLOCK) {
            wakeWorkers();
            nanos = pause(nanos);
        }
    }

    /**
     * Lets workers go on for a while, and learns what has changed meanwhile; returns how long to pause if that was not
     * enough.
     */
    private long pause(long nanos) {
        LockSupport.parkNanos(this, nanos);
        store.collect();
        adoptPolicy();
        return Math.min(2 * nanos, LONGEST_PAUSE_NANOS);
    }

    /** Hands over what goes to the spool, and finds out whether the next batch does. */
    private void publish(Spool into) {
        if (firstSpilled != 0) {
            into.handOver(firstSpilled);
            firstSpilled = 0;
        }
        if (spilling) {
            if (!into.isJournal() && store.usedBytes() <= store.limitBytes() / 2 && into.isDrained(spilled)) {
                spilling = false;
                sequence = into.sequence();
            }
        } else if (policy.spills() && isNearlyFull()) {
            spilling = true;
            into.beginAt(sequence);
        }
    }

    private boolean isNearlyFull() {
        return store.usedBytes() > store.limitBytes() - (store.limitBytes() / FREE_TO_SPILL) || !hasPlace();
    }

    @SuppressWarnings("ReferenceEquality") // who changes it sets another
    private void adoptPolicy() {
        Policy inForce = policies.get();
        if (policy != inForce) {
            policy = inForce;
            pressure = inForce.newPressure();
            tellPressure();
        }
    }

    private void tellPressure() {
        if (inPlace != null) {
            inPlace.underPressure(pressure != null);
        }
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
