package io.millrace.cli.print;

/** PIM version 2 (RFC 7761): what kind of message; with {@code -v} hellos, joins and what is registered. */
final class Pim {
    private static final int PROTOCOL = 103;
    private static final int HEADER_BYTES = 4;
    private static final int REGISTER = 1;
    private static final int REGISTER_CHECKSUM_BYTES = 8;
    private static final int GRAFT_ACKNOWLEDGEMENT = 7;

    private static final Words TYPES = Words.NONE
            .with(0, "Hello")
            .with(REGISTER, "Register")
            .with(2, "Register Stop")
            .with(3, "Join / Prune")
            .with(4, "Bootstrap")
            .with(5, "Assert")
            .with(6, "Graft")
            .with(GRAFT_ACKNOWLEDGEMENT, "Graft Acknowledgement")
            .with(8, "Candidate RP Advertisement")
            .with(9, "Prune Refresh")
            .with(10, "DF Election")
            .with(11, "ECMP Redirect");

    private Pim() {}

    static void print(Bytes bytes, IpHeader ip, Line line) {
        line.protocol("pim");
        int version = bytes.u8(0) >> 4;
        int type = bytes.u8(0) & 0xf;
        line.add("PIMv").add(version);
        if (version != 2) {
            line.add(", length ").add(bytes.length());
        } else if (line.style().verbose()) {
            line.add(", length ").add(bytes.length()).add("\n\t").add(TYPES.of(type, "Unknown Type"));
            verbose(type, bytes, ip, line.protocol("pimv2"));
        } else {
            line.add(", ").add(TYPES.of(type, "Unknown Type")).add(", length ").add(bytes.length());
        }
    }

    private static void verbose(int type, Bytes bytes, IpHeader ip, Line line) {
        if (bytes.length() < 2) {
            line.add("[length ").add(bytes.length()).add(" < 2]").invalid();
            return;
        }
        int addressBytes = bytes.u8(1) & 0xf;
        line.add(addressBytes == 0 ? "" : ", RFC2117-encoding");
        if (bytes.length() < HEADER_BYTES) {
            line.add("[length ").add(bytes.length()).add(" < 4]").invalid();
            return;
        }
        line.hex(", cksum 0x", bytes.u16(2), 4)
                .add(" (")
                .add(checksum(type, bytes, ip))
                .add(')');
        PimFields fields = new PimFields(bytes.from(HEADER_BYTES), addressBytes, line);
        boolean whole = switch (type) {
            case 0 -> new PimHello(fields).isTold();
            case REGISTER -> register(bytes.from(HEADER_BYTES), line);
            case 2 -> fields.group(" group=") && fields.unicast(" source=");
            case 3, 6, GRAFT_ACKNOWLEDGEMENT -> joins(type, fields, line);
            case 5 -> choice(fields, line);
            default -> {
                line.add(" [type ").add(type).add(']');
                yield true;
            }
        };
        if (!whole) {
            line.truncated();
        }
    }

    private static String checksum(int type, Bytes bytes, IpHeader ip) {
        if (bytes.u16(2) == 0) {
            return "unverified";
        }
        // a register's covers its header alone, or, as some do it, the whole message
        if (type == REGISTER && isCorrect(REGISTER_CHECKSUM_BYTES, bytes, ip)) {
            return "correct";
        }
        if (!bytes.has(0, bytes.length())) {
            return "unverified";
        }
        return isCorrect(bytes.length(), bytes, ip) ? "correct" : "incorrect";
    }

    private static boolean isCorrect(int length, Bytes bytes, IpHeader ip) {
        long begin = ip.isV6() ? ip.pseudoHeader(PROTOCOL, length) : 0;
        return bytes.has(0, length) && Checksum.isCorrect(Checksum.sum(begin, bytes, 0, length));
    }

    private static boolean register(Bytes body, Line line) {
        if (body.length() < 4) {
            return false;
        }
        int flags = body.i32(0);
        String name = switch (flags >>> 28) {
            case 8 -> "Border";
            case 4 -> "Null";
            default -> "none";
        };
        line.add(", Flags [ ").add((flags & 0x0fff_ffff) == 0 ? name : "none").add(" ]\n\t");
        Bytes inner = body.from(4);
        if (inner.length() == 0 || !line.deeper()) {
            return inner.length() > 0;
        }
        int version = inner.u8(0) >> 4;
        switch (version) {
            case 0 -> {
                inner.require(12, 8);
                line.add("IP-Null-header ", line.names().ipv4(inner.i32(12)));
                line.add(" > ", line.names().ipv4(inner.i32(16)));
            }
            case 4 -> Ipv4.print(inner, line);
            case 6 -> Ipv6.print(inner, line);
            default -> line.add("IP ver ").add(version);
        }
        return true;
    }

    private static boolean joins(int type, PimFields fields, Line line) {
        boolean acknowledgement = type == GRAFT_ACKNOWLEDGEMENT;
        if ((!acknowledgement && !fields.unicast(", upstream-neighbor: ")) || fields.left() < 4) {
            return false;
        }
        int groups = fields.u8(1);
        int seconds = fields.u16(2);
        line.add("\n\t  ").add(groups).add(" group(s)");
        if (!acknowledgement) {
            line.add(", holdtime: ").add(seconds == 0xffff ? "infinite" : TimeSpan.text(seconds));
        }
        fields.skip(4);
        for (int i = 1; i <= groups; i++) {
            if (!fields.group("\n\t    group #" + i + ": ") || fields.left() < 4) {
                return false;
            }
            int joined = fields.u16(0);
            int pruned = fields.u16(2);
            line.add(", joined sources: ").add(joined).add(", pruned sources: ").add(pruned);
            fields.skip(4);
            if (!sources("\n\t      joined source #", joined, fields)
                    || !sources("\n\t      pruned source #", pruned, fields)) {
                return false;
            }
        }
        return true;
    }

    private static boolean sources(String title, int count, PimFields fields) {
        for (int i = 1; i <= count; i++) {
            if (!fields.source(title + i + ": ")) {
                return false;
            }
        }
        return true;
    }

    private static boolean choice(PimFields fields, Line line) {
        if (!fields.group(" group=") || !fields.unicast(" src=") || fields.left() < 8) {
            return false;
        }
        fields.part(8).require(0, 8);
        long preference = fields.u32(0);
        line.add(preference >> 31 == 0 ? "" : " RPT");
        line.add(" pref=").add(preference & 0x7fff_ffff).add(" metric=", fields.u32(4));
        return true;
    }
}
