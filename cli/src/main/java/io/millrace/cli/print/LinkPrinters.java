package io.millrace.cli.print;

import io.millrace.protocol.Linktype;

/** Who prints a packet, by the link-layer type of its first byte. */
final class LinkPrinters {
    private LinkPrinters() {}

    static Printer of(int linktype) {
        return switch (linktype) {
            case Linktype.EN10MB -> Ethernet::printLink;
            case Linktype.NULL -> Loopback::printNull;
            case Linktype.LOOP -> Loopback::printLoop;
            case Linktype.RAW, Linktype.IPV4, Linktype.IPV6, 12, 14 -> RawIp::print;
            case Linktype.LINUX_SLL -> LinuxCooked::print;
            case Linktype.LINUX_SLL2 -> LinuxCooked::printV2;
            default -> (bytes, line) -> line.rest(bytes);
        };
    }
}
