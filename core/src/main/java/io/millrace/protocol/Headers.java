package io.millrace.protocol;

import java.lang.foreign.MemorySegment;

/** The headers of one frame, found by walking its bytes once. Reusable; not for use by several threads at a time. */
public final class Headers {
    /** Makes a view of no frame yet. */
    public Headers() {}

    /** Walks the headers of a frame at {@code memory[offset, offset + caplen)}. */
    public Headers wrap(MemorySegment memory, long offset, int caplen, int linktype) {
        throw new UnsupportedOperationException();
    }
}
