package io.millrace.cli.print;

/** The header of OSPF for IPv6 (RFC 5340, A.3.1), and its hellos. */
final class Ospf3 {
    private static final int HEADER_BYTES = 16;
    private static final int HELLO = 1;

    private static final Words OPTIONS = Words.NONE
            .with(0x01, "V6")
            .with(0x02, "External")
            .with(0x04, "Deprecated")
            .with(0x08, "NSSA")
            .with(0x10, "Router")
            .with(0x20, "Demand Circuit")
            .with(0x0100, "AFs Support")
            .with(0x0200, "LLS");

    private Ospf3() {}

    /** What follows the kind of packet and its length. */
    static void verbose(Bytes packet, Line line) {
        int told = packet.u16(2);
        if (told != packet.length()) {
            line.add(" [len ").add(told).add(']');
            return;
        }
        line.add("\n\tRouter-ID ", address(packet, 4, line));
        line.add(packet.i32(8) == 0 ? ", Backbone Area" : ", Area " + address(packet, 8, line));
        int instance = packet.u8(14);
        if (instance != 0) {
            line.add(", Instance ").add(instance);
        }
        if (packet.u8(1) == HELLO) {
            hello(packet.from(HEADER_BYTES), line);
        }
    }

    private static void hello(Bytes hello, Line line) {
        line.add("\n\tOptions [", OPTIONS.bits(hello.i32(4) & 0x00ff_ffff, ", ", "none"))
                .add(']');
        hello.require(0, 12);
        line.add("\n\t  Hello Timer ").add(hello.u16(8)).add("s, Dead Timer ").add(hello.u16(10));
        line.add("s, Interface-ID ")
                .add(address(hello, 0, line))
                .add(", Priority ")
                .add(hello.u8(4));
        if (hello.i32(12) != 0) {
            line.add("\n\t  Designated Router ", address(hello, 12, line));
        }
        if (hello.i32(16) != 0) {
            line.add(", Backup Designated Router ", address(hello, 16, line));
        }
        if (line.style().verbosity() > 1) {
            line.add("\n\t  Neighbor List:");
            for (int at = 20; at < hello.length(); at += 4) {
                line.add("\n\t    ", address(hello, at, line));
            }
        }
    }

    private static String address(Bytes bytes, int at, Line line) {
        return line.names().ipv4(bytes.i32(at));
    }
}
