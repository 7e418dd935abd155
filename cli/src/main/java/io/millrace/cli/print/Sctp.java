package io.millrace.cli.print;

/** SCTP (RFC 9260): ports, and the chunks of a packet. */
final class Sctp {
    private static final int HEADER = 12;
    private static final int CHUNK_HEADER = 4;
    private static final int DATA_HEADER = 12;
    private static final int INIT_HEADER = 16;
    private static final int SACK_HEADER = 12;

    private static final Words DATA_FLAGS =
            Words.NONE.with(0x04, "(U)").with(0x02, "(B)").with(0x01, "(E)");

    private Sctp() {}

    static void print(Bytes bytes, IpHeader ip, Line line) {
        line.protocol("sctp");
        if (bytes.length() < HEADER) {
            line.add("truncated-sctp - ").add(HEADER - bytes.length()).add(" bytes missing!");
            return;
        }
        bytes.require(0, HEADER);
        line.add(ip.from(line.names())).add('.').add(bytes.u16(0));
        line.add(" > ").add(ip.to(line.names())).add('.').add(bytes.u16(2)).add(": sctp");
        int at = HEADER;
        for (int number = 1; at > 0 && at < bytes.length(); number++) {
            String between = number == 1 ? " (" : ", (";
            String title = (line.style().verbosity() > 1 ? "\n\t" : between) + number + ") ";
            at = chunk(title, bytes, at, line);
        }
    }

    /** Tells the chunk at {@code at}; says where the next one begins, or 0 if there can be none. */
    private static int chunk(String title, Bytes bytes, int at, Line line) {
        int left = bytes.length() - at;
        if (left < CHUNK_HEADER) {
            line.add(title).add("[chunk descriptor cut off at end of packet]");
            return 0;
        }
        bytes.require(at, CHUNK_HEADER);
        int length = bytes.u16(at + 2);
        if (length < CHUNK_HEADER) {
            line.add(title).add("[Bad chunk length ").add(length).add(", < size of chunk descriptor]");
            return 0;
        }
        int padding = -length & 3;
        if (left < padding) {
            line.add(title).add("[Bad chunk length ").add(length).add(", > remaining data in packet]");
            return 0;
        }
        bytes.require(at, length);
        int type = bytes.u8(at);
        line.add(title).add('[').add(chunkName(type)).add("] ");
        Bytes value = bytes.part(at + CHUNK_HEADER, length - CHUNK_HEADER);
        boolean whole = switch (type) {
            case 0 -> data(bytes.u8(at + 1), value, line);
            case 1, 2 -> init(value, line);
            case 3 -> sack(value, line);
            default -> true;
        };
        if (!whole) {
            line.add("bogus chunk length ").add(length).add(']');
            return 0;
        }
        bytes.require(at + length, padding);
        return at + length + padding;
    }

    private static boolean data(int flags, Bytes value, Line line) {
        String told = DATA_FLAGS.bits(flags, "", "");
        line.add(told).add(told.isEmpty() ? "" : " ");
        if (value.length() < DATA_HEADER) {
            return false;
        }
        line.add("[TSN: ", value.u32(0)).add("] [SID: ", value.u16(4));
        line.add("] [SSEQ ", value.u16(6))
                .add("] [PPID ", payloadName(value.u32(8)))
                .add("] ");
        Bytes payload = value.from(DATA_HEADER);
        if (payload.length() == 0) {
            return false;
        }
        if (line.style().verbosity() > 1) {
            line.add("[Payload");
            line.add(line.style().hasRest() ? ":" : "").rest(payload);
            line.add(']');
        }
        return true;
    }

    private static boolean init(Bytes value, Line line) {
        if (value.length() < INIT_HEADER) {
            return false;
        }
        line.add("[init tag: ", value.u32(0)).add("] [rwnd: ", value.u32(4));
        line.add("] [OS: ", value.u16(8)).add("] [MIS: ", value.u16(10));
        line.add("] [init TSN: ", value.u32(12)).add("] ");
        return true;
    }

    private static boolean sack(Bytes value, Line line) {
        if (value.length() < SACK_HEADER) {
            return false;
        }
        long highest = value.u32(0);
        int gaps = value.u16(8);
        int duplicates = value.u16(10);
        line.add("[cum ack ").add(highest).add("] [a_rwnd ", value.u32(4));
        line.add("] [#gap acks ").add(gaps).add("] [#dup tsns ").add(duplicates).add("] ");
        int at = SACK_HEADER;
        for (int i = 1; i <= gaps && at < value.length(); i++, at += 4) {
            if (value.length() - at < 4) {
                return false;
            }
            line.add("\n\t\t[gap ack block #").add(i);
            line.add(": start = ", (highest + value.u16(at)) & 0xffff_ffffL);
            line.add(", end = ", (highest + value.u16(at + 2)) & 0xffff_ffffL).add("] ");
        }
        for (int i = 1; i <= duplicates && at < value.length(); i++, at += 4) {
            if (value.length() - at < 4) {
                return false;
            }
            line.add("\n\t\t[dup TSN #").add(i).add(": ", value.u32(at)).add("] ");
        }
        return true;
    }

    private static String chunkName(int type) {
        return switch (type) {
            case 0x00 -> "DATA";
            case 0x01 -> "INIT";
            case 0x02 -> "INIT ACK";
            case 0x03 -> "SACK";
            case 0x04 -> "HB REQ";
            case 0x05 -> "HB ACK";
            case 0x06 -> "ABORT";
            case 0x07 -> "SHUTDOWN";
            case 0x08 -> "SHUTDOWN ACK";
            case 0x09 -> "OP ERR";
            case 0x0a -> "COOKIE ECHO";
            case 0x0b -> "COOKIE ACK";
            case 0x0c -> "ECN ECHO";
            case 0x0d -> "ECN CWR";
            case 0x0e -> "SHUTDOWN COMPLETE";
            case 0xc0 -> "FOR CUM TSN";
            case 0xc1 -> "REL CTRL";
            case 0xc2 -> "REL CTRL ACK";
            default -> "Unknown chunk type: 0x" + Integer.toHexString(type);
        };
    }

    private static final String[] PAYLOADS = {
        "ISDN Q.921",
        "M2UA",
        "M3UA",
        "SUA",
        "M2PA",
        "V5.2",
        "H.248",
        "BICC",
        "TALI",
        "DUA",
        "ASAP",
        "ENRP",
        "H.323",
        "Q.IPC",
        "SIMCO",
        "DDPSC",
        "DDPSSC",
        "S1AP",
        "RUA",
        "HNBAP",
        "ForCES HP",
        "ForCES MP",
        "ForCES LP",
        "SBc-AP",
        "NBAP",
        "",
        "X2AP"
    };

    private static String payloadName(long identifier) {
        boolean known = identifier >= 1 && identifier <= PAYLOADS.length && identifier != 26;
        return known ? PAYLOADS[(int) identifier - 1] : "0x" + Long.toHexString(identifier);
    }
}
