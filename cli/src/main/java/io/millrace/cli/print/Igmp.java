package io.millrace.cli.print;

/** IGMP, versions 1 to 3 (RFC 1112, RFC 2236, RFC 3376). */
final class Igmp {
    private static final Words RECORDS = Words.NONE
            .with(1, "is_in")
            .with(2, "is_ex")
            .with(3, "to_in")
            .with(4, "to_ex")
            .with(5, "allow")
            .with(6, "block");

    private Igmp() {}

    static void print(Bytes message, IpHeader ip, Line line) {
        line.protocol("igmp");
        if (line.style().quick()) {
            line.add("igmp");
            return;
        }
        int type = message.u8(0);
        switch (type) {
            case 0x11 -> query(message, line);
            case 0x12 -> {
                line.add("igmp v1 report ", group(message, 4, line));
                length(message, line);
            }
            case 0x16 -> line.add("igmp v2 report ", group(message, 4, line));
            case 0x17 -> line.add("igmp leave ", group(message, 4, line));
            case 0x22 -> report(message, line.add("igmp v3 report"));
            default -> line.add("igmp-").add(type);
        }
        if (line.style().verbose() && message.has(0, message.length())) {
            checksum(message, line);
        }
    }

    private static void checksum(Bytes message, Line line) {
        if (!Checksum.isCorrect(Checksum.sum(0, message, 0, message.length()))) {
            line.add(" bad igmp cksum ").hex(message.u16(2)).add('!');
        }
    }

    private static String group(Bytes message, int at, Line line) {
        return line.names().ipv4(message.i32(at));
    }

    private static void length(Bytes message, Line line) {
        if (message.length() != 8) {
            line.add(" [len ").add(message.length()).add(']');
        }
    }

    private static void query(Bytes message, Line line) {
        line.add("igmp query");
        if (message.length() >= 12) {
            query3(message, line);
            return;
        }
        int tenths = message.u8(1);
        line.add(tenths == 0 ? " v1" : " v2");
        if (tenths != 0 && tenths != 100) {
            line.add(" [max resp time ").add(tenths).add(']');
        }
        if (message.i32(4) != 0) {
            line.add(" [gaddr ", group(message, 4, line)).add(']');
        }
        length(message, line);
    }

    private static void query3(Bytes message, Line line) {
        line.add(" v3");
        if (message.length() % 4 != 0) {
            line.add(" [invalid len ").add(message.length()).add(']');
            return;
        }
        int code = message.u8(1);
        if (code != 100) {
            line.add(" [max resp time ");
            responseTime(code < 128 ? code : ((code & 0xf) | 0x10) << ((code >>> 4 & 7) + 3), line);
            line.add(']');
        }
        if (message.i32(4) == 0) {
            return;
        }
        line.add(" [gaddr ", group(message, 4, line));
        int sources = message.u16(10);
        if (sources > 0 && message.length() < 12 + 4 * sources) {
            line.add(" [invalid number of sources]");
        } else if (sources > 0) {
            sources(message, 12, sources, line);
        }
        line.add(']');
    }

    private static void responseTime(int tenths, Line line) {
        if (tenths < 600) {
            line.add(tenths / 10).add('.').add(tenths % 10).add('s');
            return;
        }
        int seconds = tenths / 10;
        if (seconds >= 3600) {
            line.add(seconds / 3600).add('h');
        }
        if (seconds / 60 % 60 > 0) {
            line.add(seconds / 60 % 60).add('m');
        }
        if (seconds % 60 > 0) {
            line.add(seconds % 60).add('s');
        }
    }

    /** Adds the addresses of sources, or without {@code -vv} their number. */
    private static void sources(Bytes message, int at, int count, Line line) {
        if (line.style().verbosity() < 2) {
            line.add(", ").add(count).add(" source(s)");
            return;
        }
        line.add(" {");
        for (int i = 0; i < count; i++) {
            line.add(" ", group(message, at + 4 * i, line));
        }
        line.add(" }");
    }

    private static void report(Bytes message, Line line) {
        if (message.length() < 16 || message.length() % 4 != 0) {
            line.add(" [invalid len ").add(message.length()).add(']');
            return;
        }
        int groups = message.u16(6);
        line.add(", ").add(groups).add(" group record(s)");
        if (!line.style().verbose()) {
            return;
        }
        int at = 8;
        for (int i = 0; i < groups; i++) {
            if (message.length() < at + 8) {
                line.add(" [invalid number of groups]");
                return;
            }
            line.add(" [gaddr ", group(message, at + 4, line));
            int type = message.u8(at);
            line.add(' ').add(RECORDS.of(type, " [v3-report-#" + type + "]"));
            int sources = message.u16(at + 2);
            if (message.length() < at + 8 + 4 * sources) {
                line.add(" [invalid number of sources ").add(sources).add(']');
                return;
            }
            sources(message, at + 8, sources, line);
            line.add(']');
            at += 8 + 4 * sources;
        }
    }
}
