package io.millrace.cli.print;

/** VRRP (RFC 3768 and 5798). CARP has the same protocol number; like tcpdump, this takes it for VRRP. */
final class Vrrp {
    private static final int ADVERTISEMENT = 1;
    private static final int PROTOCOL = 112;
    private static final int HEADER_BYTES = 8;
    private static final int SIMPLE_PASSWORD = 1;
    private static final int PASSWORD_BYTES = 8;

    private Vrrp() {}

    static void print(Bytes bytes, IpHeader ip, Line line) {
        line.protocol("vrrp").add("VRRP");
        int version = bytes.u8(0) >> 4;
        int type = bytes.u8(0) & 0xf;
        line.add('v').add(version).add(", ");
        line.add(type == ADVERTISEMENT ? "Advertisement" : "unknown type (" + type + ")");
        if (ip.hops() != 255) {
            line.add(", (ttl ").add(ip.hops()).add(')');
        }
        if ((version != 2 && version != 3) || type != ADVERTISEMENT) {
            return;
        }
        bytes.require(1, 2);
        line.add(", vrid ", bytes.u8(1)).add(", prio ", bytes.u8(2));
        if (version == 2) {
            line.add(", authtype ", authentication(bytes.u8(4)));
            line.add(", intvl ", bytes.u8(5)).add("s, length ");
        } else {
            line.add(", intvl ", bytes.u16(4) & 0x0fff).add("cs, length ");
        }
        line.add(bytes.length());
        if (line.style().verbose()) {
            checksum(version, bytes, ip, line);
            addresses(bytes, ip, line);
            if (version == 2 && bytes.u8(4) == SIMPLE_PASSWORD) {
                line.add(" auth \"");
                Text.padded(bytes, HEADER_BYTES + 4 * bytes.u8(3), PASSWORD_BYTES, line);
                line.add('"');
            }
        }
    }

    private static void checksum(int version, Bytes bytes, IpHeader ip, Line line) {
        if (bytes.has(0, bytes.length())) {
            long begin = version == 2 ? 0 : ip.pseudoHeader(PROTOCOL, bytes.length());
            if (!Checksum.isCorrect(Checksum.sum(begin, bytes, 0, bytes.length()))) {
                line.hex(", (bad vrrp cksum ", bytes.u16(6)).add(')');
            }
        }
    }

    private static void addresses(Bytes bytes, IpHeader ip, Line line) {
        int count = bytes.u8(3);
        line.add(", addrs");
        if (count > 1) {
            line.add('(').add(count).add(')');
        }
        line.add(':');
        for (int i = 0; i < count; i++) {
            String between = i == 0 ? " " : ",";
            if (ip.isV6()) {
                int at = HEADER_BYTES + 16 * i;
                bytes.require(at, 16);
                line.add(between, line.names().ipv6(bytes.u64(at), bytes.u64(at + 8)));
            } else {
                line.add(between, line.names().ipv4(bytes.i32(HEADER_BYTES + 4 * i)));
            }
        }
    }

    private static String authentication(int type) {
        return switch (type) {
            case 0 -> "none";
            case SIMPLE_PASSWORD -> "simple";
            case 2 -> "ah";
            default -> "#" + type;
        };
    }
}
