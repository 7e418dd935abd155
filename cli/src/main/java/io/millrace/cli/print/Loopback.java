package io.millrace.cli.print;

import org.jspecify.annotations.Nullable;

/** The loopback devices of BSD: four bytes of address family, then the packet. */
final class Loopback {
    private static final int HEADER_BYTES = 4;
    private static final int INET = 2;

    private Loopback() {}

    /** The family is in the byte order of the machine that captured. */
    static void printNull(Bytes packet, Line line) {
        line.protocol("null");
        long family = packet.le32(0);
        print(packet, (family & 0xffff) == 0 ? Long.reverseBytes(family) >>> 32 : family, line);
    }

    /** The family is in network byte order, but for some systems that keep their own. */
    static void printLoop(Bytes packet, Line line) {
        printNull(packet, line);
    }

    private static void print(Bytes packet, long family, Line line) {
        Bytes payload = packet.from(HEADER_BYTES);
        line.linkEnds(payload);
        String name = family == INET ? "IPv4" : isInet6(family) ? "IPv6" : null;
        if (line.style().linkHeader() || name == null) {
            header(packet, family, name, line);
        }
        if (name == null) {
            line.rest(payload);
        } else if (family == INET) {
            Ipv4.print(payload, line);
        } else {
            Ipv6.print(payload, line);
        }
    }

    /** The systems of BSD's family do not agree on a number. */
    private static boolean isInet6(long family) {
        return family == 24 || family == 28 || family == 30;
    }

    private static void header(Bytes packet, long family, @Nullable String name, Line line) {
        if (!line.style().quick()) {
            line.add("AF ")
                    .add(name == null ? "Unknown" : name)
                    .add(" (")
                    .add(family)
                    .add(')');
        } else if (name == null) {
            line.add("Unknown AF ").add(family);
        } else {
            line.add(name);
        }
        line.add(", length ").add(packet.length()).add(": ");
    }
}
