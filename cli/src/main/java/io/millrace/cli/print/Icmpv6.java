package io.millrace.cli.print;

import io.millrace.protocol.IpProtocol;

/** ICMP for IPv6 (RFC 4443), with neighbour discovery (RFC 4861) and multicast listeners (RFC 2710, RFC 3810). */
final class Icmpv6 {
    private static final int HEADER_BYTES = 8;
    private static final int INNER_SOURCE = HEADER_BYTES + 8;
    private static final int INNER_DESTINATION = HEADER_BYTES + 24;
    private static final String INDENT = "\n\t";

    private static final Words TYPES = Words.NONE
            .with(1, "destination unreachable")
            .with(2, "packet too big")
            .with(3, "time exceeded in-transit")
            .with(4, "parameter problem")
            .with(128, "echo request")
            .with(129, "echo reply")
            .with(130, "multicast listener query")
            .with(131, "multicast listener report")
            .with(132, "multicast listener done")
            .with(133, "router solicitation")
            .with(134, "router advertisement")
            .with(135, "neighbor solicitation")
            .with(136, "neighbor advertisement")
            .with(137, "redirect")
            .with(138, "router renumbering")
            .with(139, "who-are-you request")
            .with(140, "who-are-you reply")
            .with(141, "inverse neighbor solicitation")
            .with(142, "inverse neighbor advertisement")
            .with(143, "multicast listener report v2")
            .with(144, "ha discovery request")
            .with(145, "ha discovery reply")
            .with(146, "mobile router solicitation")
            .with(147, "mobile router advertisement")
            .with(155, "RPL")
            .with(200, "mtrace response")
            .with(201, "mtrace message");

    private static final Words UNREACHABLE = Words.NONE
            .with(0, "unreachable route")
            .with(1, " unreachable prohibited")
            .with(2, "beyond scope")
            .with(3, "unreachable address")
            .with(4, "unreachable port");

    private Icmpv6() {}

    static void print(Bytes message, IpHeader ip, Line line) {
        line.protocol("icmp6");
        if (message.length() == 0) {
            line.add("ICMP6, length 0").invalid();
            return;
        }
        boolean verbose = line.style().verbose();
        if (verbose && !ip.isFragmented()) {
            checksum(message, ip, line);
        }
        int type = message.u8(0);
        line.add("ICMP6, ").add(TYPES.of(type, "unknown icmp6 type (" + type + ")"));
        if (!isRead(type)) {
            line.add(", length ").add(message.length());
            if (line.style().verbosity() < 2) {
                line.unknown(INDENT, message);
            }
            return;
        }
        if (verbose && isLengthFirst(type)) {
            line.add(", length ").add(message.length());
        }
        if (printBody(type, message, line) && !verbose) {
            line.add(", length ").add(message.length());
        }
    }

    /** Whether more is known of a type than its name. */
    private static boolean isRead(int type) {
        return (type >= 1 && type <= 4) || (type >= 128 && type <= 147) || type == 155;
    }

    private static void checksum(Bytes message, IpHeader ip, Line line) {
        if (!message.has(0, message.length())) {
            return;
        }
        int there = message.u16(2);
        long pseudo = ip.pseudoHeader(IpProtocol.ICMPV6, message.length());
        int sum = Checksum.sum(pseudo, message, 0, message.length());
        if (Checksum.isCorrect(sum)) {
            line.add("[icmp6 sum ok] ");
        } else {
            line.add("[bad icmp6 cksum 0x").hex(there, 4);
            line.add(" -> 0x").hex(Checksum.shouldBe(there, sum), 4).add("!] ");
        }
    }

    /** What fills further lines tells its length before them. */
    private static boolean isLengthFirst(int type) {
        return (type >= 133 && type <= 137) || type == 145 || type == 147;
    }

    /** Prints what a message says; false if its length is not to be told any more. */
    private static boolean printBody(int type, Bytes message, Line line) {
        switch (type) {
            case 1 -> {
                return unreachable(message, line);
            }
            case 2 -> line.add(", mtu ", message.u32(4));
            case 3 -> timeExceeded(message, line);
            case 4 -> parameterProblem(message, line);
            case 128, 129 -> {
                message.require(6, 2);
                line.add(", id ").add(message.u16(4)).add(", seq ").add(message.u16(6));
            }
            case 130, 131, 132, 143 -> MulticastListeners.print(type, message, line);
            case 133, 134, 135, 136, 137 -> NeighborDiscovery.print(type, message, line);
            case 144, 146 -> line.hex(", id 0x", message.u16(4), 4);
            default -> {}
        }
        return true;
    }

    private static boolean unreachable(Bytes message, Line line) {
        int code = message.u8(1);
        String name = UNREACHABLE.of(code);
        if (name == null) {
            line.add(", unknown unreach code (").add(code).add(')');
            if (line.style().verbosity() < 2) {
                line.unknown(INDENT, message);
                return false;
            }
            return true;
        }
        line.add(", ").add(name);
        switch (code) {
            case 2 -> {
                line.add(" ", address(message, INNER_DESTINATION, line));
                line.add(", source address ").add(address(message, INNER_SOURCE, line));
            }
            case 4 -> port(message, line);
            default -> line.add(" ", address(message, INNER_DESTINATION, line));
        }
        return true;
    }

    private static void port(Bytes message, Line line) {
        Bytes inner = message.from(HEADER_BYTES);
        int next = inner.u8(6);
        int at = 40;
        while (next != IpProtocol.TCP && next != IpProtocol.UDP) {
            boolean first = next == IpProtocol.FRAGMENT && (inner.u16(at + 2) & 0xfff8) == 0;
            switch (next) {
                case IpProtocol.HOP_BY_HOP, IpProtocol.DESTINATION_OPTIONS, IpProtocol.ROUTING -> {
                    next = inner.u8(at);
                    at += (inner.u8(at + 1) + 1) * 8;
                }
                case IpProtocol.AUTHENTICATION -> {
                    next = inner.u8(at);
                    at += (inner.u8(at + 1) + 2) * 4;
                }
                default -> {
                    if (!first) {
                        throw new Truncated();
                    }
                    next = inner.u8(at);
                    at += 8;
                }
            }
        }
        int port = inner.u16(at + 2);
        line.add(", ").add(address(message, INNER_DESTINATION, line)).add(' ');
        line.add(Icmp.port(next, port, line.names()));
    }

    private static void timeExceeded(Bytes message, Line line) {
        message.require(INNER_DESTINATION, 16);
        switch (message.u8(1)) {
            case 0 -> line.add(" for ").add(address(message, INNER_DESTINATION, line));
            case 1 -> line.add(" (reassembly)");
            default -> line.add(", unknown code (").add(message.u8(1)).add(')');
        }
    }

    private static void parameterProblem(Bytes message, Line line) {
        message.require(INNER_DESTINATION, 16);
        int code = message.u8(1);
        String what = switch (code) {
            case 0 -> "erroneous";
            case 1 -> "next header";
            case 2 -> "option";
            case 3 -> "incomplete header chain";
            default -> "";
        };
        if (what.isEmpty()) {
            line.add(", code-#").add(code);
        } else {
            line.add(", ").add(what).add(" - octet ").add(message.u32(4));
        }
    }

    /** The IPv6 address at a place. */
    static String address(Bytes message, int at, Line line) {
        return line.names().ipv6(message.u64(at), message.u64(at + 8));
    }
}
