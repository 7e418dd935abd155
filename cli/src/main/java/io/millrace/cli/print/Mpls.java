package io.millrace.cli.print;

/** MPLS: the stack of labels (RFC 3032), and what lies below it, which only its first byte tells. */
final class Mpls {
    private static final int ENTRY = 4;
    private static final int BOTTOM = 0x100;
    private static final int UNKNOWN = 0;
    private static final int OSI = 1;
    private static final String[] RESERVED_LABELS = {
        "IPv4 explicit NULL", "router alert", "IPv6 explicit NULL", "implicit NULL"
    };

    private Mpls() {}

    static void print(Bytes bytes, Line line) {
        line.protocol("mpls").add("MPLS");
        boolean verbose = line.style().verbose();
        int at = 0;
        int entry;
        do {
            if (bytes.length() - at < ENTRY) {
                line.invalid();
                bytes.require(at, bytes.length() - at);
                return;
            }
            entry = bytes.i32(at);
            line.add(at > 0 && verbose ? "\n\t" : " ");
            label(entry, verbose, line);
            at += ENTRY;
        } while ((entry & BOTTOM) == 0);
        payload(entry >>> 12, bytes.from(at), line);
    }

    private static void label(int entry, boolean verbose, Line line) {
        int label = entry >>> 12;
        line.add("(label ").add(label);
        if (verbose && label < 16) {
            line.add(" (")
                    .add(label < RESERVED_LABELS.length ? RESERVED_LABELS[label] : "rsvd")
                    .add(')');
        }
        line.add(", tc ").add((entry >>> 9) & 7);
        line.add((entry & BOTTOM) != 0 ? ", [S]" : "");
        line.add(", ttl ").add(entry & 0xff).add(')');
    }

    private static void payload(int lastLabel, Bytes payload, Line line) {
        int version = switch (lastLabel) {
            case 0, 3 -> 4;
            case 2 -> 6;
            default -> payload.length() == 0 ? UNKNOWN : guessed(payload.u8(0));
        };
        switch (version) {
            case 4 -> Ipv4.print(payload, below(line));
            case 6 -> Ipv6.print(payload, below(line));
            case OSI -> Osi.print(payload, below(line));
            default -> {
                line.rest(payload);
                payload.require(0, line.style().hasRest() ? payload.length() : 0);
            }
        }
    }

    private static Line below(Line line) {
        return line.add(line.style().verbose() ? "\n\t" : " ");
    }

    /** What begins with this byte: the version of IP, or another protocol. */
    private static int guessed(int first) {
        if (first >= 0x45 && first <= 0x4f) {
            return 4;
        }
        if (first >> 4 == 6) {
            return 6;
        }
        return first >= 0x81 && first <= 0x83 ? OSI : UNKNOWN;
    }
}
