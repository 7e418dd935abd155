package io.millrace.store;

import io.millrace.protocol.Burst;
import java.lang.foreign.MemorySegment;

/**
 * Pages of a store that a file is read into, and that its packets stay in until they are handled, instead of being copied.
 *
 * <pre>
 *  0 the time by which slips tell theirs
 * 32 slips, one for each packet that stays, in the order in which they were read
 *    what was read of the file, to the end of the page
 * </pre>
 *
 * <p><b>How it works.</b> One tray at a time is being filled, the one that was {@linkplain #next lent last}. It is counted
 * how many of its slips are out, and not which: packets of a file are mostly handled soon after each other, and what would
 * be gained by using a part of a page again is not worth a bit for each. When all are back, and another tray is being
 * filled, its page is the store's again.
 *
 * <p>A slow flow keeps whole trays, although most of what is in them was handled. So only {@value #MOST} pages, and no more
 * than half of the store, can be trays; beyond that packets are copied into slots of their own size, as they are where the
 * slips are used up, or the bytes lie elsewhere. No more than {@value #MOST_SLIPS} packets have their names in a page, fewer
 * than with slots, so that {@link Returns} has room for all.
 *
 * <p>So that slips and bytes come to their end together, there are as many slips as packets as long as those of the tray
 * before need, and some more; and no more is read than there are slips for.
 *
 * <p>Owned by the capture thread.
 */
public final class Trays {
    /** The most trays: as much as a file is read ahead. */
    public static final int MOST = 128;

    private static final int NONE = -1;
    private static final int MOST_SLIPS = 511;

    /** What a packet takes of a file, until it is known: a header of 16 bytes, and the shortest frame. */
    private static final int USUAL_BYTES = 80;

    private final Region region;
    private final int firstPage;
    private final Pages pages;
    private final int most;

    /** Of each page in turn that is a tray: how many slips are out or can still be given, and one for being filled. */
    private final int[] held;

    private int count;

    /** How many slips of all trays but the one that is being filled are out. */
    private long slipsOut;

    // Of the tray that is being filled: its page, and its first byte's address, 0 if there is no tray.
    private int page = NONE;
    private long start;
    // Where the file's bytes begin in it, how many can be read, and where the last packet that stays ends.
    private int bytesAt;
    private int bytes;
    private long end;
    // How many slips it has, its next one and the one behind the last, and the time that stands in it.
    private int slips;
    private int nextSlip;
    private int endSlip;
    private long timeNanos;

    /** How many bytes of the file there are to a packet. */
    private int bytesPerPacket = USUAL_BYTES;

    Trays(Region region, int firstPage, int pageCount, Pages pages) {
        this.region = region;
        this.firstPage = firstPage;
        this.pages = pages;
        most = Math.min(MOST, pageCount / 2);
        held = new int[Math.min(pageCount, Pages.IN_TURN)];
    }

    /**
     * Takes a page to be filled, and ends the filling of the one before.
     *
     * @param wanted how many bytes the next packet of the file needs; there is room for them if a tray can have so much
     * @return its number in the store, less than {@link #pages}; or -1 if there can be no more trays now
     */
    public int next(long wanted) {
        endFilling();
        int taken = count < most ? pages.takeInTurn() : NONE;
        if (taken != NONE) {
            begin(taken, wanted);
        }
        return taken;
    }

    private void begin(int taken, long wanted) {
        count++;
        slips = Math.min(MOST_SLIPS, Region.PAGE_BYTES / (bytesPerPacket + Slot.SLIP_BYTES) * 5 / 4 + 1);
        held[taken] = slips + 1;
        page = taken;
        nextSlip = Region.slotOf(firstPage + taken) + 1; // the first is the time's place
        endSlip = nextSlip + slips;
        bytesAt = (slips + 1) * Slot.SLIP_BYTES;
        bytes = (int) Math.min(Region.PAGE_BYTES - bytesAt, Math.max(wanted, (long) slips * bytesPerPacket));
        start = region.address(nextSlip) - Slot.SLIP_BYTES;
        end = start + bytesAt;
        timeNanos = System.nanoTime();
        Slot.writePageTime(start, timeNanos);
    }

    private void endFilling() {
        if (page == NONE) {
            return;
        }
        int unused = endSlip - nextSlip;
        if (unused < slips) {
            bytesPerPacket = (int) (end - start - bytesAt) / (slips - unused);
        }
        slipsOut += slips - unused;
        int ended = page;
        page = NONE;
        start = 0;
        nextSlip = endSlip;
        release(ended, unused + 1);
    }

    /** The name by which one slip of a tray is given back; each that is added to it is one slip more of the same tray. */
    static int returnName(int slip) {
        return Region.slotOf(Region.pageOf(slip)) + 1;
    }

    /** Takes slips back, if the page is a tray. */
    boolean free(int ofPage, int some) {
        if (ofPage >= held.length || held[ofPage] == 0) {
            return false;
        }
        slipsOut -= some; // below 0 by those of the tray that is being filled, at the most
        release(ofPage, some);
        return true;
    }

    private void release(int ofPage, int some) {
        int left = held[ofPage] - some;
        held[ofPage] = left;
        if (left == 0) {
            count--;
            pages.give(ofPage, 1);
        }
    }

    /** How many pages there are that can be trays. */
    public int pages() {
        return held.length;
    }

    /** The memory of a page. */
    public MemorySegment memory(int ofPage) {
        return region.page(firstPage + ofPage);
    }

    /** Where the file's bytes begin in the tray that was lent last. */
    public int bytesAt() {
        return bytesAt;
    }

    /** How many of them are to be read at the most. */
    public int bytes() {
        return bytes;
    }

    /** The bytes of all trays. */
    long usedBytes() {
        return (long) count * Region.PAGE_BYTES;
    }

    /** About the bytes that would be used if packets that stayed had memory of their own size, as others have. */
    long packetBytes() {
        return slipsOut * (bytesPerPacket + Slot.SLIP_BYTES);
    }

    /** The slip that is given next. */
    public int nextSlip() {
        return nextSlip;
    }

    /**
     * Lets packets stay where they are, as far as they are in the tray that is being filled. Their slips are from {@link
     * #nextSlip} on.
     *
     * @return how many stay
     */
    public int keep(Burst burst, int from, int to, long sinceNanos) {
        long laterNanos = sinceNanos - timeNanos;
        int last = laterNanos == (int) laterNanos ? Math.min(to, from + (endSlip - nextSlip)) : from;
        long slip = region.address(nextSlip);
        int index = from;
        while (index < last) {
            long at = burst.address(index) - start;
            int caplen = burst.caplen(index);
            if (at < bytesAt || at > Region.PAGE_BYTES - caplen) {
                break;
            }
            Slot.writeSlip(slip, (int) at, caplen, burst.len(index), burst.timestampNanos(index), (int) laterNanos);
            slip += Slot.SLIP_BYTES;
            index++;
        }
        int kept = index - from;
        if (kept > 0) {
            end = burst.address(index - 1) + burst.caplen(index - 1);
            nextSlip += kept;
        }
        return kept;
    }
}
