package io.millrace.cli.print;

/** What IEEE 802.3 adds to LLDP: the physical layer, power, aggregation and the frame size. */
final class Lldp8023 {
    private static final Words STATUS = Words.NONE.with(0x01, "supported").with(0x02, "enabled");
    private static final Words POWER = Words.NONE
            .with(0x01, "PSE")
            .with(0x02, "supported")
            .with(0x04, "enabled")
            .with(0x08, "can be controlled");
    private static final Words ABILITIES = Words.NONE
            .with(0x4000, "10BASE-T hdx")
            .with(0x2000, "10BASE-T fdx")
            .with(0x1000, "100BASE-T4")
            .with(0x0800, "100BASE-TX hdx")
            .with(0x0400, "100BASE-TX fdx")
            .with(0x0200, "100BASE-T2 hdx")
            .with(0x0100, "100BASE-T2 fdx")
            .with(0x0080, "Pause for fdx links")
            .with(0x0040, "Asym PAUSE for fdx")
            .with(0x0020, "Sym PAUSE for fdx")
            .with(0x0010, "Asym and Sym PAUSE for fdx")
            .with(0x0008, "1000BASE-{X LX SX CX} hdx")
            .with(0x0004, "1000BASE-{X LX SX CX} fdx")
            .with(0x0002, "1000BASE-T hdx")
            .with(0x0001, "1000BASE-T fdx");

    private static final String[] ATTACHMENTS = {
        "Unknown",
        "AUI",
        "10BASE_5",
        "FOIRL",
        "10BASE2",
        "10BASET duplex mode unknown",
        "10BASEFP",
        "10BASEFB",
        "10BASEFL duplex mode unknown",
        "10BROAD36",
        "10BASET hdx",
        "10BASET fdx",
        "10BASEFL hdx",
        "10BASEFL fdx",
        "100BASET4",
        "100BASETX hdx",
        "100BASETX fdx",
        "100BASEFX hdx",
        "100BASEFX fdx",
        "100BASET2 hdx",
        "100BASET2 fdx",
        "1000BASEX hdx",
        "1000BASEX fdx",
        "1000BASELX hdx",
        "1000BASELX fdx",
        "1000BASESX hdx",
        "1000BASESX fdx",
        "1000BASECX hdx",
        "1000BASECX fdx",
        "1000BASET hdx",
        "1000BASET fdx",
        "10GBASEX",
        "10GBASELX4",
        "10GBASER",
        "10GBASEER",
        "10GBASELR",
        "10GBASESR",
        "10GBASEW",
        "10GBASEEW",
        "10GBASELW",
        "10GBASESW"
    };

    private Lldp8023() {}

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
            case 1 -> physical(value, line);
            case 2 -> power(value, line);
            case 3 -> aggregation(value, line);
            case 4 -> line.add("\n\t    MTU size ", value.u16(4));
            default -> {
                return false;
            }
        }
        return true;
    }

    private static int shortest(int subtype) {
        return switch (subtype) {
            case 1, 3 -> 9;
            case 2 -> 7;
            case 4 -> 6;
            default -> 0;
        };
    }

    private static void physical(Bytes value, Line line) {
        line.add("\n\t    autonegotiation [", STATUS.bits(value.u8(4), ", ", "none"));
        line.hex("] (0x", value.u8(4), 2);
        line.add(")\n\t    PMD autoneg capability [", ABILITIES.bits(value.u16(5), ", ", "unknown"));
        line.hex("] (0x", value.u16(5), 4);
        int attachment = value.u16(7);
        line.add(")\n\t    MAU type ").add(attachment < ATTACHMENTS.length ? ATTACHMENTS[attachment] : "unknown");
        line.add(" (0x").hex(attachment, 4).add(')');
    }

    private static void power(Bytes value, Line line) {
        String pair = switch (value.u8(5)) {
            case 1 -> "signal";
            case 2 -> "spare";
            default -> "unknown";
        };
        int level = value.u8(6);
        line.add("\n\t    MDI power support [", POWER.bits(value.u8(4), ", ", "none"));
        line.add("], power pair ").add(pair);
        line.add(", power class ").add(level >= 1 && level <= 5 ? "class" + (level - 1) : "unknown");
    }

    static void aggregation(Bytes value, Line line) {
        line.add("\n\t    aggregation status [", STATUS.bits(value.u8(4), ", ", "none"));
        line.add("], aggregation port ID ", value.u32(5));
    }

    private static String name(int subtype) {
        return switch (subtype) {
            case 1 -> "MAC/PHY configuration/status";
            case 2 -> "Power via MDI";
            case 3 -> "Link aggregation";
            case 4 -> "Max frame size";
            default -> "unknown";
        };
    }
}
