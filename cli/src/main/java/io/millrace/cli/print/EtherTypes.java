package io.millrace.cli.print;

import io.millrace.protocol.EtherType;
import org.jspecify.annotations.Nullable;

/** Who prints what follows a link-layer header, by its number in the IEEE 802 registry. */
final class EtherTypes {
    private static final int REVERSE_ARP = 0x8035;

    private EtherTypes() {}

    private static @Nullable Printer of(int type) {
        return switch (type) {
            case EtherType.IPV4 -> Ipv4::print;
            case EtherType.IPV6 -> Ipv6::print;
            case EtherType.ARP, REVERSE_ARP -> Arp::print;
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
}
