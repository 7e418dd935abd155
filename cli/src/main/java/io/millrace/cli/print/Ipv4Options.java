package io.millrace.cli.print;

/** The options of an IPv4 header (RFC 791 section 3.1, and the IANA registry of option numbers). */
final class Ipv4Options {
    private static final int END = 0;
    private static final int NO_OPERATION = 1;
    private static final Words NAMES = Words.NONE
            .with(END, "EOL")
            .with(NO_OPERATION, "NOP")
            .with(7, "RR")
            .with(68, "timestamp")
            .with(82, "traceroute")
            .with(130, "security")
            .with(131, "LSRR")
            .with(137, "SSRR")
            .with(148, "RA");

    private Ipv4Options() {}

    /** Prints options; false if they go on behind what was captured. */
    static boolean print(Bytes options, Line line) {
        for (int at = 0; at < options.length(); ) {
            line.add(at == 0 ? "" : ",");
            int type = options.u8(at);
            String name = NAMES.of(type);
            if (name == null) {
                line.add("unknown ").add(type);
            } else {
                line.add(name);
            }
            int length = type <= NO_OPERATION ? 1 : options.u8(at + 1);
            if (length < 1 || (length < 2 && type > NO_OPERATION) || length > options.length() - at) {
                line.add(" [bad length ").add(length).add(']');
                return true;
            }
            if (!options.has(at, length)) {
                return false;
            }
            if (type == END) {
                return true;
            }
            print(type, options.part(at, length), line);
            at += length;
        }
        return true;
    }

    private static void print(int type, Bytes option, Line line) {
        switch (type) {
            case 7, 131, 137 -> route(option, line);
            case 68 -> timestamps(option, line);
            case 148 -> {
                if (option.length() < 4) {
                    line.add(" [bad length ").add(option.length()).add(']');
                } else if (option.u16(2) != 0) {
                    line.add(" value ").add(option.u16(2));
                }
            }
            default -> {}
        }
    }

    private static void route(Bytes option, Line line) {
        int length = option.length();
        if (length < 3 || (length + 1) % 4 != 0) {
            line.add(" [bad length ").add(length).add(']');
        }
        if (length < 3) {
            return;
        }
        int pointer = option.u8(2) - 1;
        if (pointer < 3 || (pointer + 1) % 4 != 0 || pointer > length + 1) {
            line.add(" [bad ptr ").add(option.u8(2)).add(']');
        }
        for (int at = 3; at < length; at += 4) {
            line.add(' ').add(line.names().ipv4(option.i32(at)));
            line.add(pointer > at ? "," : "");
        }
    }

    private static void timestamps(Bytes option, Line line) {
        int length = option.length();
        if (length < 4) {
            line.add("[bad length ").add(length).add(']');
            return;
        }
        line.add(" TS{");
        int kind = option.u8(3) & 0xf;
        int step = kind == 0 ? 4 : 8;
        if ((length - 4) % step != 0) {
            line.add("[bad length ").add(length).add(']');
        }
        int pointer = option.u8(2) - 1;
        if (pointer < 4 || (pointer - 4) % step != 0 || pointer > length + 1) {
            line.add("[bad ptr ").add(option.u8(2)).add(']');
        }
        switch (kind) {
            case 0 -> line.add("TSONLY");
            case 1 -> line.add("TS+ADDR");
            case 3 -> line.add("PRESPEC");
            default -> line.add("[bad ts type ").add(kind).add(']');
        }
        int end = 0;
        if (kind == 0 || kind == 1 || kind == 3) {
            end = records(option, pointer, step, line);
        }
        line.add(pointer == end ? " ^ " : "");
        int missed = option.u8(3) >>> 4;
        if (missed > 0) {
            line.add(" [").add(missed).add(" hops not recorded]} ");
        } else {
            line.add('}');
        }
    }

    /** Prints the records of an option, and says where they end. */
    private static int records(Bytes option, int pointer, int step, Line line) {
        int at = 4;
        for (; at < option.length(); at += step) {
            line.add(pointer == at ? " ^ " : " ").add(option.u32(at + step - 4)).add('@');
            line.add(step == 4 ? "" : line.names().ipv4(option.i32(at)));
        }
        return at;
    }
}
