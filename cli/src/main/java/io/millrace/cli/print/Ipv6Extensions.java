package io.millrace.cli.print;

import io.millrace.protocol.IpProtocol;

/** The extension headers of IPv6 (RFC 8200 section 4, RFC 8754), and what lies behind them. */
final class Ipv6Extensions {
    private static final int FRAGMENT_BYTES = 8;
    private static final int ADDRESS_BYTES = 16;

    private Ipv6Extensions() {}

    /**
     * Prints the headers from here on, and what they carry.
     *
     * @param packet the whole packet, from the IPv6 header on
     * @param begin where the first header begins
     * @param first its protocol number
     */
    static void print(Bytes packet, int begin, int first, IpHeader header, Line line) {
        IpHeader ip = header;
        int next = first;
        int at = begin;
        while (true) {
            Bytes rest = packet.from(at);
            switch (next) {
                case IpProtocol.HOP_BY_HOP -> {
                    long jumbo = Ipv6Options.print(options("hbhopt", "HBH ", rest, line), packet.u16(4), line);
                    if (packet.u16(4) == 0 && jumbo <= 0xffff) {
                        line.add("[No valid Jumbo Payload Hop-by-Hop option found]")
                                .invalid();
                        return;
                    }
                }
                case IpProtocol.DESTINATION_OPTIONS -> {
                    Bytes options = options("dstopt", "DSTOPT ", rest, line);
                    if (line.style().verbose()) {
                        Ipv6Options.print(options, packet.u16(4), line);
                    }
                }
                case IpProtocol.FRAGMENT -> {
                    if (!fragment(packet, rest, line)) {
                        return;
                    }
                    ip = ip.ofFragment();
                }
                case IpProtocol.ROUTING -> {
                    if (!Ipv6Routing.print(rest, line)) {
                        return;
                    }
                    ip = destination(rest, ip);
                }
                default -> {
                    IpProtocols.print(next, rest, ip, line);
                    return;
                }
            }
            at += next == IpProtocol.FRAGMENT ? FRAGMENT_BYTES : (rest.u8(1) + 1) * 8;
            next = rest.u8(0);
        }
    }

    private static Bytes options(String protocol, String name, Bytes rest, Line line) {
        line.protocol(protocol);
        int length = (rest.u8(1) + 1) * 8;
        rest.require(0, length);
        line.add(name);
        return rest.part(2, length - 2);
    }

    /** Prints a fragment header; false if what is behind it can only be read together with other fragments. */
    private static boolean fragment(Bytes packet, Bytes rest, Line line) {
        line.protocol("frag6");
        boolean verbose = line.style().verbose();
        rest.require(0, verbose ? FRAGMENT_BYTES : 4);
        int offset = rest.u16(2) & 0xfff8;
        line.add("frag (");
        if (verbose) {
            line.add("0x").hex(rest.u32(4), 8).add(':');
        }
        int behind = packet.length() - rest.length();
        line.add(offset)
                .add('|')
                .add(40 + packet.u16(4) - behind - FRAGMENT_BYTES)
                .add(')');
        line.add(offset == 0 ? " " : "");
        return offset == 0 && rest.captured() > FRAGMENT_BYTES;
    }

    /** The destination that checksums of upper layers are made with: the last one of the route (RFC 8200, 8.1). */
    private static IpHeader destination(Bytes routing, IpHeader ip) {
        int addresses = routing.u8(1) / 2;
        if (routing.u8(3) == 0 || addresses == 0) {
            return ip;
        }
        boolean lastIsFirst = routing.u8(2) == Ipv6Routing.SEGMENT_ROUTING;
        int at = 8 + (lastIsFirst ? 0 : (addresses - 1) * ADDRESS_BYTES);
        return ip.to(routing.u64(at), routing.u64(at + 8));
    }
}
