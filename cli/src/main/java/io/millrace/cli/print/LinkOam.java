package io.millrace.cli.print;

/** Operation, administration and maintenance of an Ethernet link (IEEE 802.3, 57). */
final class LinkOam {
    private static final int INFORMATION = 16;
    private static final int EVENT = 40;

    private static final Words FLAGS = Words.NONE
            .with(0x01, "Link Fault")
            .with(0x02, "Dying Gasp")
            .with(0x04, "Critical Event")
            .with(0x08, "Local Evaluating")
            .with(0x10, "Local Stable")
            .with(0x20, "Remote Evaluating")
            .with(0x40, "Remote Stable");

    private static final Words CONFIGURATION = Words.NONE
            .with(0x01, "Active")
            .with(0x02, "Unidirectional")
            .with(0x04, "Remote-Loopback")
            .with(0x08, "Link-Events")
            .with(0x10, "Variable-Retrieval");

    private LinkOam() {}

    /** A message from its flags on. */
    static void print(Bytes bytes, Line line) {
        if (bytes.length() < 3) {
            tooShort(line);
            return;
        }
        bytes.require(0, 3);
        int code = bytes.u8(2);
        line.add("\n\tCode ").add(codeName(code)).add(" OAM PDU, Flags [");
        line.add(FLAGS.bits(bytes.u16(0), ", ", "none")).add(']');
        Bytes data = bytes.from(3);
        switch (code) {
            case 0x00 -> parts(false, data, line);
            case 0x01 -> events(data, line);
            case 0x04 -> loopback(data, line);
            default -> {
                if (line.style().verbosity() <= 1) {
                    line.unknown("\n\t  ", data);
                }
            }
        }
    }

    private static void events(Bytes data, Line line) {
        if (data.length() < 2) {
            tooShort(line);
            return;
        }
        line.add("\n\t  Sequence Number ", data.u16(0));
        parts(true, data.from(2), line);
    }

    private static void loopback(Bytes data, Line line) {
        if (data.length() < 1) {
            tooShort(line);
            return;
        }
        int command = data.u8(0);
        String name = switch (command) {
            case 1 -> "Enable OAM Remote Loopback";
            case 2 -> "Disable OAM Remote Loopback";
            default -> "Unknown";
        };
        line.add("\n\t  Command ").add(name).add(" (").add(command).add(')');
    }

    private static void parts(boolean events, Bytes data, Line line) {
        for (int at = 0; at < data.length(); ) {
            int left = data.length() - at;
            if (left < 2) {
                tooShort(line);
                return;
            }
            int type = data.u8(at);
            int length = data.u8(at + 1);
            line.add("\n\t  ").add(events ? eventName(type) : informationName(type));
            line.add(events ? " Link Event Type (" : " Information Type (").add(type);
            line.add("), length ").add(length);
            if (type == 0) {
                return;
            }
            if (length < 2) {
                line.add("\n\t    ERROR: illegal length - should be >= 2");
                return;
            }
            if (left < length) {
                tooShort(line);
                return;
            }
            data.require(at, length);
            Bytes part = data.part(at, length);
            boolean told = events ? event(type, part, line) : information(type, part, line);
            if (line.style().verbosity() > 1 || !told) {
                line.unknown("\n\t  ", part);
            }
            at += length;
        }
    }

    private static boolean information(int type, Bytes part, Line line) {
        if (type != 1 && type != 2) {
            return false;
        }
        if (part.length() != INFORMATION) {
            line.add("\n\t    ERROR: illegal length - should be ").add(INFORMATION);
            return false;
        }
        line.add("\n\t    OAM-Version ", part.u8(2)).add(", Revision ", part.u16(3));
        int state = part.u8(5);
        line.add("\n\t    State-Parser-Action ").add(parserAction(state & 3));
        line.add(", State-MUX-Action ").add((state & 4) == 0 ? "forwarding" : "discarding");
        line.add("\n\t    OAM-Config Flags [", CONFIGURATION.bits(part.u8(6), ", ", "none"));
        line.add("], OAM-PDU-Config max-PDU size ", part.u16(7) & 0x7ff);
        line.add("\n\t    OUI ", Organizations.name(part.u24(9))).hex(" (0x", part.u24(9), 6);
        line.hex("), Vendor-Private 0x", part.u32(12), 8);
        return true;
    }

    private static boolean event(int type, Bytes part, Line line) {
        if (type < 1 || type > 4) {
            return false;
        }
        if (part.length() != EVENT) {
            line.add("\n\t    ERROR: illegal length - should be ").add(EVENT);
            return false;
        }
        line.add("\n\t    Timestamp ", part.u16(2) * 100L).add(" ms");
        line.add(", Errored Window ", Long.toUnsignedString(part.u64(4)));
        line.add("\n\t    Errored Threshold ", Long.toUnsignedString(part.u64(12)));
        line.add("\n\t    Errors ", Long.toUnsignedString(part.u64(20)));
        line.add("\n\t    Error Running Total ", Long.toUnsignedString(part.u64(28)));
        line.add("\n\t    Event Running Total ", part.u32(36));
        return true;
    }

    private static void tooShort(Line line) {
        line.add("\n\t\t packet is too short");
    }

    private static String codeName(int code) {
        return switch (code) {
            case 0x00 -> "Information";
            case 0x01 -> "Event Notification";
            case 0x02 -> "Variable Request";
            case 0x03 -> "Variable Response";
            case 0x04 -> "Loopback Control";
            case 0xfe -> "Vendor Private";
            default -> "Unknown (" + code + ")";
        };
    }

    private static String informationName(int type) {
        return switch (type) {
            case 0 -> "End of TLV marker";
            case 1 -> "Local";
            case 2 -> "Remote";
            case 0xfe -> "Organization specific";
            default -> "Reserved";
        };
    }

    private static String eventName(int type) {
        return switch (type) {
            case 0 -> "End of TLV marker";
            case 1 -> "Errored Symbol Period Event";
            case 2 -> "Errored Frame Event";
            case 3 -> "Errored Frame Period Event";
            case 4 -> "Errored Frame Seconds Summary Event";
            case 0xfe -> "Organization specific";
            default -> "Reserved";
        };
    }

    private static String parserAction(int state) {
        return switch (state) {
            case 0 -> "forwarding";
            case 1 -> "looping back";
            case 2 -> "discarding";
            default -> "reserved";
        };
    }
}
