package io.millrace.spool;

import io.millrace.lane.Chains;
import io.millrace.lane.LaneChoice;
import io.millrace.ledger.SpoolTally;
import io.millrace.ledger.WallClock;
import io.millrace.savefile.InterfaceDescription;
import io.millrace.savefile.Interfaces;
import io.millrace.savefile.OptionCode;
import io.millrace.savefile.SavefileException;
import io.millrace.savefile.SavefileReader;
import io.millrace.savefile.SavefileReader.Step;
import io.millrace.store.Region;
import io.millrace.store.Slot;
import io.millrace.store.Store;
import io.millrace.worker.Crew;
import io.millrace.worker.Sequencer;
import org.jspecify.annotations.Nullable;

/**
 * The way out of the spool: reads packets back, puts them into the spool's own store and from there into their lanes, and learns
 * from the slots that come back which are done.
 *
 * <p>A packet is done when its slot has come back: handled, failed or shed. Where results have an order it is done when its
 * result was given out, which is later; until then its slot waits in {@link Results}.
 *
 * <p>All fields belong to the spool's thread, and to the closing one when that has ended.
 */
final class Outlet {
    /** The most packets that are read before they are published. */
    static final int BATCH = 512;

    private final SpoolSettings settings;
    private final Segments segments;
    private final Notices notices;
    private final Region region;
    private final Store store;
    private final Chains chains;
    private final LaneChoice choice;
    private final Crew crew;
    private final @Nullable Sequencer<?> sequencer;
    private final SpoolTally tally;
    private final boolean live;

    /** Of each slot that is out, by its index in the store: whose packet it is, and which. */
    private final Segment[] segmentOf;

    private final int[] packetOf;
    private int out;
    private long sequence;

    private final Interfaces interfaces;

    /** The interface of the packet that was read last, and its number. */
    private @Nullable InterfaceDescription known;

    private int fromOfKnown;

    private @Nullable SavefileReader reader;
    /** The reader stands on a packet that found no room yet. */
    private boolean waiting;

    private int batched;
    private int batchedLeft;
    private long returned;
    private long resumed;
    private long maybeTwice;
    private boolean resuming;

    /** Null where results have no order. */
    private final @Nullable Results results;

    Outlet(
            SpoolSettings settings,
            Segments segments,
            Notices notices,
            Spool.Surroundings around,
            Chains chains,
            LaneChoice choice) {
        this.settings = settings;
        this.segments = segments;
        this.notices = notices;
        region = around.stores().region();
        store = around.stores().ofSpool();
        this.chains = chains;
        this.choice = choice;
        crew = around.crew();
        sequencer = around.sequencer();
        tally = around.tally();
        live = around.live();
        interfaces = around.interfaces();
        segmentOf = new Segment[store.indices()];
        packetOf = new int[store.indices()];
        results = sequencer == null ? null : new Results(sequencer, store.indices());
        resuming = segments.hasLeft();
    }

    /** Whether slots are out that will come back. */
    boolean isWaitedFor() {
        return out > 0;
    }

    /** How many packets of this capture have left the spool, in whatever way. */
    long returned() {
        return returned;
    }

    /** The number of the next packet in capture order. */
    long sequence() {
        return sequence;
    }

    /** Begins with another number. */
    void sequence(long next) {
        sequence = next;
    }

    /** Reads some packets back, as far as there is room for them; whether there were any. */
    boolean pump() {
        boolean moved = false;
        while (batched < BATCH && advance() && place()) {
            waiting = false;
            moved = true;
        }
        publish();
        return moved;
    }

    /** Goes to the next packet; false if there is none now. */
    private boolean advance() {
        while (!waiting) {
            Segment segment = segments.first();
            if (segment == null || (!segment.isLeft() && segment.read == segment.written && !segment.sealed)) {
                return false;
            }
            if (!segment.isLeft() && segment.read == segment.written) {
                end();
            } else {
                step(segment);
            }
        }
        return true;
    }

    private void step(Segment segment) {
        try {
            SavefileReader open = reader;
            if (open == null) {
                open = segment.sealed ? SavefileReader.open(segment.file) : SavefileReader.follow(segment.file);
                reader = open;
            }
            if (open.step(0) != Step.PACKET) {
                if (segment.isLeft()) {
                    end();
                } else {
                    damaged(segment, "it ends before its last packet");
                }
                return;
            }
        } catch (SavefileException e) {
            damaged(segment, String.valueOf(e.getMessage()));
            return;
        }
        int packet = segment.read++;
        if (segment.isLeft() && segment.progress.isDone(packet)) {
            segment.skipped++;
        } else {
            waiting = true;
        }
    }

    /** What is behind the damage is lost; how much that is nobody knows where an earlier capture wrote it. */
    private void damaged(Segment segment, String what) {
        if (!segment.isLeft()) {
            int lost = segment.written - segment.read;
            tally.lost(lost);
            returned += lost;
            notices.tell("spool: " + lost + " packets are lost: " + segment.file + ": " + what);
        } else {
            notices.tell(
                    "spool: of what an earlier capture left: " + what + " (what was not whole had not been handled)");
        }
        segment.sealed = true;
        end();
    }

    /** Reads no more of the first segment. */
    private void end() {
        publish();
        SavefileReader open = reader;
        reader = null;
        if (open != null) {
            open.close();
        }
        segments.readOut();
        if (resuming && !segments.hasLeft()) {
            resuming = false;
            notices.tell("spool: resumed " + resumed + " packets of an earlier capture"
                    + (maybeTwice == 0 ? "" : "; " + maybeTwice + " of them may have been handled before"));
        }
    }

    /** Puts the packet into the store; false if there is no room for it, or for its result. */
    private boolean place() {
        SavefileReader open = reader;
        Segment segment = segments.first();
        if (open == null || segment == null || (sequencer != null && !sequencer.hasRoom(sequence))) {
            return false;
        }
        int packet = segment.read - 1;
        long timestampNanos = open.timestampNanos();
        int slot = store.put(
                open.memory(),
                open.offset(),
                open.caplen(),
                Math.max(open.len(), open.caplen()),
                timestampNanos,
                sinceNanos(segment, packet, timestampNanos),
                sequence);
        if (slot == 0) {
            return false;
        }
        if (segment.isLeft() || segment.hasWeights) {
            open.options()
                    .number(OptionCode.EPB_DROPCOUNT)
                    .ifPresent(others -> store.weight(slot, Math.clamp(others + 1, 1, 1 << 16)));
        }
        int index = store.indexOf(slot);
        segmentOf[index] = segment;
        packetOf[index] = packet;
        InterfaceDescription described = open.packetInterface();
        store.from(slot, from(segment, open, described));
        chains.add(choice.lane(open.memory(), open.offset(), open.caplen(), described.linktype()), slot);
        sequence++;
        batched++;
        if (segment.isLeft()) {
            batchedLeft++;
            maybeTwice += segment.progress.mayHaveBeenHandled(packet) ? 1 : 0;
        }
        return true;
    }

    /** The number of the interface that the packet came by; what an earlier capture left brings its own. */
    @SuppressWarnings("ReferenceEquality") // two that are equal are looked up twice
    private int from(Segment segment, SavefileReader open, InterfaceDescription described) {
        if (described != known) {
            fromOfKnown = segment.isLeft() ? interfaces.number(described) : segment.interfaces.get(open.interfaceId());
            known = described;
        }
        return fromOfKnown;
    }

    /** The age of what an earlier capture left counts from its timestamp, that of a savefile's packets from now. */
    private long sinceNanos(Segment segment, int packet, long timestampNanos) {
        if (!live) {
            return System.nanoTime();
        }
        Ages ages = segment.ages;
        return ages == null ? timestampNanos + WallClock.offsetToNanoTime() : ages.sinceNanos(packet, timestampNanos);
    }

    /** Lets workers have what was read; before that it is written down that they may have it, if there is a journal. */
    private void publish() {
        Segment segment = segments.first();
        if (batched == 0 || segment == null) {
            return;
        }
        segment.progress.handedUpTo(waiting ? segment.read - 1 : segment.read);
        if (settings.journal()) {
            segments.storeProgress(segment);
        }
        tally.resumed(batchedLeft);
        tally.readBack(batched);
        out += batched;
        if (chains.publish() > 0) {
            crew.lanesAreWaiting();
        }
        resumed += batchedLeft;
        returned += batched - batchedLeft;
        batched = 0;
        batchedLeft = 0;
    }

    /** Takes note of packets that are done; whether there were any. */
    boolean collect() {
        boolean moved = false;
        for (int slot = store.takeBack(); slot != 0; slot = store.takeBack()) {
            moved = true;
            if (results == null) {
                done(slot);
            } else {
                results.await(slot, Slot.sequence(region.address(slot)));
            }
        }
        if (results != null) {
            moved |= results.pass(this::done);
        }
        if (moved && settings.journal()) {
            segments.storeProgress();
        }
        return moved;
    }

    private void done(int slot) {
        int index = store.indexOf(slot);
        segments.done(segmentOf[index], packetOf[index]);
        store.free(slot);
        out--;
    }

    /** Takes note of packets that were given up by {@link Segments#dropOldest}, or could not be written. */
    void gone(long packets) {
        returned += packets;
    }

    /** Lets go of the file that is being read. */
    void close() {
        SavefileReader open = reader;
        if (open != null) {
            open.close();
        }
    }
}
