package io.millrace.cli.print;

/** How PPP's peers prove who they are: PAP (RFC 1334) and CHAP (RFC 1994). Passwords are told as they are sent. */
final class PppLogin {
    private static final int HEADER = 4;

    private PppLogin() {}

    static void chap(Bytes bytes, Line line) {
        if (isShort("chap", bytes, line)) {
            return;
        }
        int code = bytes.u8(0);
        String name = switch (code) {
            case 1 -> "Challenge";
            case 2 -> "Response";
            case 3 -> "Success";
            case 4 -> "Fail";
            default -> "unknown";
        };
        header("CHAP, ", name, code, bytes, line);
        int length = bytes.u16(2);
        switch (code) {
            case 1, 2 -> value(bytes, length, line);
            case 3, 4 -> {
                line.add(", Msg ");
                Text.whole(bytes, HEADER, length - HEADER, line);
            }
            default -> {}
        }
    }

    private static void value(Bytes bytes, int length, Line line) {
        if (bytes.length() <= HEADER) {
            return;
        }
        int size = bytes.u8(HEADER);
        int at = HEADER + 1;
        if (bytes.length() - at < size) {
            return;
        }
        line.add(", Value ");
        for (int end = at + size; at < end; at++) {
            line.hex(bytes.u8(at), 2);
        }
        line.add(", Name ");
        Text.whole(bytes, at, length - at, line);
    }

    static void pap(Bytes bytes, Line line) {
        if (isShort("pap", bytes, line)) {
            return;
        }
        int code = bytes.u8(0);
        String name = switch (code) {
            case 1 -> "Auth-Req";
            case 2 -> "Auth-ACK";
            case 3 -> "Auth-NACK";
            default -> "unknown";
        };
        header("PAP, ", name, code, bytes, line);
        int length = bytes.u16(2);
        if (length > bytes.length()) {
            line.add(", length ").add(length).add(" > packet size");
        } else if (length < HEADER) {
            line.add(", length ").add(length).add(" < PAP header length");
        } else if (code >= 1 && code <= 3) {
            fields(code, bytes, length, line);
        }
    }

    private static void fields(int code, Bytes bytes, int length, Line line) {
        if (length < (code == 1 ? 6 : 5)) {
            line.add("[|pap]");
            return;
        }
        int at = field(code == 1 ? ", Peer " : ", Msg ", bytes, HEADER, length, line);
        if (code == 1 && at > 0) {
            field(", Name ", bytes, at, length, line);
        }
    }

    /** Tells a field with its length in front; says where the next one begins, or 0 if there is none. */
    private static int field(String title, Bytes bytes, int at, int length, Line line) {
        if (length - at < 1) {
            return 0;
        }
        int size = bytes.u8(at);
        if (length - at - 1 < size) {
            return 0;
        }
        line.add(title);
        Text.whole(bytes, at + 1, size, line);
        return at + 1 + size;
    }

    private static boolean isShort(String protocol, Bytes bytes, Line line) {
        if (bytes.length() >= HEADER) {
            return false;
        }
        line.add("[|").add(protocol);
        if (bytes.length() > 0) {
            line.hex(" 0x", bytes.u8(0), 2);
        }
        line.add(']');
        return true;
    }

    private static void header(String protocol, String name, int code, Bytes bytes, Line line) {
        line.add(protocol).add(name).add(" (0x").hex(code, 2).add(')');
        line.add(", id ", bytes.u8(1));
    }
}
