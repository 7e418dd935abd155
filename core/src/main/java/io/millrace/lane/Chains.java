package io.millrace.lane;

import io.millrace.store.Region;
import io.millrace.store.Slot;

/**
 * The chains a capture thread builds while it takes a batch: for each lane it touched the packets for it, in order. Private
 * until {@link #publish}, which costs one compare-and-exchange a lane, however many packets there are.
 *
 * <p><b>Where the chains are kept.</b> In a table of the batch's lanes, open-addressed and no more than half full, small enough to stay
 * in the cache of the capture thread's core. Two words in each of all lanes would be simpler, and a miss for each packet where flows
 * are many.
 *
 * <p>Owned by one capture thread.
 */
public final class Chains {
    private static final int WORDS_PER_ENTRY = 4;
    /** The lane + 1, or 0 in an entry that is free. */
    private static final int LANE = 0;

    private static final int FIRST = 1;
    private static final int LAST = 2;

    private final Region region;
    private final Lanes lanes;
    private final RunQueue runQueue;
    private final int[] table;
    private final int mask;
    /** Where the entries begin that are in use, in the order in which their lanes were touched. */
    private final int[] touched;

    private final int[] runnable;
    private int touchedCount;

    @SuppressWarnings("UnusedVariable") // who keeps what he loaded has loaded it
    private int warmed;

    /** Makes chains for batches of at most {@code batch} packets. */
    public Chains(Region region, Lanes lanes, RunQueue runQueue, int batch) {
        this.region = region;
        this.lanes = lanes;
        this.runQueue = runQueue;
        int entries = Integer.highestOneBit(batch) << 2;
        table = new int[entries * WORDS_PER_ENTRY];
        mask = table.length - 1;
        touched = new int[batch];
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

    private void begin(int at, int lane, int packet) {
        table[at + LANE] = lane + 1;
        table[at + FIRST] = packet;
        table[at + LAST] = packet;
        touched[touchedCount++] = at;
    }

    /** Publishes every chain and enqueues the lanes that became runnable; returns how many did. */
    public int publish() {
        warm();
        int count = 0;
        for (int i = 0; i < touchedCount; i++) {
            int at = touched[i];
            int lane = table[at + LANE] - 1;
            if (lanes.publish(lane, table[at + FIRST])) {
                runnable[count++] = lane;
            }
            table[at + LANE] = 0;
        }
        touchedCount = 0;
        if (count > 0) {
            runQueue.offer(runnable, count);
        }
        return count;
    }

    /** Looks at all lanes first: the misses of loads overlap, and those of exchanges do not. */
    private void warm() {
        int sum = 0;
        for (int i = 0; i < touchedCount; i++) {
            sum += lanes.inbox(table[touched[i] + LANE] - 1);
        }
        warmed = sum;
    }
}
