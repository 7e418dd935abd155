package io.millrace.pcap;

/** What {@link Pcap#dispatch}, {@link Pcap#loop} and {@link Pcap#next} call for a packet, on the thread that called them. */
@FunctionalInterface
public interface PcapCallback {
    /**
     * Receives a packet. It is lent: its bytes die when this call returns.
     *
     * <p>Whatever this method throws, an error included, ends the call that delivered the packet, and is thrown by it. The
     * handle can be used further. From here the handle may be broken, closed, asked and set, but not read: that is an
     * {@link IllegalStateException}.
     */
    void packet(PcapPacket packet);
}
