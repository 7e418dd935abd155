package io.millrace.cli.print;

import io.millrace.protocol.IpProtocol;

/** IPv6 (RFC 8200). */
final class Ipv6 {
    private static final int HEADER_BYTES = 40;

    private Ipv6() {}

    static void print(Bytes packet, Line line) {
        line.protocol("ip6");
        packet.require(0, HEADER_BYTES);
        if (packet.length() < HEADER_BYTES) {
            line.add("truncated-ip6 ").add(packet.length());
            return;
        }
        if (!line.style().linkHeader()) {
            line.add("IP6 ");
        }
        int version = packet.u8(0) >>> 4;
        if (version != 6) {
            line.add("version error: ").add(version).add(" != 6");
            return;
        }
        int payload = packet.u16(4);
        int length = payload == 0 ? packet.length() : payload + HEADER_BYTES; // RFC 2675: 0 may be a jumbogram
        if (length > packet.length()) {
            line.add("truncated-ip6 - ").add(length - packet.length()).add(" bytes missing!");
        }
        if (line.style().verbose()) {
            verbose(packet, payload, line);
        }
        printPayload(packet.claiming(length), payload, line);
    }

    private static void verbose(Bytes packet, int payload, Line line) {
        line.add('(');
        int trafficClass = packet.u16(0) >>> 4 & 0xff;
        if (trafficClass != 0) {
            line.add("class 0x").hex(trafficClass, 2).add(", ");
        }
        int label = packet.i32(0) & 0xfffff;
        if (label != 0) {
            line.add("flowlabel 0x").hex(label, 5).add(", ");
        }
        int next = packet.u8(6);
        line.add("hlim ").add(packet.u8(7));
        line.add(", next-header ").add(IpProtocolNames.name(next)).add(" (").add(next);
        line.add(") payload length: ").add(payload).add(") ");
    }

    private static void printPayload(Bytes packet, int payload, Line line) {
        IpHeader ip = IpHeader.v6(packet);
        int next = packet.u8(6);
        if (!IpProtocols.hasPorts(next)) {
            ip.addresses(line).add(": ");
        }
        if (payload == 0 && next != IpProtocol.HOP_BY_HOP && next != IpProtocol.NO_NEXT_HEADER) {
            Ipv6Extensions.print(packet.part(0, HEADER_BYTES), HEADER_BYTES, next, ip, line);
        } else {
            Ipv6Extensions.print(packet, HEADER_BYTES, next, ip, line);
        }
    }
}
