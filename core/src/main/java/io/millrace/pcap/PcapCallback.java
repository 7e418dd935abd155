package io.millrace.pcap;

import java.lang.foreign.MemorySegment;

/** What {@link Pcap#dispatch}, {@link Pcap#loop} and {@link Pcap#next} call for a packet, on the thread that called them. */
@FunctionalInterface
public interface PcapCallback {
    /**
     * Receives a packet. The bytes at {@code memory[offset, offset + caplen)} are libpcap's: they die when this call
     * returns, and reading them later, or beyond {@code caplen}, is undefined as it is in C.
     *
     * <p>Whatever this method throws ends the call that delivered the packet, and is thrown by it.
     *
     * @param memory native memory that holds the packet
     * @param offset where the packet begins in it, in bytes
     * @param caplen captured length in bytes
     * @param len length on the wire in bytes
     * @param timestampNanos nanoseconds since the epoch, whatever the precision of the handle
     */
    void packet(MemorySegment memory, long offset, int caplen, int len, long timestampNanos);
}
