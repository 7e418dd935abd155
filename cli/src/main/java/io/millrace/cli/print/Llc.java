package io.millrace.cli.print;

import io.millrace.protocol.EtherType;

/** IEEE 802.2 logical link control: who talks to whom at an address, as in {@code STP > STP}. */
final class Llc {
    /** For frames that have no addresses. */
    static final long NO_ADDRESS = -1;

    private static final int UNNUMBERED = 0x03;
    private static final int SUPERVISORY = 0x01;
    private static final int DATA = 0x03;
    private static final int IDENTIFICATION = 0xaf;
    private static final int IDENTIFICATION_FORMAT = 0x81;
    private static final int POLL = 0x10;
    private static final int POLL_OF_TWO_BYTES = 0x0100;

    private static final int IP = 0x06;
    private static final int STP = 0x42;
    private static final int SNAP = 0xaa;
    private static final int OSI = 0xfe;

    private static final Words POINTS = Words.NONE
            .with(0x00, "Null")
            .with(0xfe, "OSI")
            .with(0x02, "802.1B I")
            .with(0x03, "802.1B G")
            .with(IP, "IP")
            .with(0x04, "SNA")
            .with(0x0e, "ProWay NM")
            .with(STP, "STP")
            .with(0x4e, "RS511")
            .with(0x7e, "ISO8208")
            .with(0x8e, "ProWay")
            .with(SNAP, "SNAP")
            .with(0xe0, "IPX")
            .with(0xf0, "NetBeui");

    private static final Words COMMANDS = Words.NONE
            .with(DATA, "ui")
            .with(0xe3, "test")
            .with(IDENTIFICATION, "xid")
            .with(0x63, "ua")
            .with(0x43, "disc")
            .with(0x0f, "dm")
            .with(0x6f, "sabme")
            .with(0x87, "frmr");

    private Llc() {}

    /** Prints what is behind the header of IEEE 802.3, and says how long its own header is. */
    static int print(Bytes packet, long from, long to, Line line) {
        line.protocol("llc");
        int header = packet.captured() >= 3 && (packet.u8(2) & UNNUMBERED) == UNNUMBERED ? 3 : 4;
        if (packet.captured() < header) {
            line.truncated().hexAndAscii(packet);
            return packet.captured();
        }
        int control = header == 3 ? packet.u8(2) : packet.le16(2);
        int toPoint = packet.u8(0);
        int fromPoint = packet.u8(1);
        if (line.style().linkHeader()) {
            points(toPoint, fromPoint, line);
            line.add(", ctrl 0x").hex(control, 2 * (header - 2)).add(": ");
        }
        int service = toPoint & ~1;
        boolean sameService = service == (fromPoint & ~1) && control == DATA;
        if (sameService && service == SNAP) {
            if (!Snap.print(packet.from(header), from, to, line)) {
                line.rest(packet);
            }
            return header + Snap.HEADER_BYTES;
        }
        if (!sameService || !printService(service, packet.from(header), line)) {
            if (!line.style().linkHeader()) {
                ends(from, to, toPoint & ~1, fromPoint & ~1, line);
            }
            printControl(packet, header, control, line);
        }
        return header;
    }

    private static boolean printService(int service, Bytes payload, Line line) {
        switch (service) {
            case STP -> SpanningTree.print(payload, line);
            case IP -> EtherTypes.print(EtherType.IPV4, payload, line);
            case OSI -> Osi.print(payload, line);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void points(int toPoint, int fromPoint, Line line) {
        line.add("LLC, dsap ")
                .add(POINTS.of(toPoint & ~1, "Unknown"))
                .add(" (0x")
                .hex(toPoint & ~1, 2);
        line.add((toPoint & 1) == 0 ? ") Individual" : ") Group");
        line.add(", ssap ")
                .add(POINTS.of(fromPoint & ~1, "Unknown"))
                .add(" (0x")
                .hex(fromPoint & ~1, 2);
        line.add((fromPoint & 1) == 0 ? ") Command" : ") Response");
    }

    private static void ends(long from, long to, int toPoint, int fromPoint, Line line) {
        if (from != NO_ADDRESS) {
            line.add(line.names().mac(from)).add(' ');
        }
        if (toPoint != fromPoint) {
            point("Unknown SSAP 0x", fromPoint, line);
        }
        if (toPoint != fromPoint || from != NO_ADDRESS) {
            line.add("> ");
        }
        if (from != NO_ADDRESS) {
            line.add(line.names().mac(to)).add(' ');
        }
        point("Unknown DSAP 0x", toPoint, line);
    }

    private static void point(String unknown, int point, Line line) {
        String name = POINTS.of(point);
        if (name == null) {
            line.add(unknown).hex(point, 2);
        } else {
            line.add(name);
        }
        line.add(' ');
    }

    private static void printControl(Bytes packet, int header, int control, Line line) {
        int response = packet.u8(1) & 1;
        if (header == 3) {
            int command = control & ~POLL;
            String name = COMMANDS.of(command);
            line.add("Unnumbered, ");
            if (name == null) {
                line.hex(command, 2);
            } else {
                line.add(name);
            }
            line.add(", Flags [").add(flags(response, control & POLL));
            line.add("], length ").add(packet.length());
            if (command != IDENTIFICATION || !identification(packet.from(header), line)) {
                line.rest(packet);
            }
            return;
        }
        boolean supervisory = (control & SUPERVISORY) != 0;
        if (supervisory) {
            line.add("Supervisory, ").add(supervisoryName(control >> 2 & 3));
        } else {
            line.add("Information, send seq ").add(control >> 1 & 0x7f);
        }
        line.add(", rcv seq ").add(control >> 9 & 0x7f);
        line.add(", Flags [").add(flags(response, control & POLL_OF_TWO_BYTES));
        line.add("], length ").add(packet.length());
        if (!supervisory) {
            line.rest(packet);
        }
    }

    /** Tells an exchange of identification, if it has the form that the standard gives it. */
    private static boolean identification(Bytes payload, Line line) {
        if (payload.length() == 0) {
            return true;
        }
        if (payload.captured() == 0) {
            line.truncated();
            return true;
        }
        if (payload.u8(0) != IDENTIFICATION_FORMAT) {
            return false;
        }
        if (payload.captured() < 3) {
            line.truncated().hexAndAscii(payload);
        } else {
            line.hex(": ", payload.u8(1), 2).add(' ').hex(payload.u8(2), 2);
        }
        return true;
    }

    private static String flags(int response, int poll) {
        if (poll == 0) {
            return response == 0 ? "Command" : "Response";
        }
        return response == 0 ? "Poll" : "Final";
    }

    private static String supervisoryName(int command) {
        return switch (command) {
            case 0 -> "Receiver Ready";
            case 1 -> "Receiver not Ready";
            case 2 -> "Reject";
            default -> "?";
        };
    }
}
