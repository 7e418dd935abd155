package io.millrace.cli.print;

/** IEEE's slow protocols: LACP and Marker (802.1AX) here, OAM of Ethernet links (802.3) in {@link LinkOam}. */
final class SlowProtocols {
    private static final int LACP = 1;
    private static final int MARKER = 2;
    private static final int OAM = 3;

    private static final Words STATE = Words.NONE
            .with(0x01, "Activity")
            .with(0x02, "Timeout")
            .with(0x04, "Aggregation")
            .with(0x08, "Synchronization")
            .with(0x10, "Collecting")
            .with(0x20, "Distributing")
            .with(0x40, "Default")
            .with(0x80, "Expired");

    private SlowProtocols() {}

    static void print(Bytes bytes, Line line) {
        line.protocol("slow");
        int subtype = bytes.length() < 1 ? 0 : bytes.u8(0);
        boolean versioned = subtype == LACP || subtype == MARKER;
        if (bytes.length() < (versioned ? 2 : 1)) {
            line.add(line.style().verbose() ? "\n\t\t packet is too short" : " (packet is too short)");
            return;
        }
        if (versioned && bytes.u8(1) != 1) {
            line.add(name(subtype)).add(" version ", bytes.u8(1)).add(" packet not supported");
            return;
        }
        line.add(name(subtype)).add(versioned ? "v1" : "").add(", length ").add(bytes.length());
        if (!versioned && subtype != OAM) {
            line.unknown("\n\t", bytes);
        } else if (line.style().verbose()) {
            if (subtype == OAM) {
                LinkOam.print(bytes.from(1), line);
            } else {
                parts(subtype, bytes.from(2), line);
            }
        }
    }

    private static void parts(int subtype, Bytes bytes, Line line) {
        for (int at = 0; at < bytes.length(); ) {
            if (bytes.length() - at < 2) {
                line.add("\n\t\t packet is too short");
                return;
            }
            int type = bytes.u8(at);
            int length = bytes.u8(at + 1);
            line.add("\n\t").add(partName(subtype, type)).add(" TLV (0x").hex(type, 2);
            line.add("), length ").add(length);
            if (type == 0) {
                return;
            }
            if (length < 2) {
                line.add("\n\t    ERROR: illegal length - should be >= 2");
                return;
            }
            if (bytes.length() - at < length) {
                line.add("\n\t\t packet is too short");
                return;
            }
            bytes.require(at, length);
            part(subtype, type, bytes.part(at + 2, length - 2), line);
            at += length;
        }
    }

    private static void part(int subtype, int type, Bytes value, Line line) {
        int expected = expectedLength(subtype, type);
        boolean known = expected > 0;
        if (known && value.length() != expected) {
            line.add("\n\t    ERROR: illegal length - should be ").add(expected + 2);
        } else if (subtype == MARKER && type == 1) {
            marker(value, line);
        } else if (type == 3) {
            line.add("\n\t  Max Delay ", value.u16(0));
        } else if (known) {
            partner(value, line);
        }
        if (line.style().verbosity() > 1 || !known) {
            line.unknown("\n\t  ", value);
        }
    }

    private static int expectedLength(int subtype, int type) {
        if (subtype == MARKER) {
            return type == 1 ? 14 : 0;
        }
        return switch (type) {
            case 1, 2 -> 18;
            case 3 -> 14;
            default -> 0;
        };
    }

    private static void partner(Bytes value, Line line) {
        line.add("\n\t  System ", line.names().mac(value.u48(2)));
        line.add(", System Priority ", value.u16(0));
        line.add(", Key ", value.u16(8));
        line.add(", Port ", value.u16(12));
        line.add(", Port Priority ", value.u16(10));
        line.add("\n\t  State Flags [", STATE.bits(value.u8(14), ", ", "none")).add(']');
    }

    private static void marker(Bytes value, Line line) {
        line.add("\n\t  Request System ", line.names().mac(value.u48(2)));
        line.add(", Request Port ", value.u16(0));
        line.hex(", Request Transaction ID 0x", value.u32(8), 8);
    }

    private static String name(int subtype) {
        return switch (subtype) {
            case LACP -> "LACP";
            case MARKER -> "MARKER";
            case OAM -> "OAM";
            default -> "unknown (" + subtype + ")";
        };
    }

    private static String partName(int subtype, int type) {
        if (type == 0) {
            return "Terminator";
        }
        if (subtype == MARKER) {
            return type == 1 ? "Marker Information" : "Unknown";
        }
        return switch (type) {
            case 1 -> "Actor Information";
            case 2 -> "Partner Information";
            case 3 -> "Collector Information";
            default -> "Unknown";
        };
    }
}
