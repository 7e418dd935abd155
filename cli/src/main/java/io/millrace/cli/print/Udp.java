package io.millrace.cli.print;

import io.millrace.protocol.IpProtocol;

/** UDP (RFC 768). */
final class Udp {
    private static final int HEADER_BYTES = 8;

    private Udp() {}

    static void print(Bytes datagram, IpHeader ip, Line line) {
        line.protocol("udp");
        if (!datagram.has(2, 2)) {
            if (ip.names(IpProtocol.UDP)) {
                ip.addresses(line).add(": ");
            }
            line.truncated();
            return;
        }
        int from = datagram.u16(0);
        int to = datagram.u16(2);
        ip.ends(IpProtocol.UDP, line.names().udpPort(from), line.names().udpPort(to), line);
        if (datagram.length() < HEADER_BYTES) {
            line.add("truncated-udp ").add(datagram.length());
            return;
        }
        int length = datagram.u16(4);
        if (length == 0 && datagram.length() > 0xffff) {
            length = datagram.length(); // RFC 2675: too long for the field
        }
        if (length < HEADER_BYTES) {
            line.add("truncated-udplength ").add(length);
            return;
        }
        datagram.require(0, HEADER_BYTES);
        printBody(datagram.part(0, length), length, from, to, ip, line);
    }

    private static void printBody(Bytes datagram, int length, int from, int to, IpHeader ip, Line line) {
        if (line.style().verbosity() >= (ip.isV6() ? 1 : 2) && !ip.isFragmented()) {
            checksum(datagram, length, ip, line);
        }
        Printer printer = line.style().quick() ? null : UdpPorts.of(from, to);
        if (printer != null) {
            printer.print(datagram.from(HEADER_BYTES), line);
        } else if (length > datagram.length() && !ip.isFragmented()) {
            line.add("UDP, bad length ").add(length - HEADER_BYTES);
            line.add(" > ").add(datagram.length() - HEADER_BYTES);
        } else {
            line.add("UDP, length ").add(length - HEADER_BYTES);
        }
    }

    private static void checksum(Bytes datagram, int length, IpHeader ip, Line line) {
        int checksum = datagram.u16(6);
        if (checksum == 0 && !ip.isV6()) {
            line.add("[no cksum] ");
        } else if (datagram.has(0, datagram.length())) {
            long pseudo = ip.pseudoHeader(IpProtocol.UDP, length);
            int sum = Checksum.sum(pseudo, datagram, 0, datagram.length());
            if (Checksum.isCorrect(sum)) {
                line.add("[udp sum ok] ");
            } else {
                line.add("[bad udp cksum 0x").hex(checksum, 4);
                line.add(" -> 0x").hex(Checksum.shouldBe(checksum, sum), 4).add("!] ");
            }
        }
    }
}
