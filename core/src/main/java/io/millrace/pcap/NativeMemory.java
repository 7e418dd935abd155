package io.millrace.pcap;

import java.lang.foreign.MemorySegment;

/** Memory that C owns, read by address. */
final class NativeMemory {
    /** All of it: an offset in this segment is an address. */
    @SuppressWarnings("restricted") // C gives addresses; no smaller segment can be had without allocating per packet
    static final MemorySegment EVERYTHING = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    private NativeMemory() {}

    /** The C string at an address; empty for a null pointer. */
    static String string(long address) {
        return address == 0 ? "" : EVERYTHING.getString(address);
    }
}
