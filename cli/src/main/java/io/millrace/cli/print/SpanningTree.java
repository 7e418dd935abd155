package io.millrace.cli.print;

/** The spanning tree protocols of bridges: STP, RSTP, MSTP, SPB (IEEE 802.1D, 802.1Q). */
final class SpanningTree {
    private static final int CONFIGURATION = 35;
    private static final int RAPID = CONFIGURATION + 1;
    private static final int MULTIPLE = 102;

    private static final int VERSION_3_LENGTH = 36;
    private static final int INSTANCE = 16;

    /** What the length of version 3 counts besides the instances. */
    private static final int REGION = 64;

    private static final int SHORTEST_SPB = 87;

    private static final Words FLAGS = Words.NONE
            .with(0x01, "Topology change")
            .with(0x02, "Proposal")
            .with(0x10, "Learn")
            .with(0x20, "Forward")
            .with(0x40, "Agreement")
            .with(0x80, "Topology change ACK");

    private SpanningTree() {}

    static void print(Bytes bytes, Line line) {
        line.protocol("stp");
        if (bytes.length() < 4) {
            line.invalid();
            return;
        }
        if (bytes.u16(0) != 0) {
            line.add("unknown STP version, length ").add(bytes.length());
            return;
        }
        int version = bytes.u8(2);
        line.add("STP ").add(versionName(version));
        if (version == 0 || (version >= 2 && version <= 4)) {
            int type = bytes.u8(3);
            line.add(", ").add(typeName(type));
            if (!isTold(version, type, bytes, line)) {
                line.invalid();
            }
        }
    }

    /** Tells the rest; says whether it is as long as it should be. */
    private static boolean isTold(int version, int type, Bytes bytes, Line line) {
        int length = bytes.length();
        if (type == 0) {
            return length >= CONFIGURATION && configuration(version, bytes, line);
        }
        if (type != 2 || version == 0) {
            return true;
        }
        if (version == 2) {
            return length >= RAPID && configuration(version, bytes, line);
        }
        if (length < MULTIPLE || bytes.u8(CONFIGURATION) != 0) {
            return false;
        }
        int end = RAPID + 2 + bytes.u16(VERSION_3_LENGTH);
        if (length < end) {
            return false;
        }
        multiple(bytes, line);
        return version == 3 || shortestPath(bytes, end, line);
    }

    private static boolean configuration(int version, Bytes bytes, Line line) {
        int flags = bytes.u8(4);
        line.add(", Flags [").add(FLAGS.bits(flags, ", ", "none")).add(']');
        bytes.require(17, 10);
        bridge(", bridge-id ", bytes, 17, line);
        line.add('.').hex(bytes.u16(25), 4).add(", length ").add(bytes.length());
        if (line.style().verbose()) {
            timers(bytes, line);
            bridge("\n\troot-id ", bytes, 5, line);
            line.add(", root-pathcost ", bytes.u32(13));
            line.add(version == 2 ? ", port-role " + role(flags) : "");
        }
        return true;
    }

    private static void multiple(Bytes bytes, Line line) {
        int flags = bytes.u8(4);
        line.add(", CIST Flags [")
                .add(FLAGS.bits(flags, ", ", "none"))
                .add("], length ")
                .add(bytes.length());
        if (!line.style().verbose()) {
            return;
        }
        line.add("\n\tport-role ").add(role(flags));
        bridge(", CIST root-id ", bytes, 5, line);
        line.add(", CIST ext-pathcost ", bytes.u32(13));
        bridge("\n\tCIST regional-root-id ", bytes, 17, line);
        line.hex(", CIST port-id ", bytes.u16(25), 4).add(',');
        timers(bytes, line);
        int told = bytes.u16(VERSION_3_LENGTH);
        line.add("\n\tv3len ").add(told).add(", MCID Name ");
        Text.padded(bytes, 39, 32, line);
        bytes.require(71, 18);
        line.add(", rev ", bytes.u16(71)).add(",\n\t\tdigest ");
        digest(bytes, 73, 4, line);
        line.add(", ");
        line.add("CIST int-root-pathcost ", bytes.u32(89)).add(',');
        bridge("\n\tCIST bridge-id ", bytes, 93, line);
        line.add(", ");
        line.add("CIST remaining-hops ", bytes.u8(101));
        for (int left = told - REGION, at = MULTIPLE; left >= INSTANCE; left -= INSTANCE, at += INSTANCE) {
            instance(bytes, at, line);
        }
    }

    private static void instance(Bytes bytes, int at, Line line) {
        int number = bytes.u16(at + 1) & 0x0fff;
        int flags = bytes.u8(at);
        line.add("\n\tMSTI ").add(number).add(", Flags [").add(FLAGS.bits(flags, ", ", "none"));
        line.add("], port-role ").add(role(flags));
        bytes.require(at + 1, 12);
        bridge("\n\t\tMSTI regional-root-id ", bytes, at + 1, line);
        line.add(", pathcost ", bytes.u32(at + 9));
        bytes.require(at + 13, 3);
        line.add("\n\t\tMSTI bridge-prio ", bytes.u8(at + 13) >> 4);
        line.add(", port-prio ", bytes.u8(at + 14) >> 4);
        line.add(", hops ", bytes.u8(at + 15));
    }

    private static boolean shortestPath(Bytes bytes, int at, Line line) {
        int told = bytes.u16(at) + 2;
        if (bytes.length() < at + told || told < SHORTEST_SPB) {
            return false;
        }
        if (!line.style().verbose()) {
            return true;
        }
        line.add("\n\tv4len ").add(told - 2).add(", AUXMCID Name ");
        Text.padded(bytes, at + 3, 32, line);
        bytes.require(at + 35, 18);
        line.add(", Rev ", bytes.u16(at + 35)).add(",\n\t\tdigest ");
        digest(bytes, at + 37, 4, line);
        bytes.require(at + 53, 34);
        int agreement = bytes.u8(at + 53);
        line.add("\n\tAgreement num ").add(agreement >> 6);
        line.add(", Discarded Agreement num ").add((agreement >> 4) & 3);
        line.add(", Agreement valid-flag ").add((agreement >> 3) & 1);
        line.add(",\n\tRestricted role-flag: ").add((agreement >> 2) & 1);
        line.add(", Format id ", bytes.u8(at + 55) >> 4).add(" cap ", bytes.u8(at + 55));
        line.add(", Convention id ", bytes.u8(at + 56) >> 4).add(" cap ", bytes.u8(at + 56));
        line.add(",\n\tEdge count ", bytes.u16(at + 57)).add(", Agreement digest ");
        digest(bytes, at + 67, 5, line);
        return true;
    }

    private static void timers(Bytes bytes, Line line) {
        bytes.require(27, 8);
        seconds("\n\tmessage-age ", bytes.u16(27), line);
        seconds(", max-age ", bytes.u16(29), line);
        seconds(", hello-time ", bytes.u16(31), line);
        seconds(", forwarding-delay ", bytes.u16(33), line);
    }

    /** A time in units of 1/256 s, to hundredths of a second. */
    private static void seconds(String title, int time, Line line) {
        long hundredths = Math.round(Math.rint(time / 2.56));
        line.add(title).add(hundredths / 100).add('.');
        line.add(hundredths / 10 % 10).add(hundredths % 10).add('s');
    }

    private static void digest(Bytes bytes, int at, int words, Line line) {
        for (int i = 0; i < words; i++) {
            line.hex(bytes.u32(at + 4 * i), 8);
        }
    }

    /** A bridge's identifier: its priority, and its MAC address. */
    private static void bridge(String title, Bytes bytes, int at, Line line) {
        bytes.require(at, 8);
        line.hex(title, bytes.u16(at), 4).add('.').add(Names.NUMERIC.mac(bytes.u48(at + 2)));
    }

    private static String versionName(int version) {
        return switch (version) {
            case 0 -> "802.1d";
            case 2 -> "802.1w";
            case 3 -> "802.1s";
            case 4 -> "802.1aq";
            default -> "Unknown STP protocol (0x%02x)".formatted(version);
        };
    }

    private static String typeName(int type) {
        return switch (type) {
            case 0x00 -> "Config";
            case 0x02 -> "Rapid STP";
            case 0x80 -> "Topology Change";
            default -> "Unknown BPDU Type (0x%02x)".formatted(type);
        };
    }

    private static String role(int flags) {
        return switch ((flags >> 2) & 3) {
            case 1 -> "Alternate";
            case 2 -> "Root";
            case 3 -> "Designated";
            default -> "Unknown";
        };
    }
}
