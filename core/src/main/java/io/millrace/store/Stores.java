package io.millrace.store;

import java.util.ArrayList;
import java.util.List;

/** The stores of a capture, one for each capture thread, equal parts of one region. Immutable. */
public final class Stores {
    private final Region region;
    private final List<Store> stores = new ArrayList<>();
    private final Returns[] returns;
    private final int unitsPerStore;

    /**
     * Makes stores that together have a bound.
     *
     * @param bytes the bound; each store gets its share in whole pages, and at least one page that holds a full snaplen
     * @param count how many stores
     */
    public Stores(long bytes, int count) {
        long pages = bytes / Region.PAGE_BYTES / count;
        int pagesPerStore = Math.toIntExact(pages);
        region = new Region((long) pagesPerStore * count * Region.PAGE_BYTES);
        unitsPerStore = pagesPerStore * Region.UNITS_PER_PAGE;
        returns = new Returns[count];
        for (int i = 0; i < count; i++) {
            Store store = new Store(region, i * pagesPerStore, pagesPerStore);
            stores.add(store);
            returns[i] = store.returns();
        }
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

    /** Where a slot is given back. For any thread. */
    public Returns returnsOf(int slot) {
        return returns[(slot - Region.FIRST) / unitsPerStore];
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
