package io.millrace.pcap;

/**
 * What the platform counted since the handle was activated ({@code pcap_stats(3pcap)}), widened to 64 bits.
 *
 * @param received Linux: packets that passed the filter, those dropped and those not yet read included. BSD and macOS:
 *     packets before the filter.
 * @param dropped packets that found the buffer full: the reader was too slow, or the buffer too small
 * @param interfaceDropped packets lost by the device or its driver; {@link #ABSENT} where libpcap does not tell (on Linux it
 *     tells for a promiscuous handle of one device only)
 */
public record PcapStats(long received, long dropped, long interfaceDropped) {
    /** What the platform does not tell: never zero. */
    public static final long ABSENT = -1;
}
