package io.millrace.cli.print;

import io.millrace.protocol.IpProtocol;

/** ICMP (RFC 792, RFC 950, RFC 1256). */
final class Icmp {
    private static final int INNER = 8;

    private Icmp() {}

    static void print(Bytes message, IpHeader ip, Line line) {
        line.protocol("icmp");
        int type = message.u8(0);
        String text = IcmpText.of(type, message.u8(1), message, line.names());
        line.add("ICMP ").add(text).add(", length ").add(message.length());
        if (line.style().verbose()) {
            if (!ip.isFragmented()) {
                checksum(message, line);
            }
            if (isError(type) && message.captured() > INNER) {
                inner(message, line);
                if (isExtensible(type)) {
                    IcmpExtensions.print(message, line);
                }
            }
        }
    }

    private static void checksum(Bytes message, Line line) {
        if (message.has(0, message.length())) {
            int sum = Checksum.sum(0, message, 0, message.length());
            if (!Checksum.isCorrect(sum)) {
                int there = message.u16(2);
                line.add(" (wrong icmp cksum ").hex(there);
                line.add(" (->").hex(Checksum.shouldBe(there, sum)).add(")!)");
            }
        }
    }

    private static boolean isError(int type) {
        return switch (type) {
            case 3, 4, 5, 11, 12 -> true;
            default -> false;
        };
    }

    private static boolean isExtensible(int type) {
        return type == 3 || type == 11 || type == 12;
    }

    /** Prints the packet that the message is about; mostly only its beginning is there. */
    private static void inner(Bytes message, Line line) {
        line.add("\n\t");
        Bytes packet = message.from(INNER);
        if (line.deeper()) {
            Ipv4.print(packet.claiming(packet.u16(2)), line);
        }
    }

    /** Says where the port of the destination is in a message about a packet over IPv4. */
    static int destinationPort(Bytes inner) {
        return inner.u16((inner.u8(0) & 0xf) * 4 + 2);
    }

    /** Says which of a protocol's ports is meant. */
    static String port(int protocol, int port, Names names) {
        return switch (protocol) {
            case IpProtocol.TCP -> "tcp port " + names.tcpPort(port);
            case IpProtocol.UDP -> "udp port " + names.udpPort(port);
            default -> "protocol " + protocol + " port " + port;
        };
    }
}
