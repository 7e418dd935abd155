package io.millrace.cli.print;

/** Messages about who listens to which group (RFC 2710, RFC 3810). */
final class MulticastListeners {
    private static final int V1_BYTES = 24;
    private static final int V2_QUERY_BYTES = 28;
    private static final int QUERY = 130;
    private static final int REPORT_V2 = 143;
    private static final int ADDRESS_BYTES = 16;
    private static final int RECORD_BYTES = 20;

    private static final Words RECORDS = Words.NONE
            .with(1, "is_in")
            .with(2, "is_ex")
            .with(3, "to_in")
            .with(4, "to_ex")
            .with(5, "allow")
            .with(6, "block");

    private MulticastListeners() {}

    static void print(int type, Bytes message, Line line) {
        int length = message.length();
        if (type == REPORT_V2) {
            report(message, line);
        } else if (type != QUERY || length == V1_BYTES) {
            first(message, line);
        } else if (length >= V2_QUERY_BYTES) {
            message.require(1, 1);
            query(message, line.add(" v2"));
        } else {
            line.add(" unknown-version (len ").add(length).add(") ");
        }
    }

    private static void first(Bytes message, Line line) {
        if (message.has(0, V1_BYTES)) {
            line.add("max resp delay: ").add(message.u16(4));
            line.add(" addr: ").add(Icmpv6.address(message, 8, line));
        }
    }

    private static void query(Bytes message, Line line) {
        boolean verbose = line.style().verbose();
        if (verbose) {
            int code = message.u16(4);
            int delay = code < 0x8000 ? code : ((code & 0xfff) | 0x1000) << ((code >>> 12 & 7) + 3);
            line.add(" [max resp delay=").add(delay).add(']');
        }
        line.add(" [gaddr ", Icmpv6.address(message, 8, line));
        if (verbose) {
            int flags = message.u8(24);
            line.add((flags & 8) == 0 ? "" : " sflag");
            if ((flags & 7) != 0) {
                line.add(" robustness=").add(flags & 7);
            }
            int code = message.u8(25);
            line.add(" qqi=").add(code < 128 ? code : ((code & 0xf) | 0x10) << ((code >>> 4 & 7) + 3));
        }
        int sources = message.u16(26);
        if (sources > 0 && message.length() < V2_QUERY_BYTES + ADDRESS_BYTES * sources) {
            line.add(" [invalid number of sources]");
        } else if (sources > 0) {
            sources(message, V2_QUERY_BYTES, sources, line);
        }
        line.add(']');
    }

    /** Adds the addresses of sources, or without {@code -vv} their number. */
    private static void sources(Bytes message, int at, int count, Line line) {
        if (line.style().verbosity() < 2) {
            line.add(", ").add(count).add(" source(s)");
            return;
        }
        line.add(" {");
        for (int i = 0; i < count; i++) {
            line.add(" ", Icmpv6.address(message, at + ADDRESS_BYTES * i, line));
        }
        line.add(" }");
    }

    private static void report(Bytes message, Line line) {
        if (message.length() < 8) {
            line.add(" [invalid len ").add(message.length()).add(']');
            return;
        }
        int groups = message.u16(6);
        line.add(", ").add(groups).add(" group record(s)");
        int at = 8;
        for (int i = 0; i < groups && line.style().verbose(); i++) {
            if (message.length() < at + RECORD_BYTES) {
                line.add(" [invalid number of groups]");
                return;
            }
            line.add(" [gaddr ", Icmpv6.address(message, at + 4, line));
            int type = message.u8(at);
            line.add(' ').add(RECORDS.of(type, " [v2-report-#" + type + "]"));
            int sources = message.u16(at + 2);
            if (message.length() < at + RECORD_BYTES + ADDRESS_BYTES * sources) {
                line.add(" [invalid number of sources ").add(sources).add(']');
                return;
            }
            sources(message, at + RECORD_BYTES, sources, line);
            line.add(']');
            at += RECORD_BYTES + ADDRESS_BYTES * sources;
        }
    }
}
