package io.millrace.store;

import java.util.ArrayList;
import java.util.List;

/**
 * The stores of a capture, parts of one region: equal ones for the capture threads, and where there is a spool a smaller one
 * behind them, for what comes back from the disk. Immutable.
 */
public final class Stores {
    private final Region region;
    private final List<Store> stores = new ArrayList<>();
    private final Returns[] returns;
    private final int pagesPerStore;
    private final int captureStores;

    /**
     * Makes stores for capture threads only, that together have a bound.
     *
     * @param bytes the bound; each store gets its share in whole pages, and at least one page that holds a full snaplen
     * @param count how many stores
     */
    public Stores(long bytes, int count) {
        this(bytes, count, 0);
    }

    /**
     * Makes stores that together have a bound.
     *
     * @param bytes the bound, in whole pages
     * @param count how many stores of capture threads
     * @param spoolBytes how many of the bytes are for packets that come back from the spool; 0 if there is none
     */
    public Stores(long bytes, int count, long spoolBytes) {
        int spoolPages = Math.toIntExact(spoolBytes / Region.PAGE_BYTES);
        pagesPerStore = Math.toIntExact(((bytes / Region.PAGE_BYTES) - spoolPages) / count);
        int capturePages = pagesPerStore * count;
        region = new Region((long) (capturePages + spoolPages) * Region.PAGE_BYTES);
        captureStores = count;
        for (int i = 0; i < count; i++) {
            stores.add(new Store(region, i * pagesPerStore, pagesPerStore));
        }
        if (spoolPages > 0) {
            stores.add(new Store(region, capturePages, spoolPages));
        }
        returns = stores.stream().map(Store::returns).toArray(Returns[]::new);
    }

    /** How many bytes of a store a packet takes whose captured bytes are so many. */
    public static long slotBytes(int caplen) {
        int bytes = Slot.HEADER_BYTES + caplen;
        return bytes > SizeClasses.LARGEST
                ? Math.ceilDiv((long) bytes, Region.PAGE_BYTES) * Region.PAGE_BYTES
                : SizeClasses.bytesOf(SizeClasses.classOf(bytes));
    }

    public Region region() {
        return region;
    }

    /** The store of the capture thread of a number. */
    public Store store(int index) {
        return stores.get(index);
    }

    /** The store for what comes back from the spool, which there must be. */
    public Store ofSpool() {
        return stores.get(captureStores);
    }

    /** Whether a slot is of that store. For any thread. */
    public boolean isOfSpool(int slot) {
        return Region.pageOf(slot) >= pagesPerStore * captureStores;
    }

    /** Gives a packet's slot or slip back. For any thread. */
    public void giveBack(int packet) {
        int name = returnNameOf(packet);
        returnsOf(name).give(name);
    }

    /**
     * By what name a packet's slot or slip is given back: a slot by its own, a slip by that of {@linkplain Trays#returnName
     * one of its tray}.
     */
    int returnNameOf(int packet) {
        return Slot.isSlip(region.address(packet)) ? Trays.returnName(packet) : packet;
    }

    /** Where a name is given back. For any thread. */
    Returns returnsOf(int name) {
        return returns.length == 1
                ? returns[0]
                : returns[Math.min(Region.pageOf(name) / pagesPerStore, returns.length - 1)];
    }

    /** The bound in bytes. */
    public long limitBytes() {
        return stores.stream().mapToLong(Store::limitBytes).sum();
    }

    /** The sum of the stores' peaks: no less than the peak of the sum. */
    public long peakBytes() {
        return stores.stream().mapToLong(Store::peakBytes).sum();
    }
}
