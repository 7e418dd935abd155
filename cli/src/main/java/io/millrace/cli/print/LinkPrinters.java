package io.millrace.cli.print;

import io.millrace.protocol.Linktype;

/** Who prints a packet, by the link-layer type of its first byte. */
final class LinkPrinters {
    private static final int PPP_SERIAL = 50;
    private static final int PPP_OVER_ETHERNET = 51;

    private LinkPrinters() {}

    static Printer of(int linktype) {
        return switch (linktype) {
            case Linktype.EN10MB -> Ethernet::printLink;
            case Linktype.NULL -> Loopback::printNull;
            case Linktype.LOOP -> Loopback::printLoop;
            case Linktype.RAW, Linktype.IPV4, Linktype.IPV6, 12, 14 -> RawIp::print;
            case Linktype.PPP -> Ppp::printLink;
            case PPP_SERIAL -> Ppp::printSerial;
            case PPP_OVER_ETHERNET -> Pppoe::print;
            case Linktype.LINUX_SLL -> LinuxCooked::print;
            case Linktype.LINUX_SLL2 -> LinuxCooked::printV2;
            default -> (bytes, line) -> line.rest(bytes);
        };
    }
}
