package io.millrace.cli.print;

/** Data centre bridging in LLDP before IEEE took it over: DCBX 1.01. */
final class LldpDcbx {
    private LldpDcbx() {}

    /** Tells a part that begins with the organisation; says whether its form is known. */
    static boolean print(Bytes value, Line line) {
        if (value.length() < 4) {
            return true;
        }
        int subtype = value.u8(3);
        String name = switch (subtype) {
            case 1 -> "DCB Capability Exchange Protocol Rev 1";
            case 2 -> "DCB Capability Exchange Protocol Rev 1.01";
            default -> "unknown";
        };
        line.add("\n\t  ").add(name).add(" Subtype (").add(subtype).add(')');
        return subtype != 1 && parts(value, line);
    }

    private static boolean parts(Bytes value, Line line) {
        boolean known = true;
        for (int at = 4; value.length() - at >= 2; ) {
            int type = value.u16(at) >> 9;
            int length = value.u16(at) & 0x1ff;
            at += 2;
            if (type == 0 || length == 0) {
                return true;
            }
            if (value.length() - at < length || length < shortest(type)) {
                return true;
            }
            Bytes part = value.part(at, length);
            known = part(type, part, line);
            if (line.style().verbosity() > 1 || !known) {
                line.unknown("\n\t    ", part);
            }
            at += length;
        }
        return known;
    }

    private static int shortest(int type) {
        return switch (type) {
            case 1 -> 10;
            case 2 -> 17;
            case 3 -> 6;
            case 4 -> 4;
            default -> 0;
        };
    }

    private static boolean part(int type, Bytes part, Line line) {
        switch (type) {
            case 1 -> {
                versions("Control - Protocol Control", type, part, line);
                line.add("\n\t      Sequence Number: ", part.u32(2));
                line.add("\n\t      Acknowledgement Number: ", part.u32(6));
            }
            case 2 -> priorityGroups(part, line);
            case 3 -> flowControl(part, line);
            case 4 -> applications(part, line);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void versions(String title, int type, Bytes part, Line line) {
        line.add("\n\t    ")
                .add(title)
                .add(" (type 0x")
                .hex(type)
                .add(", length ")
                .add(part.length());
        line.add(")\n\t      Oper_Version: ", part.u8(0));
        line.add("\n\t      Max_Version: ", part.u8(1));
    }

    private static void feature(String title, int type, Bytes part, Line line) {
        versions("Feature - " + title, type, part, line);
        int bits = part.u8(2);
        line.add("\n\t      Info block(0x").add("%02X".formatted(bits));
        line.add("): Enable bit: ").add(bits >> 7);
        line.add(", Willing bit: ").add((bits >> 6) & 1);
        line.add(", Error Bit: ").add((bits >> 5) & 1);
        line.add("\n\t      SubType: ", part.u8(3));
    }

    private static void priorityGroups(Bytes part, Line line) {
        feature("Priority Group", 2, part, line);
        line.add("\n\t      Priority Allocation");
        for (int i = 0; i < 8; i++) {
            line.add("\n\t          PgId_").add(i).add(": ", (part.u32(4) >> (28 - 4 * i)) & 0xf);
        }
        line.add("\n\t      Priority Group Allocation");
        for (int i = 0; i < 8; i++) {
            line.add("\n\t          Pg percentage[").add(i).add("]: ", part.u8(8 + i));
        }
        line.add("\n\t      NumTCsSupported: ", part.u8(16));
    }

    private static void flowControl(Bytes part, Line line) {
        feature("Priority Flow Control", 3, part, line);
        int bits = part.u8(4);
        line.add("\n\t      PFC Config (0x").add("%02X".formatted(bits)).add(')');
        for (int i = 0; i < 8; i++) {
            line.add("\n\t          Priority Bit ").add(i);
            line.add((bits >> i & 1) == 1 ? ": Enabled" : ": Disabled");
        }
        line.add("\n\t      NumTCPFCSupported: ", part.u8(5));
    }

    private static void applications(Bytes part, Line line) {
        feature("Application", 4, part, line);
        for (int at = 4; part.length() - at >= 6; at += 6) {
            int field = part.u24(at + 2);
            line.add("\n\t      Application Value");
            line.hex("\n\t          Application Protocol ID: 0x", part.u16(at), 4);
            line.add("\n\t          SF (0x").hex(field >> 22).add(") Application Protocol ID is ");
            line.add(field >> 22 != 0 ? "Socket Number" : "L2 EtherType");
            line.add("\n\t          OUI: 0x").hex(field & 0x3fffff, 6);
            line.hex("\n\t          User Priority Map: 0x", part.u8(at + 5), 2);
        }
    }
}
