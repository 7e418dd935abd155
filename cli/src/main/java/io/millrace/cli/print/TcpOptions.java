package io.millrace.cli.print;

/** The options of a TCP header (RFC 9293 section 3.2, and the IANA registry of TCP option kinds). */
final class TcpOptions {
    private static final int END = 0;
    private static final int NO_OPERATION = 1;
    private static final int FAST_OPEN_MAGIC = 0xf989;

    private static final Words NAMES = Words.NONE
            .with(END, "eol")
            .with(NO_OPERATION, "nop")
            .with(2, "mss")
            .with(3, "wscale")
            .with(4, "sackOK")
            .with(5, "sack")
            .with(6, "echo")
            .with(7, "echoreply")
            .with(8, "TS")
            .with(11, "cc")
            .with(12, "ccnew")
            .with(13, "ccecho")
            .with(19, "md5")
            .with(20, "scps")
            .with(28, "uto")
            .with(29, "tcp-ao")
            .with(30, "mptcp")
            .with(34, "tfo")
            .with(254, "exp");

    private final Bytes options;
    private final RelativeNumbers numbers;
    private final Line line;

    private TcpOptions(Bytes options, RelativeNumbers numbers, Line line) {
        this.options = options;
        this.numbers = numbers;
        this.line = line;
    }

    /** Prints options; false if they are wrong, so that nothing can be said behind them. */
    static boolean print(Bytes options, RelativeNumbers numbers, Line line) {
        line.add(", options [");
        boolean first = true;
        for (int at = 0; at < options.length(); ) {
            line.add(first ? "" : ",");
            int kind = options.u8(at);
            int length = kind <= NO_OPERATION ? 1 : options.u8(at + 1);
            boolean fits = kind <= NO_OPERATION || (length >= 2 && at + length <= options.length());
            if (!fits || !new TcpOptions(options.part(at, length), numbers, line).print(kind)) {
                line.add("[bad opt]").add(first ? "" : ">");
                return false;
            }
            if (kind == END) {
                break;
            }
            at += length;
            first = false;
        }
        line.add(']');
        return true;
    }

    /** Prints an option; false if it is too short for what it says it is. */
    private boolean print(int kind) {
        String name = NAMES.of(kind);
        if (name == null) {
            line.add("unknown-").add(kind);
        } else {
            line.add(name);
        }
        return switch (kind) {
            case END, NO_OPERATION -> true;
            case 2 -> fixed(2) && says(2, " ", options.u16(2));
            case 3 -> fixed(1) && says(1, " ", options.u8(2));
            case 4 -> says(0);
            case 5 -> selective();
            case 6, 7, 11, 12, 13 -> fixed(4) && says(4, " ", options.u32(2));
            case 8 -> fixed(8) && timestamps();
            case 19 -> fixed(16) && signature();
            case 20 -> fixed(2) && capabilities();
            case 28 -> fixed(2) && timeout();
            case 29 -> authentication();
            case 34 -> fastOpen(options.from(2), " ");
            case 254 -> experiment();
            default -> unknown();
        };
    }

    private boolean fixed(int bytes) {
        return options.length() >= 2 + bytes;
    }

    private boolean says(int bytes, String before, long number) {
        line.add(before).add(number);
        return says(bytes);
    }

    /** Says what length the option claims, if it is not that of its kind. */
    private boolean says(int bytes) {
        if (options.length() != 2 + bytes) {
            line.add("[len ").add(options.length()).add(']');
        }
        return true;
    }

    private boolean selective() {
        int bytes = options.length() - 2;
        if (bytes % 8 != 0) {
            line.add(" invalid sack");
            return true;
        }
        line.add(' ').add(bytes / 8).add(' ');
        for (int at = 2; at < options.length(); at += 8) {
            int from = options.i32(at);
            int to = options.i32(at + 4);
            line.add('{').later(history -> numbers.selective(from));
            line.add(':').later(history -> numbers.selective(to)).add('}');
        }
        return true;
    }

    private boolean timestamps() {
        line.add(" val ").add(options.u32(2));
        return says(8, " ecr ", options.u32(6));
    }

    private boolean signature() {
        line.add(" can't check - ").hex(whole(2, 16));
        return says(16);
    }

    private boolean capabilities() {
        line.add(" cap ").hex(options.u8(2), 2);
        return says(2, " id ", options.u8(3));
    }

    private boolean timeout() {
        int timeout = options.u16(2);
        line.add(" 0x").hex(timeout);
        boolean minutes = (timeout & 1) != 0;
        return says(2, " ", (timeout >> 1) * (minutes ? 60L : 1L));
    }

    private boolean authentication() {
        if (!fixed(2)) {
            line.invalid();
            return true;
        }
        line.add(" keyid ").add(options.u8(2)).add(" rnextkeyid ").add(options.u8(3));
        if (options.length() > 4) {
            line.add(" mac 0x").hex(whole(4, options.length() - 4));
        }
        return true;
    }

    private boolean experiment() {
        if (!fixed(2)) {
            return false;
        }
        options.require(0, options.length());
        line.add('-');
        int magic = options.u16(2);
        if (magic == FAST_OPEN_MAGIC) {
            return fastOpen(options.from(4), "");
        }
        line.hex(magic, 4);
        return true;
    }

    private boolean fastOpen(Bytes cookie, String before) {
        options.require(0, options.length());
        line.add(before).add("tfo");
        int length = cookie.length();
        if (length == 0) {
            line.add(" cookiereq");
        } else if (length % 2 != 0 || length < 4 || length > 16) {
            line.invalid();
        } else {
            line.add(" cookie ").hex(cookie);
        }
        return true;
    }

    private boolean unknown() {
        if (options.length() > 2) {
            line.add(" 0x").hex(whole(2, options.length() - 2));
        }
        return true;
    }

    private Bytes whole(int at, int count) {
        options.require(at, count);
        return options.part(at, count);
    }
}
