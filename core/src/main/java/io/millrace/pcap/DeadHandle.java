package io.millrace.pcap;

import io.millrace.ffi.LibPcap;

/** Opens handles that no packets come from, to compile on and to write savefiles by ({@code pcap_open_dead(3pcap)}). */
final class DeadHandle {
    private DeadHandle() {}

    /**
     * Opens one; whoever gets it closes it.
     *
     * @param snaplen in bytes; 0 for the greatest
     * @throws PcapException if libpcap is missing
     */
    static long open(DataLink link, int snaplen, boolean nanoseconds) {
        if (snaplen < 0 || snaplen > PcapSettings.MAX_SNAPLEN) {
            throw new IllegalArgumentException(
                    "snaplen: " + snaplen + " (expected: 0 to " + PcapSettings.MAX_SNAPLEN + ")");
        }
        Library.require();
        int kept = snaplen == 0 ? PcapSettings.MAX_SNAPLEN : snaplen;
        long pcap = LibPcap.openDead(link.dlt(), kept, Savefile.precision(nanoseconds));
        if (pcap == 0) {
            throw new PcapException("libpcap has no memory for a handle without a device");
        }
        return pcap;
    }
}
