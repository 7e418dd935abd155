package io.millrace.cli.print;

/** One question, or one resource record, of a DNS message. */
final class DnsRecord {
    static final int OPT = 41;
    private static final int INTERNET = 1;
    /** The bit of a class that says "to me alone" in questions and "forget the others" in records (RFC 6762). */
    private static final int MULTICAST_BIT = 0x8000;

    private static final int ANSWERS_SECURELY = 0x8000;

    private DnsRecord() {}

    /** Prints the question at an offset and returns the offset behind it. */
    static int printQuestion(Bytes message, int at, boolean multicast, Line line) {
        int behind = DnsName.skip(message, at);
        message.require(behind, 4);
        line.add(' ').add(DnsWords.type(message.u16(behind)));
        int number = message.u16(behind + 2);
        int klass = multicast ? number & ~MULTICAST_BIT : number;
        if (klass != INTERNET) {
            line.add(' ').add(DnsWords.klass(klass));
        }
        if (multicast) {
            line.add(klass == number ? " (QM)" : " (QU)");
        }
        line.add("? ");
        DnsName.print(message, at, line);
        return behind + 4;
    }

    /** Prints the record at an offset and returns the offset behind it. */
    static int print(Bytes message, int from, boolean multicast, Line line) {
        int at;
        if (line.style().verbose()) {
            line.add(' ');
            at = DnsName.print(message, from, line);
        } else {
            at = DnsName.skip(message, from);
        }
        message.require(at, 10);
        int type = message.u16(at);
        int klass = message.u16(at + 2);
        if (type != OPT) {
            printClass(klass, multicast, line);
            if (line.style().verbosity() > 2) {
                line.add(" [").add(Durations.text(message.u32(at + 4))).add(']');
            }
        }
        line.add(' ').add(DnsWords.type(type));
        int end = at + 10 + message.u16(at + 8);
        message.require(at + 10, end - at - 10);
        if (type == OPT) {
            printOpt(message, at, end, line);
        } else {
            printData(message, type, at + 10, end, line);
        }
        return end;
    }

    private static void printClass(int number, boolean multicast, Line line) {
        int klass = multicast ? number & ~MULTICAST_BIT : number;
        if (klass != INTERNET) {
            line.add(' ').add(DnsWords.klass(klass));
        }
        line.add(klass == number ? "" : " (Cache flush)");
    }

    private static void printOpt(Bytes message, int at, int end, Line line) {
        line.add(" UDPsize=").add(message.u16(at + 2));
        line.add((message.u16(at + 6) & ANSWERS_SECURELY) == 0 ? "" : " DO");
        if (at + 10 < end) {
            DnsOptions.print(message, at + 10, end, line);
        }
    }

    private static void printData(Bytes message, int type, int at, int end, Line line) {
        switch (DnsWords.type(type)) {
            case "A" -> {
                message.require(at, 4);
                line.add(' ').add(Addresses.ipv4(message, at, line));
            }
            case "AAAA" -> {
                message.require(at, 16);
                line.add(' ').add(Addresses.ipv6(message, at, line));
            }
            case "NS", "CNAME", "PTR", "DNAME" -> DnsName.print(message, at, line.add(' '));
            case "SOA" -> printAuthority(message, at, line);
            case "MX" -> {
                message.require(at, 2);
                DnsName.print(message, at + 2, line.add(' '));
                line.add(' ').add(message.u16(at));
            }
            case "TXT" -> printTexts(message, at, end, line);
            case "SRV" -> {
                message.require(at, 2);
                DnsName.print(message, at + 6, line.add(' '));
                line.add(':').add(message.u16(at + 4));
                line.add(' ').add(message.u16(at)).add(' ').add(message.u16(at + 2));
            }
            case "URI" -> {
                line.add(' ')
                        .add(message.u16(at))
                        .add(' ')
                        .add(message.u16(at + 2))
                        .add(' ');
                line.add(message.text(at + 4, Math.max(0, end - at - 4)));
            }
            case "A6" -> printPrefix(message, at, line);
            case "TSIG" -> printSignature(message, at, line);
            case "UNSPECA" -> line.add(message.text(at, end - at));
            default -> {}
        }
    }

    private static void printAuthority(Bytes message, int at, Line line) {
        if (line.style().verbose()) {
            int contact = DnsName.print(message, at, line.add(' '));
            int numbers = DnsName.print(message, contact, line.add(' '));
            for (int i = 0; i < 5; i++) {
                line.add(' ').add(message.u32(numbers + 4 * i));
            }
        }
    }

    private static void printTexts(Bytes message, int at, int end, Line line) {
        int place = at;
        while (place < end) {
            place = DnsName.printString(message, place, line.add(" \""));
            line.add('"');
        }
    }

    /** RFC 2874: the end of an address, and whose beginning is in front of it. */
    private static void printPrefix(Bytes message, int at, Line line) {
        int bits = message.u8(at);
        line.add(' ').add(bits);
        if (bits > 128) {
            line.add("(bad plen)");
            return;
        }
        int missing = bits / 8;
        if (bits < 128) {
            message.require(at + 1, 16 - missing);
            byte[] address = new byte[16];
            for (int i = missing; i < 16; i++) {
                address[i] = (byte) message.u8(at + 1 + i - missing);
            }
            line.add(' ').add(Addresses.ipv6(Bytes.of(address, 16), 0, line));
        }
        if (bits > 0) {
            DnsName.print(message, at + 17 - missing, line.add(' '));
        }
    }

    /** RFC 8945. */
    private static void printSignature(Bytes message, int at, Line line) {
        if (line.style().verbose()) {
            int fields = DnsName.print(message, at, line.add(' '));
            line.add(" fudge=").add(message.u16(fields + 6));
            int code = message.u16(fields + 8);
            line.add(" maclen=").add(code);
            int behind = fields + 10 + code;
            line.add(" origid=").add(message.u16(behind));
            line.add(" error=").add(message.u16(behind + 2));
            line.add(" otherlen=").add(message.u16(behind + 4));
        }
    }
}
