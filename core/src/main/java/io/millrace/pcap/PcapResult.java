package io.millrace.pcap;

/**
 * How a call that reads packets ended. How many packets it delivered is {@link Pcap#packets()}, and what C returned is
 * {@link Pcap#code()}; a failure is a {@link PcapException} instead.
 */
public enum PcapResult {
    /** {@code dispatch} and {@code next}: at least one packet was delivered. {@code loop}: all that were asked for. */
    PACKETS,

    /**
     * Of {@code dispatch} and {@code next} on a device: no packet was delivered. The timeout was over, or none passed the
     * filter, or there was none in non-blocking mode.
     */
    NONE,

    /**
     * The savefile has no more packets. Of {@code dispatch} and {@code next}: none was delivered, and there never will be
     * one. Of {@code loop}: the file ended after {@link Pcap#packets()}, before the count was reached.
     */
    END_OF_FILE,

    /** {@link Pcap#breakLoop()} or {@link Pcap#close()} ended the call, after {@link Pcap#packets()} packets. */
    BROKEN
}
