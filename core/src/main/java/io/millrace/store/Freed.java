package io.millrace.store;

/**
 * Slots and slips that a worker is done with, on their way back in batches. Slips of one tray that come one after the other
 * go back as one name. Owned by one worker.
 */
public final class Freed {
    private static final int BATCH = 64;

    private final Stores stores;
    private final Region region;
    private final int[] names = new int[BATCH];
    private int count;
    private int packets;

    /** On their way back to the stores that they are of. */
    public Freed(Stores stores) {
        this.stores = stores;
        region = stores.region();
    }

    /** Takes over a packet's slot or slip; gives all back if the batch is full. */
    public void add(int packet) {
        boolean isSlip = Slot.isSlip(region.address(packet));
        if (isSlip && count > 0 && Region.pageOf(names[count - 1]) == Region.pageOf(packet)) {
            names[count - 1]++;
        } else {
            names[count++] = stores.returnNameOf(packet);
        }
        if (++packets == BATCH) {
            flush();
        }
    }

    /** Gives all back if there are so many. */
    public void flushFrom(int least) {
        if (packets >= least) {
            flush();
        }
    }

    /** Gives all back: before the worker sleeps or waits. */
    public void flush() {
        int from = 0;
        while (from < count) {
            Returns returns = stores.returnsOf(names[from]);
            int end = from + 1;
            while (end < count && stores.returnsOf(names[end]) == returns) {
                end++;
            }
            returns.give(names, from, end - from);
            from = end;
        }
        count = 0;
        packets = 0;
    }
}
