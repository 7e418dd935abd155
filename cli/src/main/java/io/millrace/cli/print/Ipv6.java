package io.millrace.cli.print;

/** IPv6 (RFC 8200) and its extension headers. */
final class Ipv6 {
    private static final int HEADER_BYTES = 40;

    private Ipv6() {}

    static void print(Bytes packet, Line line) {
        line.protocol("ip6");
        packet.require(0, HEADER_BYTES);
        if (!line.style().linkHeader()) {
            line.add("IP6 ");
        }
        int payload = packet.u16(4);
        int protocol = packet.u8(6);
        IpHeader ip = IpHeader.v6(packet);
        if (!IpProtocols.hasPorts(protocol)) {
            ip.addresses(line).add(": ");
        }
        IpProtocols.print(protocol, packet.part(HEADER_BYTES, payload), ip, line);
    }
}
