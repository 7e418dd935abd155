package io.millrace.ffi;

import java.lang.foreign.MemorySegment;

/**
 * Packets where libpcap has them, unchecked. A callback of a libpcap handle that is also one of these is called by this method
 * instead: the engine's way, which copies the bytes at once. Nobody outside this module can name it.
 */
public interface RawPackets {
    /**
     * Receives a packet. The bytes at {@code memory[offset, offset + caplen)} die when this call returns, and to read others is
     * undefined.
     *
     * @param memory native memory that holds the packet
     * @param offset where the packet begins in it, in bytes
     * @param caplen captured length in bytes
     * @param len length on the wire in bytes
     * @param timestampNanos nanoseconds since the epoch, whatever the precision of the handle
     */
    void packet(MemorySegment memory, long offset, int caplen, int len, long timestampNanos);
}
