package io.millrace.cli.print;

/** OSPF for IPv4 (RFC 2328) and IPv6 (RFC 5340): what kind of packet; with {@code -v} its header and hellos. */
final class Ospf {
    private static final int HEADER_BYTES = 24;
    private static final int DIGEST_BYTES = 16;
    private static final int HELLO = 1;
    private static final int DESCRIPTION = 2;
    private static final int REQUEST = 3;
    private static final int UPDATE = 4;
    private static final int ACKNOWLEDGEMENT = 5;
    private static final int SIMPLE_PASSWORD = 1;
    private static final int DIGEST = 2;

    private static final Words OPTIONS = Words.NONE
            .with(0x01, "MultiTopology")
            .with(0x02, "External")
            .with(0x04, "Multicast")
            .with(0x08, "NSSA")
            .with(0x10, "LLS")
            .with(0x20, "Demand Circuit")
            .with(0x40, "Opaque")
            .with(0x80, "Up/Down");

    private static final Words DESCRIPTION_FLAGS = Words.NONE
            .with(0x04, "Init")
            .with(0x02, "More")
            .with(0x01, "Master")
            .with(0x08, "OOBResync");

    private static final Words TYPES = Words.NONE
            .with(HELLO, "Hello")
            .with(DESCRIPTION, "Database Description")
            .with(REQUEST, "LS-Request")
            .with(UPDATE, "LS-Update")
            .with(ACKNOWLEDGEMENT, "LS-Ack");

    private Ospf() {}

    static void print(Bytes bytes, IpHeader ip, Line line) {
        if (ip.isV6()) {
            line.protocol("ospf3");
            if (kind("unknown packet type (" + bytes.u8(1) + ")", bytes, line)
                    && line.style().verbose()) {
                Ospf3.verbose(bytes, line);
            }
            return;
        }
        line.protocol("ospf2");
        Bytes packet = bytes.u16(14) == DIGEST ? bytes.part(0, bytes.length() - DIGEST_BYTES) : bytes;
        if (kind("unknown LS-type " + bytes.u8(1), packet, line) && line.style().verbose()) {
            verbose(packet, line);
        }
    }

    private static boolean kind(String unknown, Bytes packet, Line line) {
        int type = packet.u8(1);
        line.add("OSPFv", packet.u8(0)).add(", ").add(TYPES.of(type, unknown));
        line.add(", length ").add(packet.length());
        return TYPES.of(type) != null;
    }

    private static void verbose(Bytes packet, Line line) {
        int told = packet.u16(2);
        if (told != packet.length()) {
            line.add(" [len ").add(told).add(']');
        }
        line.add("\n\tRouter-ID ", address(packet, 4, line));
        line.add(packet.i32(8) == 0 ? ", Backbone Area" : ", Area " + address(packet, 8, line));
        packet.require(16, 8);
        if (!authentication(packet, line)) {
            return;
        }
        if (packet.u8(0) != 2) {
            line.add(" ospf [version ", packet.u8(0)).add(']');
            return;
        }
        Bytes body = packet.part(0, told).from(HEADER_BYTES);
        switch (packet.u8(1)) {
            case HELLO -> hello(body, line);
            case DESCRIPTION -> description(body, line);
            case REQUEST -> requests(body, line);
            case ACKNOWLEDGEMENT -> headers(body, line);
            default -> {
                long count = body.u32(0);
                line.add(", ").add(count).add(count == 1 ? " LSA" : " LSAs");
            }
        }
    }

    private static boolean authentication(Bytes packet, Line line) {
        int type = packet.u16(14);
        String name = switch (type) {
            case 0 -> "none";
            case SIMPLE_PASSWORD -> "simple";
            case DIGEST -> "MD5";
            default -> "unknown";
        };
        line.add(", Authentication Type: ").add(name).add(" (").add(type).add(')');
        if (type == SIMPLE_PASSWORD) {
            line.add("\n\tSimple text password: ");
            Text.padded(packet, 16, 8, line);
        } else if (type == DIGEST) {
            line.add("\n\tKey-ID: ", packet.u8(18)).add(", Auth-Length: ", packet.u8(19));
            line.hex(", Crypto Sequence Number: 0x", packet.u32(20), 8);
        }
        return type <= DIGEST;
    }

    private static void hello(Bytes hello, Line line) {
        line.add("\n\tOptions [", OPTIONS.bits(hello.u8(6), ", ", "none"));
        line.add(']');
        hello.require(0, 12);
        line.add("\n\t  Hello Timer ", hello.u16(4));
        line.add("s, Dead Timer ", hello.u32(8));
        line.add("s, Mask ", address(hello, 0, line));
        line.add(", Priority ", hello.u8(7));
        if (hello.i32(12) != 0) {
            line.add("\n\t  Designated Router ", address(hello, 12, line));
        }
        if (hello.i32(16) != 0) {
            line.add(", Backup Designated Router ", address(hello, 16, line));
        }
        if (hello.length() > 20) {
            line.add("\n\t  Neighbor List:");
            for (int at = 20; at < hello.length(); at += 4) {
                line.add("\n\t    ", address(hello, at, line));
            }
        }
    }

    private static void description(Bytes body, Line line) {
        line.add("\n\tOptions [", OPTIONS.bits(body.u8(2), ", ", "none"));
        line.add(']');
        line.add(", DD Flags [", DESCRIPTION_FLAGS.bits(body.u8(3), ", ", "none"))
                .add(']');
        if (body.u16(0) != 0) {
            line.add(", MTU: ", body.u16(0));
        }
        line.hex(", Sequence: 0x", body.u32(4), 8);
        headers(body.from(8), line);
    }

    private static void requests(Bytes body, Line line) {
        for (int at = 0; at < body.length(); at += 12) {
            body.require(at, 12);
            long type = body.u32(at);
            line.add("\n\t  Advertising Router: ", address(body, at + 8, line)).add(", ");
            line.add(LinkStates.name(type)).add(" LSA (").add(type).add(')');
            if (LinkStates.isOpaque(type)) {
                line.add(", Opaque-Type: ", LinkStates.opaqueName(body.u8(at + 4)));
                line.add(" LSA (", body.u8(at + 4)).add("), Opaque-ID: ", body.u24(at + 5));
            } else {
                line.add(", LSA-ID: ", address(body, at + 4, line));
            }
        }
    }

    private static void headers(Bytes body, Line line) {
        for (int at = 0; at < body.length(); at += LinkStates.HEADER_BYTES) {
            if (!LinkStates.header(body.from(at), OPTIONS, line)) {
                return;
            }
        }
    }

    private static String address(Bytes bytes, int at, Line line) {
        return line.names().ipv4(bytes.i32(at));
    }
}
