package io.millrace.cli.print;

/** DNS (RFC 1035) over UDP and TCP, and Multicast DNS (RFC 6762). */
final class Dns {
    private static final int HEADER_BYTES = 12;
    private static final int RESPONSE = 0x8000;
    private static final int AUTHORITATIVE = 0x0400;
    private static final int CUT = 0x0200;
    private static final int WANTS_RECURSION = 0x0100;
    private static final int HAS_RECURSION = 0x0080;
    private static final int AUTHENTIC = 0x0020;
    private static final int UNCHECKED = 0x0010;
    /** What a query has no use for. */
    private static final int ODD_IN_QUERY = 0x06cf;

    private static final int INVERSE = 1;

    private final Bytes message;
    private final boolean multicast;
    private final Line line;
    private final int flags;
    private int at = HEADER_BYTES;

    private Dns(Bytes message, boolean multicast, Line line) {
        this.message = message;
        this.multicast = multicast;
        this.line = line;
        this.flags = message.u16(2);
    }

    static void print(Bytes message, Line line) {
        print(message, false, line);
    }

    static void printMulticast(Bytes message, Line line) {
        print(message, true, line);
    }

    /** Over TCP, where each message has its length in front. A segment that holds anything but one message is not read. */
    static void printSegment(Bytes segment, Line line) {
        line.protocol("domain");
        if (segment.length() < 2) {
            line.add(" [DNS over TCP: length ")
                    .add(segment.length())
                    .add(" < 2]")
                    .invalid();
            return;
        }
        int length = segment.u16(0);
        if (length != segment.length() - 2) {
            line.add(" [prefix length(").add(length).add(") != length(");
            line.add(segment.length() - 2).add(")]").invalid();
            return;
        }
        print(segment.from(2), false, line.add(' '));
    }

    private static void print(Bytes message, boolean multicast, Line line) {
        line.protocol("domain");
        if (message.length() < HEADER_BYTES) {
            line.add("domain [length ").add(message.length()).add(" < 12]").invalid();
            return;
        }
        message.require(0, HEADER_BYTES);
        Dns dns = new Dns(message, multicast, line);
        line.add(message.u16(0)).add(DnsWords.operation(dns.flags >> 11 & 0xf));
        if ((dns.flags & RESPONSE) != 0) {
            dns.printResponse();
        } else {
            dns.printQuery();
        }
        line.add(" (").add(message.length()).add(')');
    }

    private void printResponse() {
        line.add(DnsWords.response(responseCode()));
        line.add((flags & AUTHORITATIVE) == 0 ? "" : "*").add((flags & HAS_RECURSION) == 0 ? "-" : "");
        line.add((flags & CUT) == 0 ? "" : "|").add((flags & AUTHENTIC) == 0 ? "" : "$");
        int questions = count(0);
        count(questions, questions != 1, "q");
        boolean shown = line.style().verbosity() > 1;
        for (int i = 0; i < questions; i++) {
            line.add(i > 0 ? "," : "").add(shown ? " q:" : "");
            at = shown ? DnsRecord.printQuestion(message, at, multicast, line) : DnsName.skip(message, at) + 4;
        }
        line.add(' ').add(count(1)).add('/').add(count(2)).add('/').add(count(3));
        printSection("", count(1));
        if (shown) {
            printSection(" ns:", count(2));
            printSection(" ar:", count(3));
        }
    }

    private void printQuery() {
        line.add((flags & WANTS_RECURSION) == 0 ? "" : "+").add((flags & UNCHECKED) == 0 ? "" : "%");
        if ((flags & ODD_IN_QUERY) != 0) {
            line.add(" [b2&3=0x").hex(flags).add(']');
        }
        if ((flags >> 11 & 0xf) == INVERSE) {
            count(count(0), count(0) != 0, "q");
            count(count(1), count(1) != 1, "a");
        } else {
            count(count(1), count(1) != 0, "a");
            count(count(0), count(0) != 1, "q");
        }
        count(count(2), count(2) != 0, "n");
        count(count(3), count(3) != 0, "au");
        for (int i = 0; i < count(0); i++) {
            at = DnsRecord.printQuestion(message, at, multicast, line);
        }
        if (line.style().verbosity() > 1) {
            printSection("", count(1));
            printSection(" ns:", count(2));
            printSection(" ar:", count(3));
        }
    }

    private int count(int section) {
        return message.u16(4 + 2 * section);
    }

    private void count(int number, boolean shown, String of) {
        if (shown) {
            line.add(" [").add(number).add(of).add(']');
        }
    }

    private void printSection(String title, int count) {
        for (int i = 0; i < count; i++) {
            String before = i > 0 ? "," : title;
            if (!before.isEmpty()) {
                message.require(at, 1);
                line.add(before);
            }
            at = DnsRecord.print(message, at, multicast, line);
        }
    }

    /** The code of the header, and the bits above it from an OPT record, if all records in front of that were captured. */
    private int responseCode() {
        int code = flags & 0xf;
        try {
            int place = at;
            for (int i = 0; i < count(0); i++) {
                place = DnsName.skip(message, place) + 4;
            }
            for (int i = 0; i < count(1) + count(2) + count(3); i++) {
                int name = DnsName.skip(message, place);
                if (message.u16(name) == DnsRecord.OPT) {
                    return message.u8(name + 4) << 4 | code;
                }
                place = name + 10 + message.u16(name + 8);
            }
        } catch (Truncated end) {
            return code;
        }
        return code;
    }
}
