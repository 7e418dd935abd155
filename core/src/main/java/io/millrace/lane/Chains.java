package io.millrace.lane;

import io.millrace.store.Region;
import io.millrace.store.Slot;

/**
 * The chains a capture thread builds while it takes a batch: for each lane it touched the packets for it, in order. Private
 * until {@link #publish}, which costs one compare-and-exchange a lane, however many packets there are.
 *
 * <p><b>Where the chains are kept.</b> In a table of the batch's lanes, open-addressed and no more than half full, small
 * enough to stay in the cache of the capture thread's core. Two words for each of all lanes would be simpler, and a miss for
 * each packet where flows are many.
 *
 * <p>Owned by one capture thread.
 */
public final class Chains {
    private static final int WORDS_PER_ENTRY = 2;
    /** The lane + 1, or 0 in an entry that is free. */
    private static final int LANE = 0;
    /** The last packet of its chain. */
    private static final int LAST = 1;

    private final Region region;
    private final Lanes lanes;
    private final RunQueue runQueue;
    private final int[] table;
    private final int mask;

    // Of each chain, in the order in which they were begun: its lane, its first packet, and where its entry is.
    private final int[] touched;
    private final int[] first;
    private final int[] entry;
    private int touchedCount;

    private final int[] runnable;

    @SuppressWarnings("UnusedVariable") // who keeps what he loaded has loaded it
    private int warmed;

    /** Makes chains for batches of at most {@code batch} packets. */
    public Chains(Region region, Lanes lanes, RunQueue runQueue, int batch) {
        this.region = region;
        this.lanes = lanes;
        this.runQueue = runQueue;
        int entries = Integer.highestOneBit(2 * batch - 1) << 1; // the power of two from twice the batch on
        table = new int[entries * WORDS_PER_ENTRY];
        mask = table.length - 1;
        touched = new int[batch];
        first = new int[batch];
        entry = new int[batch];
        runnable = new int[batch];
    }

    /** Puts a packet at the end of its lane's chain. */
    public void add(int lane, int packet) {
        int at = (lane * WORDS_PER_ENTRY) & mask;
        while (table[at + LANE] != lane + 1) {
            if (table[at + LANE] == 0) {
                begin(at, lane, packet);
                return;
            }
            at = (at + WORDS_PER_ENTRY) & mask;
        }
        Slot.next(region.address(table[at + LAST]), packet);
        table[at + LAST] = packet;
    }

    /** Puts packets at the ends of their lanes' chains; their names follow each other. */
    public void add(int[] packetLanes, int count, int firstPacket) {
        for (int i = 0; i < count; i++) {
            add(packetLanes[i], firstPacket + i);
        }
    }

    private void begin(int at, int lane, int packet) {
        table[at + LANE] = lane + 1;
        table[at + LAST] = packet;
        touched[touchedCount] = lane;
        first[touchedCount] = packet;
        entry[touchedCount++] = at;
    }

    /** Publishes every chain and enqueues the lanes that became runnable; returns how many did. */
    public int publish() {
        warmed = lanes.warm(touched, touchedCount);
        int count = 0;
        for (int i = 0; i < touchedCount; i++) {
            int lane = touched[i];
            if (lanes.publish(lane, first[i])) {
                runnable[count++] = lane;
            }
            table[entry[i] + LANE] = 0;
        }
        touchedCount = 0;
        if (count > 0) {
            runQueue.offer(runnable, count);
        }
        return count;
    }
}
