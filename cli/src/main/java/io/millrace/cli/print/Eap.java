package io.millrace.cli.print;

/** Authentication at a port (IEEE 802.1X), and EAP (RFC 3748) in it. */
final class Eap {
    private static final int HEADER = 4;
    private static final Words TLS_FLAGS =
            Words.NONE.with(0x80, "L bit").with(0x40, "More fragments bit").with(0x20, "Start bit");

    private Eap() {}

    static void print(Bytes bytes, Line line) {
        line.protocol("eap");
        bytes.require(0, HEADER);
        int type = bytes.u8(1);
        int length = bytes.u16(2);
        line.add(frameName(type)).add(" (").add(type).add(") v", bytes.u8(0));
        line.add(", len ").add(length);
        if (!line.style().verbose() || type != 0) {
            return;
        }
        if (length == 0) {
            line.truncated();
        } else {
            line.add(", ");
            packet(bytes.from(HEADER), length, line);
        }
    }

    private static void packet(Bytes bytes, int room, Line line) {
        int code = bytes.u8(0);
        int length = bytes.u16(2);
        if (length != room) {
            line.add("EAP fragment?");
            return;
        }
        line.add(codeName(code)).add(" (").add(code).add("), id ", bytes.u8(1));
        line.add(", len ").add(length);
        if (length < HEADER) {
            line.add(" (too short for EAP header)");
            return;
        }
        bytes.require(0, length);
        if (code != 1 && code != 2) {
            return;
        }
        if (length == HEADER) {
            line.add(" (too short for EAP request/response)");
            return;
        }
        int method = bytes.u8(4);
        line.add("\n\t\t Type ").add(methodName(method)).add(" (").add(method).add(')');
        method(method, bytes, length, line);
    }

    private static void method(int method, Bytes bytes, int length, Line line) {
        String title = shortName(method);
        if (!title.isEmpty() && length < 6) {
            line.add(" (too short for EAP ").add(title).add(" request/response)");
            return;
        }
        switch (method) {
            case 1 -> {
                if (length > 5) {
                    line.add(", Identity: ");
                    Text.padded(bytes, 5, length - 5, line);
                }
            }
            case 2 -> {
                line.add(", Notification: ");
                Text.padded(bytes, 5, length - 5, line);
            }
            case 3 -> {
                for (int at = 5; at < length; at++) {
                    line.add(at == 5 ? " " : ", ").add(methodName(bytes.u8(at)));
                    line.add(" (", bytes.u8(at)).add(')');
                }
            }
            case 13 -> tls("", bytes, length, title, line);
            case 21 -> tls(" TTLSv" + (bytes.u8(5) & 7), bytes, length, title, line);
            case 43 -> tls(" FASTv" + (bytes.u8(5) & 7), bytes, length, title, line);
            case 18, 23 -> line.add(" subtype [", subtypeName(bytes.u8(5))).hex("] 0x", bytes.u8(5), 2);
            default -> {}
        }
    }

    private static void tls(String version, Bytes bytes, int length, String title, Line line) {
        int flags = bytes.u8(5);
        line.add(version)
                .add(" flags [")
                .add(TLS_FLAGS.bits(flags, ", ", "none"))
                .add("] 0x")
                .hex(flags, 2);
        if ((flags & 0x80) == 0) {
            return;
        }
        if (length < 10) {
            line.add(" (too short for EAP ").add(title).add(" request/response with length)");
        } else {
            line.add(", len ", bytes.u32(6));
        }
    }

    private static String frameName(int type) {
        return switch (type) {
            case 0 -> "EAP packet";
            case 1 -> "EAPOL start";
            case 2 -> "EAPOL logoff";
            case 3 -> "EAPOL key";
            case 4 -> "Encapsulated ASF alert";
            default -> "unknown";
        };
    }

    private static String codeName(int code) {
        return switch (code) {
            case 1 -> "Request";
            case 2 -> "Response";
            case 3 -> "Success";
            case 4 -> "Failure";
            default -> "unknown";
        };
    }

    private static String methodName(int method) {
        return switch (method) {
            case 0 -> "No proposed";
            case 1 -> "Identity";
            case 2 -> "Notification";
            case 3 -> "Nak";
            case 4 -> "MD5-challenge";
            case 5 -> "OTP";
            case 6 -> "GTC";
            case 13 -> "TLS";
            case 18 -> "SIM";
            case 21 -> "TTLS";
            case 23 -> "AKA";
            case 43 -> "FAST";
            case 254 -> "Expanded types";
            case 255 -> "Experimental";
            default -> "unknown";
        };
    }

    /** What a method is called where it is too short; empty if it needs no bytes. */
    private static String shortName(int method) {
        return switch (method) {
            case 2 -> "Notification";
            case 3 -> "Legacy NAK";
            case 13, 21 -> "TLS/TTLS";
            case 18, 23 -> "SIM/AKA";
            case 43 -> "FAST";
            default -> "";
        };
    }

    private static String subtypeName(int subtype) {
        return switch (subtype) {
            case 1, 11 -> "Challenge";
            case 2 -> "Auth reject";
            case 4 -> "Sync failure";
            case 5 -> "Identity";
            case 10 -> "Start";
            case 12 -> "Notification";
            case 13 -> "Reauth";
            case 14 -> "Client error";
            default -> "unknown";
        };
    }
}
