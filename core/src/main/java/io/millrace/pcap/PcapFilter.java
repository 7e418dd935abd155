package io.millrace.pcap;

/**
 * Filter expressions ({@code pcap-filter(7)}) as classic BPF programs. An instruction, a {@code struct sock_filter}, is
 * packed in a long: {@code code << 48 | jt << 40 | jf << 32 | k}.
 */
public final class PcapFilter {
    /**
     * An EtherType that no packet has, for a handle that is to queue nothing: below 0x0600 the kernel gives numbers to
     * frames without one ({@code linux/if_ether.h}), and this one to none.
     */
    public static final int NO_PROTOCOL = 0x00ff;

    private PcapFilter() {}

    /**
     * Compiles an expression as libpcap does for a live capture of whole link-layer frames: on a handle of the same
     * device, so that {@code vlan} looks at the tag the kernel has taken out of the frame.
     *
     * @param device the device that the program is for
     * @param expression the filter; an empty one accepts everything
     * @param snaplen what the program returns for a packet it accepts, in bytes
     * @return the packed instructions
     * @throws PcapException if libpcap is missing, the device cannot be opened, or the expression is wrong
     */
    public static long[] compile(String device, String expression, int snaplen) {
        PcapSettings settings = PcapSettings.DEFAULT.withSnaplen(snaplen);
        PcapSettings quiet = Pcap.canChooseProtocol() ? settings.withProtocol(NO_PROTOCOL) : settings;
        try (Pcap pcap = Pcap.open(device, quiet)) {
            return pcap.compile(expression);
        }
    }
}
