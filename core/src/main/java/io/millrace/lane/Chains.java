package io.millrace.lane;

import io.millrace.store.Region;
import io.millrace.store.Slot;

/**
 * The chains a capture thread builds while it takes a batch: for each lane it touched the packets for it, in order. Private
 * until {@link #publish}, which costs one compare-and-exchange a lane, however many packets there are.
 *
 * <p>Owned by one capture thread.
 */
public final class Chains {
    private final Region region;
    private final Lanes lanes;
    private final RunQueue runQueue;
    private final int[] first;
    private final int[] last;
    private final int[] touched;
    private final int[] runnable;
    private int touchedCount;

    /** Makes chains for batches of at most {@code batch} packets. */
    public Chains(Region region, Lanes lanes, RunQueue runQueue, int batch) {
        this.region = region;
        this.lanes = lanes;
        this.runQueue = runQueue;
        first = new int[lanes.count()];
        last = new int[lanes.count()];
        touched = new int[batch];
        runnable = new int[batch];
    }

    /** Puts a packet at the end of its lane's chain. */
    public void add(int lane, int packet) {
        if (first[lane] == 0) {
            first[lane] = packet;
            touched[touchedCount++] = lane;
        } else {
            Slot.next(region.address(last[lane]), packet);
        }
        last[lane] = packet;
    }

    /** Publishes every chain and enqueues the lanes that became runnable; returns how many did. */
    public int publish() {
        int count = 0;
        for (int i = 0; i < touchedCount; i++) {
            int lane = touched[i];
            if (lanes.publish(lane, first[lane])) {
                runnable[count++] = lane;
            }
            first[lane] = 0;
        }
        touchedCount = 0;
        if (count > 0) {
            runQueue.offer(runnable, count);
        }
        return count;
    }
}
