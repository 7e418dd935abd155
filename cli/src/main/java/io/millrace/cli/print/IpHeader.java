package io.millrace.cli.print;

/** What protocols over IP need to know of its header. */
final class IpHeader {
    private final boolean v6;
    private final long fromHigh;
    private final long fromLow;
    private final long toHigh;
    private final long toLow;
    /** What the header itself says is in the packet; an extension header of IPv6 perhaps. */
    private final int protocol;

    private final int hops;
    private final boolean fragmented;

    private IpHeader(
            boolean v6,
            long fromHigh,
            long fromLow,
            long toHigh,
            long toLow,
            int protocol,
            int hops,
            boolean fragmented) {
        this.v6 = v6;
        this.fromHigh = fromHigh;
        this.fromLow = fromLow;
        this.toHigh = toHigh;
        this.toLow = toLow;
        this.protocol = protocol;
        this.hops = hops;
        this.fragmented = fragmented;
    }

    /** The header of an IPv4 packet. */
    static IpHeader v4(Bytes packet) {
        boolean more = (packet.u16(6) & 0x2000) != 0;
        return new IpHeader(false, 0, packet.u32(12), 0, packet.u32(16), packet.u8(9), packet.u8(8), more);
    }

    /** The header of an IPv6 packet. */
    static IpHeader v6(Bytes packet) {
        return new IpHeader(
                true, packet.u64(8), packet.u64(16), packet.u64(24), packet.u64(32), packet.u8(6), packet.u8(7), false);
    }

    /** The header of a packet that an extension header says is a fragment. */
    IpHeader ofFragment() {
        return new IpHeader(v6, fromHigh, fromLow, toHigh, toLow, protocol, hops, true);
    }

    /** The header with the destination that a routing header has last. */
    IpHeader to(long high, long low) {
        return new IpHeader(v6, fromHigh, fromLow, high, low, protocol, hops, fragmented);
    }

    boolean isV6() {
        return v6;
    }

    /** The time to live, or the hop limit. */
    int hops() {
        return hops;
    }

    /** Whether this is not the whole datagram. */
    boolean isFragmented() {
        return fragmented;
    }

    /** Whether the header itself names the protocol, with no extension header between. */
    boolean names(int other) {
        return protocol == other;
    }

    String from(Names names) {
        return v6 ? names.ipv6(fromHigh, fromLow) : names.ipv4((int) fromLow);
    }

    String to(Names names) {
        return v6 ? names.ipv6(toHigh, toLow) : names.ipv4((int) toLow);
    }

    /** Adds both addresses. */
    Line addresses(Line line) {
        return line.add(from(line.names())).add(" > ").add(to(line.names()));
    }

    /** Adds both addresses with the ports of a protocol, or the ports alone if the addresses are in the line already. */
    Line ends(int protocol, String fromPort, String toPort, Line line) {
        if (!names(protocol)) {
            return line.add(fromPort).add(" > ").add(toPort).add(": ");
        }
        line.add(from(line.names())).add('.').add(fromPort);
        return line.add(" > ").add(to(line.names())).add('.').add(toPort).add(": ");
    }

    Conversations.Ends conversation(int fromPort, int toPort) {
        return new Conversations.Ends(v6, fromHigh, fromLow, fromPort, toHigh, toLow, toPort);
    }

    /** The sum of the pseudo header's words, for the checksum of a protocol (RFC 768, RFC 8200 section 8.1). */
    long pseudoHeader(int protocol, int length) {
        return words(fromHigh)
                + words(fromLow)
                + words(toHigh)
                + words(toLow)
                + protocol
                + (length >>> 16)
                + (length & 0xffff);
    }

    private static long words(long four) {
        return (four >>> 48) + (four >>> 32 & 0xffff) + (four >>> 16 & 0xffff) + (four & 0xffff);
    }
}
