package io.millrace.afpacket;

import java.lang.foreign.MemorySegment;

/** Where a {@link PacketRing} puts its frames, one call a frame, on the ring's thread. */
@FunctionalInterface
public interface RingReader {
    /**
     * Reads a frame. The bytes at {@code memory[offset, offset + caplen)} are borrowed: they die when this call returns.
     *
     * @param memory the ring
     * @param offset where the frame begins in it, in bytes
     * @param caplen captured length in bytes
     * @param len length on the wire in bytes, with its VLAN tag
     * @param timestampNanos nanoseconds since the epoch, from the kernel
     * @return true if the frame was taken; false to leave it and all behind it in the ring
     */
    boolean read(MemorySegment memory, long offset, int caplen, int len, long timestampNanos);
}
