package io.millrace.cli.print;

/** What TIA adds to LLDP for telephones and other media endpoints (ANSI/TIA-1057). */
final class LldpMedia {
    private static final Words CAPABILITIES = Words.NONE
            .with(0x01, "LLDP-MED capabilities")
            .with(0x02, "network policy")
            .with(0x04, "location identification")
            .with(0x08, "extended power via MDI-PSE")
            .with(0x10, "extended power via MDI-PD")
            .with(0x20, "Inventory");
    private static final Words POLICY =
            Words.NONE.with(0x80, "Unknown").with(0x40, "Tagged").with(0x20, "reserved");

    /** More tenths of a watt than this are no power. */
    private static final int RESERVED_POWER = 1024;

    private LldpMedia() {}

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
            case 1 -> {
                line.add("\n\t    Media capabilities [", CAPABILITIES.bits(value.u16(4), ", ", "none"));
                line.hex("] (0x", value.u16(4), 4);
                line.add(")\n\t    Device type [", deviceName(value.u8(6)));
                line.hex("] (0x", value.u8(6), 2).add(')');
            }
            case 2 -> policy(value, line);
            case 3 -> LldpLocation.print(value, line);
            case 4 -> power(value, line);
            case 5, 6, 7, 8, 9, 10, 11 -> {
                line.add("\n\t  ").add(inventoryName(subtype)).add(' ');
                Text.padded(value, 4, value.length() - 4, line);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private static int shortest(int subtype) {
        return switch (subtype) {
            case 1, 4 -> 7;
            case 2 -> 8;
            case 3 -> 5;
            default -> 0;
        };
    }

    private static void policy(Bytes value, Line line) {
        line.add("\n\t    Application type [", applicationName(value.u8(4)));
        line.hex("] (0x", value.u8(4), 2);
        line.add("), Flags [", POLICY.bits(value.u8(5), ", ", "none"));
        line.add("]\n\t    Vlan id ", (value.u16(5) & 0x1ffe) >> 1);
        line.add(", L2 priority ", (value.u16(6) & 0x01ff) >> 6);
        line.add(", DSCP value ", value.u16(6) & 0x3f);
    }

    private static void power(Bytes value, Line line) {
        int field = value.u8(4);
        String source = switch ((field & 0x30) >> 4) {
            case 1 -> "PSE - primary power source";
            case 2 -> "local - backup power source";
            case 3 -> "PSE+local - reserved";
            default -> "none";
        };
        String priority = switch (field & 0x0f) {
            case 1 -> "critical";
            case 2 -> "high";
            case 3 -> "low";
            default -> "none";
        };
        // tcpdump looks at the two lowest bits for the type, not at the two highest
        line.add("\n\t    Power type [").add((field & 3) != 0 ? "PD device" : "PSE device");
        line.add("], Power source [").add(source);
        line.add("]\n\t    Power priority [")
                .add(priority)
                .add("] (0x")
                .hex(field & 0x0f, 2)
                .add("), Power ");
        int power = value.u16(5);
        if (power < RESERVED_POWER) {
            line.add(power / 10).add('.').add(power % 10).add(" Watts");
        } else {
            line.add(power).add(" (Reserved)");
        }
    }

    private static String name(int subtype) {
        return switch (subtype) {
            case 1 -> "LLDP-MED Capabilities";
            case 2 -> "Network policy";
            case 3 -> "Location identification";
            case 4 -> "Extended power-via-MDI";
            case 5 -> "Inventory - hardware revision";
            case 6 -> "Inventory - firmware revision";
            case 7 -> "Inventory - software revision";
            case 8 -> "Inventory - serial number";
            case 9 -> "Inventory - manufacturer name";
            case 10 -> "Inventory - model name";
            case 11 -> "Inventory - asset ID";
            default -> "unknown";
        };
    }

    private static String inventoryName(int subtype) {
        return switch (subtype) {
            case 5 -> "Hardware revision";
            case 6 -> "Firmware revision";
            case 7 -> "Software revision";
            case 8 -> "Serial number";
            case 9 -> "Manufacturer name";
            case 10 -> "Model name";
            default -> "Asset ID";
        };
    }

    private static String deviceName(int type) {
        return switch (type) {
            case 1, 2, 3 -> "endpoint class " + type;
            case 4 -> "network connectivity";
            default -> "unknown";
        };
    }

    private static String applicationName(int type) {
        return switch (type) {
            case 1 -> "voice";
            case 2 -> "voice signaling";
            case 3 -> "guest voice";
            case 4 -> "guest voice signaling";
            case 5 -> "softphone voice";
            case 6 -> "video conferencing";
            case 7 -> "streaming video";
            case 8 -> "video signaling";
            default -> "none";
        };
    }
}
