package io.millrace.cli.print;

import io.millrace.protocol.IpProtocol;
import org.jspecify.annotations.Nullable;

/** Who prints what IP carries, by its protocol number. */
final class IpProtocols {
    private static final int IPCOMP = 108;
    private static final IpPrinter ICMP = only(false, "ICMP", Icmp::print);
    private static final IpPrinter IGMP = only(false, "IGMP", Igmp::print);
    private static final IpPrinter ICMPV6 = only(true, "ICMPv6", Icmpv6::print);
    private static final int ETHERNET_NUMBER = 143;
    private static final IpPrinter ETHERNET =
            only(true, "Ethernet", (bytes, ip, line) -> Ethernet.print(bytes, line)); // RFC 8986

    private IpProtocols() {}

    private static @Nullable IpPrinter of(int protocol) {
        return switch (protocol) {
            case IpProtocol.TCP -> Tcp::print;
            case IpProtocol.UDP -> Udp::print;
            case IpProtocol.ICMP -> ICMP;
            case IpProtocol.IGMP -> IGMP;
            case IpProtocol.ICMPV6 -> ICMPV6;
            case IpProtocol.NO_NEXT_HEADER -> (bytes, ip, line) -> line.add("no next header");
            case IpProtocol.SCTP -> Sctp::print;
            case IpProtocol.IPV4 -> (bytes, ip, line) -> inner(Ipv4::print, bytes, line);
            case IpProtocol.IPV6 -> (bytes, ip, line) -> inner(Ipv6::print, bytes, line);
            case IpProtocol.GRE -> (bytes, ip, line) -> inner(Gre::print, bytes, line);
            case IpProtocol.ESP -> Ipsec::printEncapsulated;
            case IpProtocol.AUTHENTICATION -> Ipsec::printAuthentication;
            case IPCOMP -> Ipsec::printCompressed;
            case IpProtocol.OSPF -> Ospf::print;
            case IpProtocol.PIM -> Pim::print;
            case IpProtocol.VRRP -> Vrrp::print;
            case ETHERNET_NUMBER -> ETHERNET;
            default -> null;
        };
    }

    /** A printer for a protocol that only one version of IP carries. */
    private static IpPrinter only(boolean v6, String name, IpPrinter printer) {
        return (bytes, ip, line) -> {
            if (ip.isV6() == v6) {
                printer.print(bytes, ip, line);
            } else {
                line.add('[')
                        .add(name)
                        .add(v6 ? " requires IPv6]" : " requires IPv4]")
                        .invalid();
            }
        };
    }

    private static void inner(Printer printer, Bytes bytes, Line line) {
        if (line.deeper()) {
            printer.print(bytes, line);
        }
    }

    /** Says whether a protocol's printer prints the addresses too, together with its ports. */
    static boolean hasPorts(int protocol) {
        return switch (protocol) {
            case IpProtocol.TCP, IpProtocol.UDP, IpProtocol.SCTP, IpProtocol.DCCP -> true;
            default -> false;
        };
    }

    /** Prints a protocol; one without a printer by its number and length. */
    static void print(int protocol, Bytes bytes, IpHeader ip, Line line) {
        IpPrinter printer = of(protocol);
        if (printer == null) {
            line.add(' ').add(line.names().ipProtocol(protocol)).add(' ').add(bytes.length());
        } else {
            printer.print(bytes, ip, line);
        }
    }
}
