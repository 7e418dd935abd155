package io.millrace.ffi;

import java.lang.foreign.MemorySegment;

/** Native memory by its addresses: for where there is no time, or no room, for a segment of each piece. */
public final class Memory {
    /** All of it: an offset is an address. What is there, and for how long, has to be known by whoever uses it. */
    @SuppressWarnings("restricted") // for addresses that C gives, and inside what was allocated here
    public static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    private Memory() {}
}
