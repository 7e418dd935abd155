package io.millrace.cli.print;

/** Where a media endpoint is, as LLDP tells it: by coordinates, by a civic address, or by a telephone number. */
final class LldpLocation {
    private LldpLocation() {}

    /** A part that begins with the organisation; its fifth byte is the form. */
    static void print(Bytes value, Line line) {
        int form = value.u8(4);
        line.add("\n\t    Location data format ")
                .add(formName(form))
                .add(" (0x")
                .hex(form, 2)
                .add(')');
        switch (form) {
            case 1 -> coordinates(value, line);
            case 2 -> civic(value, line);
            case 3 -> {
                line.add("\n\t    ECS ELIN id ");
                Text.padded(value, 5, value.length() - 5, line);
            }
            default -> line.add("\n\t    Location ID ").unknown("\n\t      ", value.from(5));
        }
    }

    private static void coordinates(Bytes value, Line line) {
        if (value.length() < 21) {
            return;
        }
        degrees("\n\t    Latitude resolution ", ", latitude value ", value, 5, line);
        degrees("\n\t    Longitude resolution ", ", longitude value ", value, 10, line);
        int type = value.u8(15) >> 4;
        String unit = switch (type) {
            case 1 -> "meters";
            case 2 -> "floors";
            default -> "unknown";
        };
        line.add("\n\t    Altitude type ").add(unit).add(" (").add(type).add(')');
        line.add("\n\t    Altitude resolution ", (value.u16(15) >> 6) & 0x3f);
        line.hex(", altitude value 0x", value.u32(16) & 0x3fff_ffff);
        int datum = value.u8(20);
        String name = switch (datum) {
            case 1 -> "World Geodesic System 1984";
            case 2 -> "North American Datum 1983 (NAVD88)";
            case 3 -> "North American Datum 1983 (MLLW)";
            default -> "unknown";
        };
        line.add("\n\t    Datum ").add(name).add(" (0x").hex(datum, 2).add(')');
    }

    private static void degrees(String resolution, String title, Bytes value, int at, Line line) {
        line.add(resolution, value.u8(at) >> 2);
        line.add(title, (long) (value.u8(at) & 3) << 32 | value.u32(at + 1));
    }

    private static void civic(Bytes value, Line line) {
        int length = value.length() < 6 ? 0 : value.u8(5);
        if (length < 3 || value.length() < 7 + length) {
            return;
        }
        int what = value.u8(6);
        String whose = switch (what) {
            case 0 -> "location of DHCP server";
            case 1 -> "location of the network element believed to be closest to the client";
            case 2 -> "location of the client";
            default -> "unknown";
        };
        line.add("\n\t    LCI length ").add(length).add(", LCI what ").add(whose);
        line.add(" (0x").hex(what, 2).add("), Country-code ");
        Text.padded(value, 7, 2, line);
        int at = 9;
        for (int left = length - 3; left >= 2; ) {
            int type = value.u8(at);
            int size = value.u8(at + 1);
            line.add("\n\t      CA type '").add(elementName(type)).add("' (").add(type);
            line.add("), length ").add(size).add(": ");
            if (type == 0 || size == 0 || left - 2 < size) {
                return;
            }
            Text.padded(value, at + 2, size, line);
            at += 2 + size;
            left -= 2 + size;
        }
    }

    private static String formName(int form) {
        return switch (form) {
            case 1 -> "coordinate-based LCI";
            case 2 -> "civic address LCI";
            case 3 -> "ECS ELIN";
            default -> "unknown";
        };
    }

    private static String elementName(int type) {
        return switch (type) {
            case 1 -> "national subdivisions (state,canton,region,province,prefecture)";
            case 2 -> "county, parish, gun, district";
            case 3 -> "city, township, shi";
            case 4 -> "city division, borough, city district, ward chou";
            case 5 -> "neighborhood, block";
            case 6 -> "street";
            default -> "unknown";
        };
    }
}
