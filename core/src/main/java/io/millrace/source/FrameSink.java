package io.millrace.source;

import io.millrace.ffi.Memory;
import io.millrace.protocol.Burst;
import io.millrace.savefile.InterfaceDescription;
import java.lang.foreign.MemorySegment;

/** Where a {@link Source} puts its borrowed frames, one call a frame or a burst, on the capture thread. */
@FunctionalInterface
public interface FrameSink {
    /**
     * Offers a frame. The bytes at {@code memory[offset, offset + caplen)} are borrowed: they die when this call
     * returns, unless the memory is what the sink's own lender gave ({@link Source#readInto}).
     *
     * @param memory native memory that holds the frame
     * @param offset where the frame begins in it, in bytes
     * @param caplen captured length in bytes
     * @param len length on the wire in bytes, at least {@code caplen}
     * @param timestampNanos nanoseconds since the epoch, from the kernel or the savefile
     * @return true if the frame was taken; false if it was refused because the capture is stopping. A refused frame and
     *     all behind it stay with the source, which counts them as unread.
     */
    boolean offer(MemorySegment memory, long offset, int caplen, int len, long timestampNanos);

    /**
     * Offers frames of a burst, from one up to another. Their bytes are borrowed, as in {@link #offer(MemorySegment, long,
     * int, int, long)}.
     *
     * @return how many were taken; those behind were refused
     */
    default int offer(Burst burst, int from, int to) {
        int index = from;
        while (index < to
                && offer(
                        Memory.ALL,
                        burst.address(index),
                        burst.caplen(index),
                        burst.len(index),
                        burst.timestampNanos(index))) {
            index++;
        }
        return index - from;
    }

    /** Says that frames have come after a time in which there were none, and are about to be offered. */
    default void announce() {
        // Who looks at bytes only has nothing to prepare.
    }

    /**
     * Says which interface the frames came by that are offered from now on; before the first such call it is the one that
     * {@link Source#description} tells. Called when it changes, not for each frame.
     */
    default void from(InterfaceDescription described) {
        // Who looks at bytes only need not know.
    }
}
