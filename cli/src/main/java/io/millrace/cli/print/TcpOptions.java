package io.millrace.cli.print;

/** The options of a TCP header (RFC 9293 section 3.2, and the IANA registry of TCP option kinds). */
final class TcpOptions {
    private static final int END = 0;
    private static final int NO_OPERATION = 1;
    /** An option that cannot be what it says. */
    private static final int WRONG = -1;
    /** An option that goes on behind what was captured. */
    private static final int CUT = -2;

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
            .with(13, "")
            .with(19, "md5")
            .with(20, "scps")
            .with(28, "uto")
            .with(29, "tcp-ao")
            .with(30, "mptcp")
            .with(34, "tfo")
            .with(254, "exp");

    /** From the option's kind to the end of the header: what an option of its kind has in it may be longer than it says. */
    private final Bytes option;

    private final int length;
    private final RelativeNumbers numbers;
    private final Line line;

    private TcpOptions(Bytes option, int length, RelativeNumbers numbers, Line line) {
        this.option = option;
        this.length = length;
        this.numbers = numbers;
        this.line = line;
    }

    /** Prints options; false if they are wrong or truncated, so that nothing can be said behind them. */
    static boolean print(Bytes options, RelativeNumbers numbers, Line line) {
        line.add(", options [");
        for (int at = 0; at < options.length(); ) {
            line.add(at == 0 ? "" : ",");
            int kind = options.u8(at);
            boolean single = kind <= NO_OPERATION;
            int length = single ? 1 : at + 1 < options.length() ? options.u8(at + 1) : 0;
            int printed = WRONG;
            if (single || (length >= 2 && length <= options.length() - at)) {
                printed = new TcpOptions(options.from(at), length, numbers, line).print(kind);
            }
            if (printed < 0) {
                if (printed == WRONG) {
                    line.add("[bad opt]").add(at == 0 ? "" : "]");
                } else {
                    line.truncated().add(at == 0 ? "" : ">");
                }
                return false;
            }
            if (kind == END) {
                break;
            }
            at += printed;
        }
        line.add(']');
        return true;
    }

    /** Prints an option and says how many bytes it had, {@link #WRONG} or {@link #CUT}. */
    private int print(int kind) {
        String name = NAMES.of(kind);
        if (name == null) {
            line.add("unknown-").add(kind);
        } else {
            line.add(name);
        }
        if (kind <= NO_OPERATION) {
            return 1;
        }
        int data = fixedLength(kind);
        if (option.length() < 2 + data) {
            return WRONG;
        }
        if (!isToldByBytes(kind) && !option.has(0, 2 + data)) {
            return CUT;
        }
        try {
            if (!printData(kind)) {
                return WRONG;
            }
        } catch (Truncated end) {
            return CUT;
        }
        if (length != 2 + data) {
            line.add("[len ").add(length).add(']');
        }
        return 2 + data;
    }

    /** Whether the data of such an option is told as far as it was captured, and not as a whole. */
    private static boolean isToldByBytes(int kind) {
        return kind == 29 || NAMES.of(kind) == null;
    }

    /** How many bytes of data an option of this kind has, whatever it says. */
    private int fixedLength(int kind) {
        return switch (kind) {
            case 3 -> 1;
            case 2, 20, 28 -> 2;
            case 4 -> 0;
            case 6, 7, 11, 12, 13 -> 4;
            case 8 -> 8;
            case 19 -> 16;
            default -> length - 2;
        };
    }

    /** Prints what an option has in it; false if that is too short. */
    private boolean printData(int kind) {
        switch (kind) {
            case 2 -> line.add(' ').add(option.u16(2));
            case 3 -> line.add(' ').add(option.u8(2));
            case 4 -> {}
            case 5 -> selective();
            case 6, 7, 11, 12, 13 -> line.add(' ').add(option.u32(2));
            case 8 -> line.add(" val ").add(option.u32(2)).add(" ecr ").add(option.u32(6));
            case 19 -> line.add(" can't check - ").hex(option.part(2, 16));
            case 20 -> line.add(" cap ").hex(option.u8(2), 2).add(" id ").add(option.u8(3));
            case 28 -> timeout();
            case 29 -> authentication();
            case 34 -> fastOpen(option.part(2, length - 2), " ");
            case 254 -> {
                return experiment();
            }
            default -> digits(" 0x", 2);
        }
        return true;
    }

    private void selective() {
        if ((length - 2) % 8 != 0) {
            line.add(" invalid sack");
            return;
        }
        line.add(' ').add((length - 2) / 8).add(' ');
        for (int at = 2; at < length; at += 8) {
            int from = option.i32(at);
            int to = option.i32(at + 4);
            line.add('{').later(history -> numbers.selective(from));
            line.add(':').later(history -> numbers.selective(to)).add('}');
        }
    }

    private void timeout() {
        int timeout = option.u16(2);
        boolean minutes = (timeout & 1) != 0;
        line.add(" 0x").hex(timeout).add(' ').add((timeout >> 1) * (minutes ? 60 : 1));
    }

    private void authentication() {
        if (length < 4) {
            line.invalid();
            return;
        }
        line.add(" keyid ", option.u8(2)).add(" rnextkeyid ", option.u8(3));
        digits(" mac 0x", 4);
    }

    private boolean experiment() {
        if (length < 4) {
            return false;
        }
        line.add('-');
        int magic = option.u16(2);
        if (magic == FAST_OPEN_MAGIC) {
            fastOpen(option.part(4, length - 4), "tfo");
        } else {
            line.hex(magic, 4);
        }
        return true;
    }

    private void fastOpen(Bytes cookie, String before) {
        line.add(before);
        int bytes = cookie.length();
        if (bytes == 0) {
            line.add(" cookiereq");
        } else if (bytes % 2 != 0 || bytes < 4 || bytes > 16) {
            line.invalid();
        } else {
            line.add(" cookie ").hex(cookie);
        }
    }

    private void digits(String before, int from) {
        for (int at = from; at < length; at++) {
            line.add(at == from ? before : "").hex(option.u8(at), 2);
        }
    }
}
