package io.millrace.cli.print;

/** Ethernet II and IEEE 802.3 frames, with any number of VLAN tags (IEEE 802.1Q, 802.1ad). */
final class Ethernet {
    private static final int HEADER_BYTES = 14;
    private static final int TAG_BYTES = 4;
    /** Up to this number the type is the length of an IEEE 802.3 frame. */
    private static final int MAX_LENGTH = 1500;

    private Ethernet() {}

    /** Prints a packet whose link layer is Ethernet. */
    static void printLink(Bytes frame, Line line) {
        printFrame(frame, line);
    }

    /** Prints a frame that is carried by something else. */
    static void print(Bytes frame, Line line) {
        if (line.deeper()) {
            printFrame(frame, line);
        }
    }

    private static void printFrame(Bytes frame, Line line) {
        line.protocol("ether");
        if (frame.length() < HEADER_BYTES || frame.captured() < HEADER_BYTES) {
            line.linkEnds(frame.from(frame.captured())).truncated();
            return;
        }
        if (line.style().linkHeader()) {
            addresses(frame, line);
        }
        int type = frame.u16(12);
        int at = HEADER_BYTES;
        for (; isTag(type); at += TAG_BYTES) {
            if (!frame.has(at, TAG_BYTES)) {
                line.linkEnds(frame.from(frame.captured())).protocol("vlan").truncated();
                return;
            }
            if (line.style().linkHeader()) {
                type(type, line);
                length(frame, at, line);
                tag(frame.u16(at), line);
            }
            type = frame.u16(at + 2);
        }
        if (type <= MAX_LENGTH) {
            printLength(frame, at, type, line);
        } else {
            printType(frame, at, type, line);
        }
    }

    private static void printType(Bytes frame, int at, int type, Line line) {
        boolean headerFirst = line.style().linkHeader();
        if (headerFirst) {
            type(type, line);
            length(frame, at, line);
        }
        Bytes payload = frame.from(at);
        line.linkEnds(payload);
        if (!EtherTypes.print(type, payload, line)) {
            if (!headerFirst) {
                addresses(frame, line);
                type(type, line);
                line.add(", length ").add(frame.length()).add(": ");
            }
            line.rest(payload);
        }
    }

    private static void printLength(Bytes frame, int at, int length, Line line) {
        Bytes payload = frame.part(at, length);
        if (line.style().linkHeader()) {
            line.add("802.3");
            if (at == HEADER_BYTES) {
                line.add(", length ").add(payload.length()).add(": ");
            }
        }
        line.linkEnds(payload);
        int header = Llc.print(payload, frame.u48(6), frame.u48(0), line);
        line.linkEnds(payload.from(header));
    }

    private static void addresses(Bytes frame, Line line) {
        line.add(line.names().mac(frame.u48(6))).add(" > ");
        line.add(line.names().mac(frame.u48(0))).add(", ");
    }

    /** Adds a type's name and number, or with {@code -q} its name. */
    static void type(int type, Line line) {
        String name = EtherTypeNames.name(type);
        if (!line.style().quick()) {
            line.add("ethertype ").add(name == null ? "Unknown" : name);
            line.add(" (0x").hex(type, 4).add(')');
        } else if (name == null) {
            line.add("Unknown Ethertype (0x").hex(type, 4).add(')');
        } else {
            line.add(name);
        }
    }

    /** The frame's length is told once, behind its first type. */
    private static void length(Bytes frame, int at, Line line) {
        if (at == HEADER_BYTES) {
            line.add(", length ").add(frame.length()).add(": ");
        } else {
            line.add(", ");
        }
    }

    static boolean isTag(int type) {
        return switch (type) {
            case 0x8100, 0x88a8, 0x9100, 0x9200 -> true;
            default -> false;
        };
    }

    /** Adds the control information of a VLAN tag. */
    static void tag(int control, Line line) {
        line.add("vlan ").add(control & 0xfff).add(", p ").add(control >>> 13);
        line.add((control & 0x1000) == 0 ? ", " : ", DEI, ");
    }
}
