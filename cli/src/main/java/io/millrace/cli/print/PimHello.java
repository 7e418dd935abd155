package io.millrace.cli.print;

/** The options of a PIM hello (RFC 7761, 4.9.2). */
final class PimHello {
    private static final Words NAMES = Words.NONE
            .with(1, "Hold Time")
            .with(2, "LAN Prune Delay")
            .with(18, "DR Priority (Old)")
            .with(19, "DR Priority")
            .with(20, "Generation ID")
            .with(21, "State Refresh Capability")
            .with(22, "Bi-Directional Capability")
            .with(24, "Address List")
            .with(65001, "Address List (Old)");

    private final PimFields fields;
    private final Line line;

    PimHello(PimFields fields) {
        this.fields = fields;
        this.line = fields.line();
    }

    /** Tells all options; false if the message ends before they do. */
    boolean isTold() {
        while (fields.left() > 0) {
            if (fields.left() < 4) {
                return false;
            }
            int type = fields.u16(0);
            int length = fields.u16(2);
            String name = NAMES.of(type);
            line.add("\n\t  ")
                    .add(name == null ? "Unknown" : name)
                    .add(" Option (")
                    .add(type);
            line.add("), length ").add(length).add(", Value: ");
            fields.skip(4);
            if (fields.left() < length) {
                return false;
            }
            Bytes value = fields.part(length);
            value.require(0, length);
            int expected = expectedLength(type, length);
            if (length != expected) {
                line.add("[option length ")
                        .add(length)
                        .add(" != ")
                        .add(expected)
                        .add(']')
                        .invalid();
                return true;
            }
            boolean whole = value(type, value);
            if (name == null || line.style().verbosity() > 1) {
                line.unknown("\n\t    ", value);
            }
            if (!whole) {
                return false;
            }
            fields.skip(length);
        }
        return true;
    }

    private static int expectedLength(int type, int length) {
        return switch (type) {
            case 1 -> 2;
            case 2, 20, 21 -> 4;
            case 18, 19 -> length == 0 ? 0 : 4;
            default -> length;
        };
    }

    private boolean value(int type, Bytes value) {
        switch (type) {
            case 1 -> line.add(TimeSpan.text(value.u16(0)));
            case 2 -> {
                line.add("\n\t    T-bit=", value.u16(0) >> 15);
                line.add(", LAN delay ", value.u16(0) & 0x7fff);
                line.add("ms, Override interval ", value.u16(2)).add("ms");
            }
            case 18, 19 -> {
                if (value.length() == 0) {
                    line.add("Bi-Directional Capability (Old)");
                } else {
                    line.add(value.u32(0));
                }
            }
            case 20 -> line.hex("0x", value.u32(0), 8);
            case 21 -> refresh(value);
            case 24, 65001 -> {
                return line.style().verbosity() < 2 || addresses(value);
            }
            default -> {}
        }
        return true;
    }

    private void refresh(Bytes value) {
        line.add('v').add(value.u8(0));
        if (value.u8(1) != 0) {
            line.add(", interval ", TimeSpan.text(value.u8(1)));
        }
        if (value.u16(2) != 0) {
            line.hex(" ?0x", value.u16(2), 4).add('?');
        }
    }

    private boolean addresses(Bytes value) {
        PimFields list = fields.within(value);
        while (list.left() > 0) {
            if (!list.unicast("\n\t    ")) {
                return false;
            }
        }
        return true;
    }
}
