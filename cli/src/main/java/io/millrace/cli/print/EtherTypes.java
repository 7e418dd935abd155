package io.millrace.cli.print;

import io.millrace.protocol.EtherType;
import org.jspecify.annotations.Nullable;

/** Who prints what follows a link-layer header, by its number in the IEEE 802 registry. */
final class EtherTypes {
    /** An Ethernet frame in something else (RFC 1701). */
    static final int BRIDGED = 0x6558;

    static final int PPP = 0x880b;

    private static final int REVERSE_ARP = 0x8035;
    private static final int SLOW_PROTOCOLS = 0x8809;
    private static final int OLD_PPPOE_DISCOVERY = 0x3c12;
    private static final int OLD_PPPOE_SESSION = 0x3c13;
    private static final int EAPOL = 0x888e;
    private static final int LLDP = 0x88cc;
    private static final int OSI = 0xfefe;

    private EtherTypes() {}

    private static @Nullable Printer of(int type) {
        return switch (type) {
            case EtherType.IPV4 -> Ipv4::print;
            case EtherType.IPV6 -> Ipv6::print;
            case EtherType.ARP, REVERSE_ARP -> Arp::print;
            case EtherType.MPLS_UNICAST, EtherType.MPLS_MULTICAST -> Mpls::print;
            case EtherType.PPPOE_DISCOVERY, EtherType.PPPOE_SESSION, OLD_PPPOE_DISCOVERY, OLD_PPPOE_SESSION ->
                Pppoe::print;
            case PPP -> EtherTypes::printPpp;
            case SLOW_PROTOCOLS -> SlowProtocols::print;
            case EAPOL -> Eap::print;
            case LLDP -> Lldp::print;
            case OSI -> (bytes, line) -> Osi.print(bytes.from(1), line);
            default -> null;
        };
    }

    /**
     * Prints what has this type, if it has a printer.
     *
     * @return false if nothing was printed
     */
    static boolean print(int type, Bytes bytes, Line line) {
        Printer printer = of(type);
        if (printer == null) {
            return false;
        }
        printer.print(bytes, line);
        return true;
    }

    private static void printPpp(Bytes bytes, Line line) {
        if (bytes.length() > 0) {
            Ppp.print(bytes, line.add(": "));
        }
    }
}
