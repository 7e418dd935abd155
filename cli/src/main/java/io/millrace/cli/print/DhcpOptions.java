package io.millrace.cli.print;

import java.util.function.IntConsumer;

/** The options of DHCP (RFC 2132 and later ones). */
final class DhcpOptions {
    private static final int PAD = 0;
    private static final int END = 255;
    private static final String[] MESSAGES = {
        "Discover",
        "Offer",
        "Request",
        "Decline",
        "ACK",
        "NACK",
        "Release",
        "Inform",
        "Unknown (9)",
        "LeaseQuery",
        "LeaseUnassigned",
        "LeaseUnknown",
        "LeaseActive"
    };
    private static final Words NODES =
            Words.NONE.with(1, "b-node").with(2, "p-node").with(4, "m-node").with(8, "h-node");
    private static final Words OVERLOADS =
            Words.NONE.with(1, "file").with(2, "sname").with(3, "file+sname");
    private static final Words CIRCUIT =
            Words.NONE.with(1, "Circuit-ID").with(2, "Remote-ID").with(6, "Subscriber-ID");

    private final Bytes message;
    private final Line line;

    private DhcpOptions(Bytes message, Line line) {
        this.message = message;
        this.line = line;
    }

    static void print(Bytes message, int from, Line line) {
        DhcpOptions options = new DhcpOptions(message, line);
        boolean all = line.style().verbosity() > 2;
        int at = from;
        while (at < message.captured()) {
            int code = message.u8(at);
            if (code == END && !all) {
                return;
            }
            at = code == PAD || code == END ? options.printFiller(code, at, all) : options.printOption(code, at);
        }
    }

    private int printFiller(int code, int from, boolean shown) {
        int at = from + 1;
        while (code == PAD && message.has(at, 1) && message.u8(at) == PAD) {
            at++;
        }
        if (shown) {
            line.add("\n\t    ").add(DhcpOption.name(code)).add(" (").add(code).add("), length 0");
            line.add(code == PAD ? ", occurs " + (at - from) : "");
        }
        return at;
    }

    private int printOption(int code, int at) {
        int length = message.u8(at + 1);
        line.add("\n\t    ").add(DhcpOption.name(code)).add(" (").add(code);
        line.add("), length ").add(length).add(length > 0 ? ": " : "");
        int data = at + 2;
        message.require(data, length);
        printData(code, data, length);
        return data + length;
    }

    private void printData(int code, int at, int length) {
        switch (DhcpOption.form(code, length)) {
            case TEXT -> line.add('"').add(message.text(at, length)).add('"');
            case ADDRESSES -> printList(at, length, 4, place -> line.add(Addresses.ipv4(message, place, line)));
            case PAIRS -> printList(at, length, 8, this::printPair);
            case SIGNED -> printList(at, length, 4, place -> line.add(message.i32(place)));
            case LONGS -> printList(at, length, 4, place -> line.add(message.u32(place)));
            case SHORTS -> printList(at, length, 2, place -> line.add(message.u16(place)));
            case FLAGS -> printFlags(at, length);
            case OCTETS -> printOctets(at, length);
            case CODES -> printCodes(at, length);
            case NODE -> printWord(NODES, at, length);
            case OVERLOAD -> printWord(OVERLOADS, at, length);
            case MESSAGE -> printMessage(at, length);
            case CLIENT -> printClient(at, length);
            case NAME -> printName(at, length);
            case ROUTES -> printRoutes(at, length);
            case AGENT -> printAgent(at, length);
            case CLASSES -> printClasses(at, length);
        }
    }

    /** Items of a size in bytes in a row, with commas between. */
    private void printList(int from, int length, int size, IntConsumer item) {
        int at = from;
        for (; at + size <= from + length; at += size) {
            line.add(at > from ? "," : "");
            item.accept(at);
        }
        trailing(from + length - at);
    }

    private void printPair(int at) {
        line.add('(').add(Addresses.ipv4(message, at, line)).add(':');
        line.add(Addresses.ipv4(message, at + 4, line)).add(')');
    }

    private void trailing(int bytes) {
        if (bytes > 0) {
            line.add("\n\t  trailing data length ").add(bytes);
        }
    }

    private void tooShort(int least) {
        line.add("[ERROR: length < ").add(least).add(" bytes]");
    }

    private void printFlags(int from, int length) {
        for (int at = from; at < from + length; at++) {
            int flag = message.u8(at);
            line.add(at > from ? "," : "");
            line.add(flag == 0 ? "N" : flag == 1 ? "Y" : flag + "?");
        }
    }

    private void printOctets(int from, int length) {
        for (int at = from; at < from + length; at++) {
            line.add(at > from ? "." : "").add(message.u8(at));
        }
    }

    private void printCodes(int from, int length) {
        for (int i = 0; i < length; i++) {
            int code = message.u8(from + i);
            line.add(i % 4 == 0 ? "\n\t      " : ", ");
            line.add(DhcpOption.name(code)).add(" (").add(code).add(')');
        }
    }

    private void printWord(Words words, int at, int length) {
        if (length < 1) {
            tooShort(1);
            return;
        }
        int number = message.u8(at);
        line.add(words.of(number, "#" + number));
        trailing(length - 1);
    }

    private void printMessage(int at, int length) {
        if (length == 1) {
            int type = message.u8(at);
            boolean known = type >= 1 && type <= MESSAGES.length;
            line.add(known ? MESSAGES[type - 1] : "Unknown (" + type + ")");
        } else {
            printOctets(at, length);
        }
    }

    private void printClient(int at, int length) {
        if (length < 1) {
            tooShort(1);
            return;
        }
        int type = message.u8(at);
        if (type == 0) {
            line.add('"').add(message.text(at + 1, length - 1)).add('"');
        } else if (type == 1 && length == 7) {
            line.add("ether ").add(Names.NUMERIC.mac(message.u48(at + 1)));
        } else {
            line.add(type == 1 ? "ether " : "hardware-type " + type + (length > 1 ? ", " : ""));
            for (int i = 1; i < length; i++) {
                line.add(i == 1 ? "" : ":").hex(message.u8(at + i), 2);
            }
        }
    }

    /** RFC 4702. */
    private void printName(int at, int length) {
        if (length < 3) {
            tooShort(3);
            return;
        }
        int flags = message.u8(at);
        if (flags > 0xf) {
            line.add("[ERROR: MBZ nibble 0x").hex(flags >> 4).add(" != 0] ");
        }
        if ((flags & 0xf) != 0) {
            Words words = Words.NONE.with(1, "S").with(2, "O").with(4, "E").with(8, "N");
            line.add('[').add(words.bits(flags, "", "none")).add("] ");
        }
        if (message.u8(at + 1) != 0 || message.u8(at + 2) != 0) {
            line.add(message.u8(at + 1)).add('/').add(message.u8(at + 2)).add(' ');
        }
        line.add('"').add(message.text(at + 3, length - 3)).add('"');
    }

    /** RFC 3442. */
    private void printRoutes(int from, int length) {
        if (length < 5) {
            tooShort(5);
            return;
        }
        int at = from;
        while (at < from + length) {
            int bits = message.u8(at);
            int bytes = (bits + 7) / 8;
            line.add(at > from ? "," : "");
            if (bits > 32) {
                line.add("[ERROR: Mask width (").add(bits).add(") > 32]");
                return;
            }
            if (at + 5 + bytes > from + length) {
                line.add("length goes past end of option");
                return;
            }
            line.add('(');
            if (bits == 0) {
                line.add("default");
            }
            for (int i = 0; i < bytes; i++) {
                line.add(i > 0 ? "." : "").add(message.u8(at + 1 + i));
            }
            for (int i = Math.max(1, bytes); bits > 0 && i < 4; i++) {
                line.add(".0");
            }
            line.add(bits > 0 ? "/" + bits : "").add(':');
            line.add(Addresses.ipv4(message, at + 1 + bytes, line)).add(')');
            at += 5 + bytes;
        }
    }

    /** RFC 3046. */
    private void printAgent(int from, int length) {
        int at = from;
        while (at + 2 <= from + length) {
            int code = message.u8(at);
            int bytes = message.u8(at + 1);
            line.add("\n\t      ")
                    .add(CIRCUIT.of(code, "Unknown"))
                    .add(" SubOption ")
                    .add(code);
            line.add(", length ").add(bytes).add(": ");
            if (at + 2 + bytes > from + length) {
                line.add("length goes past end of option");
                return;
            }
            if (CIRCUIT.of(code) != null) {
                line.add(message.text(at + 2, bytes));
            }
            at += 2 + bytes;
        }
        trailing(from + length - at);
    }

    /** RFC 3004. */
    private void printClasses(int from, int length) {
        if (length < 2) {
            tooShort(2);
            return;
        }
        int at = from;
        for (int i = 1; at < from + length; i++) {
            int bytes = message.u8(at);
            line.add("\n\t      instance#").add(i).add(": ");
            if (bytes == 0) {
                line.add("[ERROR: suboption length must be non-zero]");
                return;
            }
            if (at + 1 + bytes > from + length) {
                line.add("[ERROR: invalid option]");
                return;
            }
            line.add('"').add(message.text(at + 1, bytes)).add("\", length ").add(bytes);
            at += 1 + bytes;
        }
    }
}
