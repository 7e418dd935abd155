package io.millrace.cli.print;

import org.jspecify.annotations.Nullable;

/** Who prints what UDP carries, by its port. */
final class UdpPorts {
    private UdpPorts() {}

    private static @Nullable Printer of(int port) {
        return switch (port) {
            case 53 -> Dns::print;
            case 67, 68 -> Dhcp::print;
            case 69 -> Tftp::print;
            case 123 -> Ntp::print;
            case 514 -> Syslog::print;
            case 1701 -> L2tp::print;
            case 4500 -> Ipsec::printInUdp;
            case 4789 -> Vxlan::print;
            case 4790 -> VxlanGpe::print;
            case 5060 -> TextProtocol.SIP;
            case 5353 -> Dns::printMulticast;
            case 6081 -> Geneve::print;
            case 6635 -> UdpPorts::mpls;
            default -> null;
        };
    }

    /** RFC 7510. */
    private static void mpls(Bytes datagram, Line line) {
        if (line.deeper()) {
            Mpls.print(datagram, line);
        }
    }

    /** The printer of a datagram between two ports: that of the destination, or else of the source. */
    static @Nullable Printer of(int source, int destination) {
        Printer printer = of(destination);
        return printer == null ? of(source) : printer;
    }
}
