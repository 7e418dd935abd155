package io.millrace.cli.print;

/** What IEEE 802.1 adds to LLDP: VLANs, and data centre bridging. */
final class Lldp8021 {
    private static final Words SUPPORT = Words.NONE.with(0x02, "supported").with(0x04, "enabled");

    private Lldp8021() {}

    /** Tells a part that begins with the organisation; says whether its form is known. */
    static boolean print(Bytes value, Line line) {
        if (value.length() < 4) {
            return true;
        }
        int subtype = value.u8(3);
        line.add("\n\t  ").add(name(subtype)).add(" Subtype (").add(subtype).add(')');
        if (value.length() < shortest(subtype)) {
            return true;
        }
        switch (subtype) {
            case 1 -> line.add("\n\t    port vlan id (PVID): ", value.u16(4));
            case 2 -> {
                line.add("\n\t    port and protocol vlan id (PPVID): ", value.u16(5));
                line.add(", flags [", SUPPORT.bits(value.u8(4), ", ", "none"));
                line.hex("] (0x", value.u8(4), 2).add(')');
            }
            case 3 -> vlanName(value, line);
            case 4 -> identity(value, line);
            case 7 -> Lldp8023.aggregation(value, line);
            case 8 -> {
                bits("\n\t    Pre-Priority CNPV Indicator", value.u8(4), line);
                bits("\n\t    Pre-Priority Ready Indicator", value.u8(5), line);
            }
            case 9 -> {
                int field = value.u8(4);
                line.add("\n\t    Willing:").add(field >> 7).add(", CBS:").add((field >> 6) & 2);
                line.add(", RES:").add((field >> 3) & 7).add(", Max TCs:").add(field & 7);
                transmission(value, line);
            }
            case 10 -> {
                line.add("\n\t    RES: ", value.u8(4));
                transmission(value, line);
            }
            case 11 -> flowControl(value, line);
            case 12 -> applications(value, line);
            case 13 -> virtualBridging(value, line);
            case 14 -> channels(value, line);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static int shortest(int subtype) {
        return switch (subtype) {
            case 1, 3, 8, 11 -> 6;
            case 2 -> 7;
            case 4, 12 -> 5;
            case 7, 13 -> 9;
            case 9, 10 -> 25;
            case 14 -> 8;
            default -> 0;
        };
    }

    private static void vlanName(Bytes value, Line line) {
        line.add("\n\t    vlan id (VID): ", value.u16(4));
        if (value.length() >= 7 && value.length() >= 7 + value.u8(6)) {
            line.add("\n\t    vlan name: ");
            Text.padded(value, 7, value.u8(6), line);
        }
    }

    private static void identity(Bytes value, Line line) {
        if (value.length() >= 5 + value.u8(4)) {
            line.add("\n\t    protocol identity: ");
            Text.padded(value, 5, value.u8(4), line);
        }
    }

    private static void bits(String title, int field, Line line) {
        line.add(title);
        line.add("\n\t     Priority : 0  1  2  3  4  5  6  7");
        line.add("\n\t     Value    : ");
        for (int i = 0; i < 8; i++) {
            line.add((field >> i) & 1).add("  ");
        }
    }

    private static void transmission(Bytes value, Line line) {
        line.add("\n\t    Priority Assignment Table");
        line.add("\n\t     Priority : 0   1   2   3   4   5   6   7");
        line.add("\n\t     Value    :");
        for (int i = 0; i < 8; i++) {
            column((value.u8(5 + i / 2) >> (i % 2 == 0 ? 4 : 0)) & 0xf, line);
        }
        line.add("\n\t    TC Bandwidth Table");
        line.add("\n\t     TC%   : 0   1   2   3   4   5   6   7");
        line.add("\n\t     Value :");
        for (int i = 0; i < 8; i++) {
            column(value.u8(9 + i), line);
        }
        line.add("\n\t    TSA Assignment Table");
        line.add("\n\t     Traffic Class: 0   1   2   3   4   5   6   7");
        line.add("\n\t     Value        :");
        for (int i = 0; i < 8; i++) {
            column(value.u8(17 + i), line);
        }
    }

    private static void column(int number, Line line) {
        String digits = Integer.toString(number);
        line.add(' ').add(digits).add(" ".repeat(3 - digits.length()));
    }

    private static void flowControl(Bytes value, Line line) {
        int field = value.u8(4);
        line.add("\n\t    Willing: ").add(field >> 7).add(", MBC: ").add((field >> 6) & 1);
        line.add(", RES: ")
                .add((field >> 4) & 3)
                .add(", PFC cap:")
                .add(field & 0xf)
                .add(' ');
        bits("\n\t    PFC Enable", value.u8(5), line);
    }

    private static void applications(Bytes value, Line line) {
        line.add("\n\t    RES: ", value.u8(4));
        if (value.length() == 5 || (value.length() - 5) % 3 != 0) {
            return;
        }
        line.add("\n\t    Application Priority Table");
        for (int at = 5; at < value.length(); at += 3) {
            int field = value.u8(at);
            line.add("\n\t      Priority: ").add(field >> 5).add(", RES: ").add((field >> 3) & 3);
            line.add(", Sel: ").add(field & 7).add(", Protocol ID: ", value.u16(at + 1));
        }
    }

    private static void virtualBridging(Bytes value, Line line) {
        int bridge = value.u8(4);
        line.add("\n\t    EVB Bridge Status");
        line.add("\n\t      RES: ").add(bridge >> 3).add(", BGID: ").add((bridge >> 2) & 1);
        line.add(", RRCAP: ").add((bridge >> 1) & 1).add(", RRCTR: ").add(bridge & 1);
        int station = value.u8(5);
        line.add("\n\t    EVB Station Status");
        line.add("\n\t      RES: ").add(station >> 4).add(", SGID: ").add((station >> 3) & 1);
        line.add(", RRREQ: ").add((station >> 2) & 1).add(",RRSTAT: ").add(station & 3);
        line.add("\n\t    R: ", value.u8(6) >> 5).add(", RTE: ", value.u8(6) & 0x1f);
        int mode = value.u8(7);
        String name = switch (mode >> 6) {
            case 0 -> "Not Supported";
            case 1 -> "EVB Bridge";
            case 2 -> "EVB Station";
            default -> "Reserved for future Standardization";
        };
        line.add(", EVB Mode: ").add(name).add(" [").add(mode >> 6).add(']');
        line.add("\n\t    ROL: ").add((mode >> 5) & 1).add(", RWD: ").add(mode & 0x1f);
        int keep = value.u8(8);
        line.add(", RES: ")
                .add(keep >> 6)
                .add(", ROL: ")
                .add((keep >> 5) & 1)
                .add(", RKA: ")
                .add(keep & 0x1f);
    }

    private static void channels(Bytes value, Line line) {
        int field = value.u8(4);
        line.add("\n\t    Role: ").add(field >> 7).add(", RES: ").add((field >> 4) & 7);
        line.add(", Scomp: ").add((field >> 3) & 1).add(" ChnCap: ", value.u16(6) & 0x0fff);
        if ((value.length() - 8) % 3 == 0) {
            for (int at = 8; at < value.length(); at += 3) {
                int channel = value.u24(at);
                line.add("\n\t    SCID: ").add(channel >> 12).add(", SVID: ").add(channel & 0xfff);
            }
        }
    }

    private static String name(int subtype) {
        return switch (subtype) {
            case 1 -> "Port VLAN Id";
            case 2 -> "Port and Protocol VLAN ID";
            case 3 -> "VLAN name";
            case 4 -> "Protocol Identity";
            case 7 -> "Link aggregation";
            case 8 -> "Congestion Notification";
            case 9 -> "ETS Configuration";
            case 10 -> "ETS Recommendation";
            case 11 -> "Priority Flow Control Configuration";
            case 12 -> "Application Priority";
            case 13 -> "EVB";
            case 14 -> "CDCP";
            default -> "unknown";
        };
    }
}
