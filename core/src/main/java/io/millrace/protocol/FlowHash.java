package io.millrace.protocol;

import java.lang.foreign.MemorySegment;

/** The symmetric hash of a frame's flow, seeded so that nobody outside can aim flows at one lane. */
public final class FlowHash {
    /** Makes a hash with its own seed. Not for use by several threads at a time. */
    public FlowHash(long seed) {}

    /** Hashes the flow of a frame at {@code memory[offset, offset + caplen)}; never throws for any bytes. */
    public int hash(MemorySegment memory, long offset, int caplen, int linktype) {
        throw new UnsupportedOperationException();
    }
}
