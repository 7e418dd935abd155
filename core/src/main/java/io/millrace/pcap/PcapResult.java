package io.millrace.pcap;

/**
 * How a call that reads packets ended. How many packets it delivered is {@link Pcap#packets()}, and what C returned is
 * {@link Pcap#code()}; a failure is a {@link PcapException} instead.
 */
public enum PcapResult {
    /** {@code dispatch} and {@code next}: at least one packet was delivered. {@code loop}: all that were asked for. */
    PACKETS,

    /**
     * No packet was delivered: the timeout was over, none passed the filter, or there was none in non-blocking mode.
     */
    NONE,

    /**
     * The savefile has no more packets. {@code loop} returns it when the file ends before the count is reached,
     * {@code dispatch} and {@code next} when there was no packet left.
     */
    END_OF_FILE,

    /** {@link Pcap#breakLoop()} or {@link Pcap#close()} ended the call, after {@link Pcap#packets()} packets. */
    BROKEN
}
