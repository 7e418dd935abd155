package io.millrace.store;

import io.millrace.ffi.Memory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The memory of one packet: a header of 48 bytes, then the captured bytes.
 *
 * <pre>
 *  0 next        int   the packet behind this one in its chain, 0 at the end
 *  4 older       int   in the first packet of a chain: the chain published before it (see {@code Lanes})
 *  8 caplen      int   captured length in bytes
 * 12 len         int   length on the wire in bytes
 * 16 timestamp   long  nanoseconds since the epoch
 * 24 since       long  when its age began, by System.nanoTime
 * 32 sequence    long  the packet's place in capture order
 * 40 weight      int   how many packets it stands for, itself included
 * 44 from        int   the number of the interface that it came by
 * 48 the captured bytes
 * </pre>
 *
 * <p>A packet of a file that stays where it was read (see {@link Trays}) has a <em>slip</em> instead, of 32 bytes, half a
 * cache line. It stands for itself only, came by the interface of number 0, and has no place in capture order; where these
 * matter packets have slots. The methods here are for either, if they do not say otherwise.
 *
 * <pre>
 *  0 next, older, as above
 *  8 caplen      int   with its sign bit set, which makes it a slip
 * 12 len         int   as above
 * 16 timestamp   long  as above
 * 24 at          int   where the bytes are, from the beginning of the page on that it lies in
 * 28 later       int   when its age began, in nanoseconds after the time that stands at the beginning of that page
 * </pre>
 *
 * <p>A slot has one owner at a time: the capture thread until it is published, the worker in its lane until it is
 * handled, the store again when it came back. Ownership passes with the release and acquire of the lane's inbox and of
 * {@link Returns}; the accesses here are therefore plain.
 */
public final class Slot {
    /** The bytes of a slip. */
    static final int SLIP_BYTES = 32;

    /** The bytes of a slot before the captured bytes. */
    public static final int HEADER_BYTES = 48;

    /** All native memory; an index is an address. The store hands out those inside its own mapping only. */
    public static final MemorySegment MEMORY = Memory.ALL;

    // Slots are aligned; that this is so need not be asked with each access.
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

    private static final int OLDER = 4;
    private static final int CAPLEN = 8;
    private static final int LEN = 12;
    private static final int TIMESTAMP = 16;
    private static final int SINCE = 24;
    private static final int SEQUENCE = 32;
    private static final int WEIGHT = 40;
    private static final int FROM = 44;

    private static final int SLIP = Integer.MIN_VALUE;
    private static final int AT = 24;
    private static final int LATER = 28;

    private Slot() {}

    /** Copies a frame into the slot at an address and writes its header. */
    static void write(
            long address,
            MemorySegment frame,
            long offset,
            int caplen,
            int len,
            long timestampNanos,
            long sinceNanos,
            long sequence) {
        MEMORY.set(LONG, address, 0L); // next and older
        MEMORY.set(INT, address + CAPLEN, caplen);
        MEMORY.set(INT, address + LEN, len);
        MEMORY.set(LONG, address + TIMESTAMP, timestampNanos);
        MEMORY.set(LONG, address + SINCE, sinceNanos);
        MEMORY.set(LONG, address + SEQUENCE, sequence);
        MEMORY.set(INT, address + WEIGHT, 1);
        MEMORY.set(INT, address + FROM, 0);
        MemorySegment.copy(frame, offset, MEMORY, address + HEADER_BYTES, caplen);
    }

    /** Writes the slip at an address. */
    static void writeSlip(long address, int at, int caplen, int len, long timestampNanos, int laterNanos) {
        MEMORY.set(LONG, address, 0L); // next and older
        MEMORY.set(INT, address + CAPLEN, caplen | SLIP);
        MEMORY.set(INT, address + LEN, len);
        MEMORY.set(LONG, address + TIMESTAMP, timestampNanos);
        MEMORY.set(INT, address + AT, at);
        MEMORY.set(INT, address + LATER, laterNanos);
    }

    /** Writes the time by which the slips of a page tell theirs at the page's beginning. */
    static void writePageTime(long pageAddress, long nanos) {
        MEMORY.set(LONG, pageAddress, nanos);
    }

    static boolean isSlip(long address) {
        return MEMORY.get(INT, address + CAPLEN) < 0;
    }

    private static long page(long address) {
        return address & -Region.PAGE_BYTES;
    }

    public static int next(long address) {
        return MEMORY.get(INT, address);
    }

    public static void next(long address, int slot) {
        MEMORY.set(INT, address, slot);
    }

    public static int older(long address) {
        return MEMORY.get(INT, address + OLDER);
    }

    public static void older(long address, int slot) {
        MEMORY.set(INT, address + OLDER, slot);
    }

    public static int caplen(long address) {
        return MEMORY.get(INT, address + CAPLEN) & ~SLIP;
    }

    /** The address of the captured bytes. */
    public static long bytes(long address) {
        return isSlip(address) ? page(address) + MEMORY.get(INT, address + AT) : address + HEADER_BYTES;
    }

    public static int len(long address) {
        return MEMORY.get(INT, address + LEN);
    }

    public static long timestampNanos(long address) {
        return MEMORY.get(LONG, address + TIMESTAMP);
    }

    /** When the packet's age began, by {@link System#nanoTime}: at its timestamp, or when it was taken out of a savefile. */
    public static long sinceNanos(long address) {
        return isSlip(address)
                ? MEMORY.get(LONG, page(address)) + MEMORY.get(INT, address + LATER)
                : MEMORY.get(LONG, address + SINCE);
    }

    /** The packet's place in capture order; 0 of a slip, which has none. */
    public static long sequence(long address) {
        return isSlip(address) ? 0 : MEMORY.get(LONG, address + SEQUENCE);
    }

    /** How many packets this one stands for: more than itself where others were shed for it. */
    public static int weight(long address) {
        return isSlip(address) ? 1 : MEMORY.get(INT, address + WEIGHT);
    }

    /** Of a slot, no slip. */
    public static void weight(long address, int packets) {
        MEMORY.set(INT, address + WEIGHT, packets);
    }

    /** The number of the interface that the packet came by; 0 is the first, or the only one. */
    public static int from(long address) {
        return isSlip(address) ? 0 : MEMORY.get(INT, address + FROM);
    }

    /** Of a slot, no slip. */
    public static void from(long address, int number) {
        MEMORY.set(INT, address + FROM, number);
    }
}
