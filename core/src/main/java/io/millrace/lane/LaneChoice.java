package io.millrace.lane;

import java.lang.foreign.MemorySegment;

/** Which lane a packet goes to. */
@FunctionalInterface
public interface LaneChoice {
    /** The lane for a frame of a link type at {@code memory[offset, offset + caplen)}. */
    int lane(MemorySegment memory, long offset, int caplen, int linktype);
}
