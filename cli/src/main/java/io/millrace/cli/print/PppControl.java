package io.millrace.cli.print;

/** PPP's control protocols, LCP and those of the network layers, which share one form (RFC 1661, 5). */
final class PppControl {
    private static final int HEADER = 4;

    private PppControl() {}

    /** A message that begins at {@code at}; the two bytes before are the protocol's number. */
    static void print(int protocol, Bytes bytes, int at, Line line) {
        Bytes message = bytes.from(at);
        String name = PppProtocols.name(protocol, "unknown");
        line.add(name).add(", ");
        if (message.length() < HEADER || !message.has(0, 2)) {
            line.add("[|").add(name).add(']');
            return;
        }
        int code = message.u8(0);
        line.add(codeName(code)).add(" (0x").hex(code, 2);
        line.add("), id ", message.u8(1));
        line.add(", length ").add(message.length() + 2);
        if (line.style().verbosity() == 0) {
            return;
        }
        int length = message.u16(2);
        if (length < HEADER) {
            line.add("\n\tencoded length ").add(length).add(" (< 4))");
        } else if (length > message.length()) {
            line.add("\n\tencoded length ").add(length);
            line.add(" (> packet length ").add(message.length()).add("))");
        } else {
            line.add("\n\tencoded length ").add(length);
            line.add(" (=Option(s) length ").add(length - HEADER).add(')');
            if (length > HEADER) {
                body(protocol, code, bytes, at, length, line);
            }
        }
    }

    private static void body(int protocol, int code, Bytes bytes, int at, int length, Line line) {
        if (line.style().verbosity() > 1) {
            line.unknown("\n\t", bytes.part(at - 2, 6));
        }
        Bytes data = bytes.from(at + HEADER);
        switch (code) {
            case 0 -> vendor(data, length, line);
            case 1, 2, 3, 4 -> PppOptions.print(protocol, data, length, line);
            case 5, 6, 7 -> {}
            case 8 -> rejected(data, length, line);
            case 9, 10, 11 -> echo(protocol, data, length, line);
            case 12 -> identification(protocol, data, length, line);
            case 13 -> timeRemaining(data, length, line);
            default -> {
                if (line.style().verbosity() <= 1) {
                    line.unknown("\n\t  ", bytes.part(at - 2, length + 2));
                }
            }
        }
    }

    private static void vendor(Bytes data, int length, Line line) {
        if (length >= 11) {
            magic(data, line);
            int organization = data.u24(4);
            line.add(" Vendor: ").add(Organizations.name(organization));
            line.add(" (").add(organization).add(')');
        }
    }

    private static void rejected(Bytes data, int length, Line line) {
        if (length < 6) {
            return;
        }
        int protocol = data.u16(0);
        line.add("\n\t  Rejected ").add(PppProtocols.name(protocol, "unknown"));
        line.add(" Protocol (0x").hex(protocol, 4).add(')');
        if (length > 6) {
            line.add("\n\t  Rejected Packet");
            line.unknown("\n\t    ", data.part(2, length - 2));
        }
    }

    private static void echo(int protocol, Bytes data, int length, Line line) {
        if (length < 8) {
            return;
        }
        magic(data, line);
        if (length > 8) {
            line.add("\n\t  -----trailing data-----");
            if (data.has(4, length - 8)) {
                line.unknown("\n\t  ", data.part(4, length - 8));
            } else {
                line.add("[|").add(PppProtocols.name(protocol, "unknown")).add(']');
            }
        }
    }

    private static void identification(int protocol, Bytes data, int length, Line line) {
        if (length < 8) {
            return;
        }
        magic(data, line);
        if (length > 8) {
            line.add("\n\t  Message\n\t    ");
            // tcpdump reads on behind the message, over as many bytes as the magic number has
            int here = Math.min(length - 4, Math.max(0, data.captured() - 4));
            Text.whole(data, 4, here, line);
            line.add(here < length - 4 ? "[|" + PppProtocols.name(protocol, "unknown") + "]" : "");
        }
    }

    private static void timeRemaining(Bytes data, int length, Line line) {
        if (length >= 12) {
            magic(data, line);
            line.add(", Seconds-Remaining ", data.u32(4)).add('s');
        }
    }

    private static void magic(Bytes data, Line line) {
        line.hex("\n\t  Magic-Num 0x", data.u32(0), 8);
    }

    private static String codeName(int code) {
        return switch (code) {
            case 0 -> "Vendor-Extension";
            case 1 -> "Conf-Request";
            case 2 -> "Conf-Ack";
            case 3 -> "Conf-Nack";
            case 4 -> "Conf-Reject";
            case 5 -> "Term-Request";
            case 6 -> "Term-Ack";
            case 7 -> "Code-Reject";
            case 8 -> "Prot-Reject";
            case 9 -> "Echo-Request";
            case 10 -> "Echo-Reply";
            case 11 -> "Disc-Req";
            case 12 -> "Ident";
            case 13 -> "Time-Rem";
            case 14 -> "Reset-Req";
            case 15 -> "Reset-Ack";
            default -> "Unknown Opcode";
        };
    }
}
