package io.millrace.store;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * The bounded memory in which the packets of one capture thread, or of the spool, wait: a part of a {@link Region}, allotted
 * in slots.
 *
 * <p><b>How it works.</b> A page is cut into slots of one {@linkplain SizeClasses size class}; a bitmap beside it, on the
 * heap, says which are free. Each class has one page open. Its bitmap is gone through once, a word at a time; what comes
 * back meanwhile is left for later, for it is in another core's cache. Then the page is closed, and an unused one of those
 * in turn is opened; if there is none, a closed one that has free slots; if there is none, one more. A closed page whose
 * last slot came back can serve any class, so the memory follows the traffic. A frame too large to share a page takes a run
 * of them. Nothing about a free slot is kept in the slot itself: to take one and to give one back touches a few words that
 * stay in the capture thread's cache, never the packet's lines, which another core owns.
 *
 * <p>Every field is owned by the capture thread, or by the spool's if it is the spool's store; only {@link #returns()} and
 * {@link #peakBytes()} are for others.
 */
public final class Store {
    private static final int NONE = -1;
    private static final int UNITS_PER_SMALLEST = SizeClasses.SMALLEST >> Region.UNIT_SHIFT;
    private static final int WORDS_PER_PAGE = Region.PAGE_BYTES / SizeClasses.SMALLEST / 64;

    private final Region region;
    private final int firstPage;
    private final Pages pages;
    private final Trays trays;
    private final Returns returns;
    private final long limitBytes;

    // Of each page: its class (or the negative length of the run it begins), how many slots are free in its bitmap, and
    // its neighbours
    // in the list of the closed pages of its class that have some.
    private final int[] pageClass;
    private final int[] freeSlots;
    private final long[] bitmap;
    private final int[] previousPage;
    private final int[] nextPage;
    private final int[] firstOfClass = new int[SizeClasses.COUNT];

    // Of each class: its open page, the next word of it to be claimed, the free slots of the word claimed last, and the
    // first slot
    // of that word.
    private final int[] openPage = new int[SizeClasses.COUNT];
    private final int[] openWord = new int[SizeClasses.COUNT];
    private final long[] claimed = new long[SizeClasses.COUNT];
    private final int[] claimedFrom = new int[SizeClasses.COUNT];

    private long usedBytes;
    /** Read by others. */
    private volatile long peakBytes;

    /** Makes a store of the pages {@code firstPage} to {@code firstPage + pageCount} of a region. */
    public Store(Region region, int firstPage, int pageCount) {
        this.region = region;
        this.firstPage = firstPage;
        limitBytes = (long) pageCount * Region.PAGE_BYTES;
        pages = new Pages(pageCount);
        trays = new Trays(region, firstPage, pageCount, pages);
        returns = new Returns(Math.toIntExact(limitBytes / SizeClasses.SMALLEST));
        pageClass = new int[pageCount];
        freeSlots = new int[pageCount];
        bitmap = new long[pageCount * WORDS_PER_PAGE];
        previousPage = new int[pageCount];
        nextPage = new int[pageCount];
        Arrays.fill(firstOfClass, NONE);
        Arrays.fill(openPage, NONE);
    }

    /** The pages that files are read into. */
    public Trays trays() {
        return trays;
    }

    /** Where handled packets' slots are given back. */
    public Returns returns() {
        return returns;
    }

    /** The bound in bytes. */
    public long limitBytes() {
        return limitBytes;
    }

    /** How many numbers {@link #indexOf} has. */
    public int indices() {
        return Math.toIntExact(limitBytes / SizeClasses.SMALLEST);
    }

    /** A number for a slot of this store, from 0 on, that no other has at the time. */
    public int indexOf(int slot) {
        return (slot - slotOf(0)) / UNITS_PER_SMALLEST;
    }

    /** The bytes of all slots that are out, and of trays. */
    public long usedBytes() {
        return usedBytes + trays.usedBytes();
    }

    /**
     * About the bytes of the packets that are out. Less than {@link #usedBytes()} where few packets keep many trays, and so the
     * measure of how much there is to do.
     */
    public long packetBytes() {
        return usedBytes + trays.packetBytes();
    }

    /** The most bytes that were out at a time. For any thread. */
    public long peakBytes() {
        return peakBytes;
    }

    /** Copies a frame into a slot of its own; returns the slot, or 0 if there is no room. */
    public int put(
            MemorySegment frame,
            long offset,
            int caplen,
            int len,
            long timestampNanos,
            long sinceNanos,
            long sequence) {
        int slot = allot(Slot.HEADER_BYTES + caplen);
        if (slot != 0) {
            Slot.write(region.address(slot), frame, offset, caplen, len, timestampNanos, sinceNanos, sequence);
        }
        return slot;
    }

    /** Notes how many packets one stands for. */
    public void weight(int slot, int packets) {
        Slot.weight(region.address(slot), packets);
    }

    /** Notes the number of the interface that a packet came by, where it is not 0. */
    public void from(int slot, int number) {
        Slot.from(region.address(slot), number);
    }

    /** Puts a packet behind another one in its chain. */
    public void link(int slot, int next) {
        Slot.next(region.address(slot), next);
    }

    /** Takes in all slots that came back. */
    public void collect() {
        notePeak();
        for (int slot = returns.take(); slot != 0; slot = returns.take()) {
            free(slot);
        }
    }

    /**
     * Takes a slot that came back, which is still written as it was and has to be {@linkplain #free freed}; 0 if there is
     * none.
     */
    public int takeBack() {
        notePeak();
        return returns.take();
    }

    private void notePeak() {
        if (usedBytes() > peakBytes) {
            peakBytes = usedBytes();
        }
    }

    private int allot(int bytes) {
        if (bytes > SizeClasses.LARGEST) {
            return allotRun(bytes);
        }
        int sizeClass = SizeClasses.classOf(bytes);
        long free = claimed[sizeClass];
        if (free == 0) {
            free = claim(sizeClass);
            if (free == 0) {
                return 0;
            }
        }
        claimed[sizeClass] = free & (free - 1);
        int slotBytes = SizeClasses.bytesOf(sizeClass);
        usedBytes += slotBytes;
        return claimedFrom[sizeClass] + ((Long.numberOfTrailingZeros(free) * slotBytes) >> Region.UNIT_SHIFT);
    }

    /** Claims the next free slots of a class, those of one word; 0 if there is no room. */
    private long claim(int sizeClass) {
        long free = claimFromOpenPage(sizeClass);
        while (free == 0 && open(sizeClass)) {
            free = claimFromOpenPage(sizeClass);
        }
        return free;
    }

    private long claimFromOpenPage(int sizeClass) {
        int page = openPage[sizeClass];
        while (page != NONE && openWord[sizeClass] < WORDS_PER_PAGE) {
            int word = openWord[sizeClass]++;
            int at = (page * WORDS_PER_PAGE) + word;
            long free = bitmap[at];
            if (free != 0) {
                bitmap[at] = 0;
                freeSlots[page] -= Long.bitCount(free);
                int bytesBefore = (word << 6) * SizeClasses.bytesOf(sizeClass);
                claimedFrom[sizeClass] = slotOf(page) + (bytesBefore >> Region.UNIT_SHIFT);
                return free;
            }
        }
        return 0;
    }

    /** Closes the open page of a class, if there is one, and opens another; false if there is no room. */
    private boolean open(int sizeClass) {
        close(sizeClass);
        int page = pages.takeInTurn();
        int closed = firstOfClass[sizeClass];
        if (page == NONE && closed != NONE) {
            delist(closed, sizeClass);
            openPage[sizeClass] = closed;
            return true;
        }
        if (page == NONE) {
            page = takePage();
        }
        if (page != NONE) {
            cut(page, sizeClass);
        }
        openPage[sizeClass] = page;
        return page != NONE;
    }

    /** Closes the open page of a class, if there is one: what is free of it waits in the list. */
    private void close(int sizeClass) {
        int page = openPage[sizeClass];
        openPage[sizeClass] = NONE;
        openWord[sizeClass] = 0;
        if (page == NONE || freeSlots[page] == 0) {
            return;
        }
        if (freeSlots[page] == slotsPerPage(sizeClass)) {
            pages.give(page, 1);
        } else {
            enlist(page, sizeClass);
        }
    }

    private int allotRun(int bytes) {
        int run = (bytes + Region.PAGE_BYTES - 1) / Region.PAGE_BYTES;
        closeUnused(); // a page here and there would leave room for fewer runs
        int page = pages.take(run);
        if (page == NONE) {
            return 0;
        }
        pageClass[page] = -run;
        usedBytes += (long) run * Region.PAGE_BYTES;
        return slotOf(page);
    }

    /** Takes a page, if need be one that is open for another class and has nothing in it. */
    private int takePage() {
        int page = pages.take(1);
        return page == NONE && closeUnused() ? pages.take(1) : page;
    }

    private boolean closeUnused() {
        boolean any = false;
        for (int sizeClass = 0; sizeClass < SizeClasses.COUNT; sizeClass++) {
            int page = openPage[sizeClass];
            if (page != NONE && freeSlots[page] + Long.bitCount(claimed[sizeClass]) == slotsPerPage(sizeClass)) {
                claimed[sizeClass] = 0;
                freeSlots[page] = slotsPerPage(sizeClass);
                close(sizeClass);
                any = true;
            }
        }
        return any;
    }

    private static int slotsPerPage(int sizeClass) {
        return Region.PAGE_BYTES / SizeClasses.bytesOf(sizeClass);
    }

    /** Frees a slot, or slips by the name by which they were given back: nobody reads them any more. */
    public void free(int name) {
        int unit = name - slotOf(0);
        int page = unit / Region.UNITS_PER_PAGE;
        if (trays.free(page, unit % Region.UNITS_PER_PAGE)) {
            return;
        }
        int sizeClass = pageClass[page];
        if (sizeClass < 0) {
            usedBytes += (long) sizeClass * Region.PAGE_BYTES;
            pages.give(page, -sizeClass);
            return;
        }
        int slotBytes = SizeClasses.bytesOf(sizeClass);
        usedBytes -= slotBytes;
        giveBit(page, ((unit % Region.UNITS_PER_PAGE) << Region.UNIT_SHIFT) / slotBytes);
        int nowFree = ++freeSlots[page];
        if (page == openPage[sizeClass]) {
            return; // found when it is closed
        }
        if (nowFree == 1) {
            enlist(page, sizeClass);
        } else if (nowFree == slotsPerPage(sizeClass)) {
            delist(page, sizeClass);
            pages.give(page, 1);
        }
    }

    private int slotOf(int page) {
        return Region.slotOf(firstPage + page);
    }

    private void cut(int page, int sizeClass) {
        int slots = Region.PAGE_BYTES / SizeClasses.bytesOf(sizeClass);
        pageClass[page] = sizeClass;
        freeSlots[page] = slots;
        for (int word = 0; word < WORDS_PER_PAGE; word++) {
            int left = slots - (word << 6);
            bitmap[(page * WORDS_PER_PAGE) + word] = left >= 64 ? -1L : left <= 0 ? 0L : (1L << left) - 1;
        }
    }

    private void giveBit(int page, int index) {
        int word = (page * WORDS_PER_PAGE) + (index >> 6);
        if ((bitmap[word] & (1L << index)) != 0) {
            throw new AssertionError("slot " + index + " of page " + page + " came back twice");
        }
        bitmap[word] |= 1L << index;
    }

    private void enlist(int page, int sizeClass) {
        int first = firstOfClass[sizeClass];
        previousPage[page] = NONE;
        nextPage[page] = first;
        if (first != NONE) {
            previousPage[first] = page;
        }
        firstOfClass[sizeClass] = page;
    }

    private void delist(int page, int sizeClass) {
        int before = previousPage[page];
        int behind = nextPage[page];
        if (before == NONE) {
            firstOfClass[sizeClass] = behind;
        } else {
            nextPage[before] = behind;
        }
        if (behind != NONE) {
            previousPage[behind] = before;
        }
    }
}
