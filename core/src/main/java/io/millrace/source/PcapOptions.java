package io.millrace.source;

import io.millrace.pcap.DataLink;
import io.millrace.pcap.PcapDirection;
import io.millrace.pcap.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * How a device is captured on through libpcap.
 *
 * @param snaplen bytes kept of a packet; 0 for whole packets
 * @param bufferBytes the kernel's buffer; 0 leaves it to libpcap; below 2 GiB, where a C int ends
 * @param promiscuous whether packets for other hosts are captured too
 * @param immediate whether every packet is delivered at once, for a wake-up a packet
 * @param direction seen from this host
 * @param filter what {@code pcap-filter(7)} describes; null for everything
 * @param datalink the link type; null leaves it to the device
 * @param timestampType who stamps packets; null leaves it to the device
 */
public record PcapOptions(
        int snaplen,
        long bufferBytes,
        boolean promiscuous,
        boolean immediate,
        PcapDirection direction,
        @Nullable String filter,
        @Nullable DataLink datalink,
        @Nullable TimestampType timestampType) {

    /** With the link type and the timestamps of the device. */
    public PcapOptions(
            int snaplen,
            long bufferBytes,
            boolean promiscuous,
            boolean immediate,
            PcapDirection direction,
            @Nullable String filter) {
        this(snaplen, bufferBytes, promiscuous, immediate, direction, filter, null, null);
    }

    public PcapOptions {
        if (bufferBytes < 0 || bufferBytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("bufferBytes: " + bufferBytes
                    + " (expected: 0 to 2147483647 with libpcap; afpacket takes larger ones)");
        }
    }
}
