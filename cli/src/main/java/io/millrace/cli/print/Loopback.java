package io.millrace.cli.print;

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

    /** The family is in network byte order. */
    static void printLoop(Bytes packet, Line line) {
        line.protocol("null");
        print(packet, packet.u32(0), line);
    }

    private static void print(Bytes packet, long family, Line line) {
        line.linkHeader(HEADER_BYTES);
        Bytes payload = packet.from(HEADER_BYTES);
        boolean v6 = family == 10 || family == 24 || family == 28 || family == 30;
        if (line.style().linkHeader()) {
            header(payload, family, v6, line);
        }
        if (family == INET) {
            Ipv4.print(payload, line);
        } else if (v6) {
            Ipv6.print(payload, line);
        } else {
            if (!line.style().linkHeader()) {
                header(payload, family, false, line);
            }
            line.rest(payload);
        }
    }

    private static void header(Bytes payload, long family, boolean v6, Line line) {
        String name = family == INET ? "IPv4" : v6 ? "IPv6" : "unknown";
        line.add("AF ").add(name);
        if (!line.style().quick()) {
            line.add(" (").add(family).add(')');
        }
        line.add(", length ").add(payload.length()).add(": ");
    }
}
