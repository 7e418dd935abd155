package io.millrace.cli.print;

/** Attributes and their values in L2TP's control messages (RFC 2661, 4). */
final class L2tpAttributes {
    static final int HEADER_BYTES = 6;

    private static final int MANDATORY = 0x8000;
    private static final int HIDDEN = 0x4000;
    private static final int DISCONNECT_CAUSE = 46;

    private static final Words CAPABILITIES = Words.NONE.with(2, "A").with(1, "S");
    private static final Words BEARERS = Words.NONE.with(2, "A").with(1, "D");

    private static final String[] NAMES = {
        "MSGTYPE",
        "RESULT_CODE",
        "PROTO_VER",
        "FRAMING_CAP",
        "BEARER_CAP",
        "TIE_BREAKER",
        "FIRM_VER",
        "HOST_NAME",
        "VENDOR_NAME",
        "ASSND_TUN_ID",
        "RECV_WIN_SIZE",
        "CHALLENGE",
        "Q931_CC",
        "CHALLENGE_RESP",
        "ASSND_SESS_ID",
        "CALL_SER_NUM",
        "MINIMUM_BPS",
        "MAXIMUM_BPS",
        "BEARER_TYPE",
        "FRAMING_TYPE",
        "PACKET_PROC_DELAY",
        "CALLED_NUMBER",
        "CALLING_NUMBER",
        "SUB_ADDRESS",
        "TX_CONN_SPEED",
        "PHY_CHANNEL_ID",
        "INI_RECV_LCP",
        "LAST_SENT_LCP",
        "LAST_RECV_LCP",
        "PROXY_AUTH_TYPE",
        "PROXY_AUTH_NAME",
        "PROXY_AUTH_CHAL",
        "PROXY_AUTH_ID",
        "PROXY_AUTH_RESP",
        "CALL_ERRORS",
        "ACCM",
        "RANDOM_VECTOR",
        "PRIVATE_GRP_ID",
        "RX_CONN_SPEED",
        "SEQ_REQUIRED"
    };

    private static final String[] ERRORS = {"CRCErr=", "FrameErr=", "HardOver=", "BufOver=", "Timeout=", "AlignErr="};

    private L2tpAttributes() {}

    /** An attribute that was captured whole. */
    static void print(Bytes attribute, Line line) {
        int flags = attribute.u16(0);
        line.add((flags & MANDATORY) != 0 ? "*" : "").add((flags & HIDDEN) != 0 ? "?" : "");
        int vendor = attribute.u16(2);
        int type = attribute.u16(4);
        Bytes value = attribute.from(HEADER_BYTES);
        if (vendor != 0) {
            line.add("VENDOR").hex(vendor, 4).add(":ATTR").hex(type, 4).add('(').hex(value);
        } else {
            line.add(name(type)).add('(');
            if ((flags & HIDDEN) != 0) {
                line.add("???");
            } else if (value.length() < shortest(type)) {
                line.add("AVP too short");
            } else {
                value(type, value, line);
            }
        }
        line.add(')');
    }

    private static void value(int type, Bytes value, Line line) {
        switch (type) {
            case 0 -> line.add(messageName(value.u16(0)));
            case 1 -> result(value, line);
            case 2 -> line.add(value.u8(0)).add('.').add(value.u8(1));
            case 3, 19 -> line.add(CAPABILITIES.bits(value.i32(0), "", ""));
            case 4, 18 -> line.add(BEARERS.bits(value.i32(0), "", ""));
            case 5 -> line.hex(value.part(0, 8));
            case 6, 9, 10, 14 -> line.add(value.u16(0));
            case 7, 8, 21, 22, 23, 30, 37 -> Text.whole(value, 0, value.length(), line);
            case 11, 26, 27, 28, 31, 33, 36 -> line.hex(value);
            case 12 -> cause(value, line);
            case 13 -> line.hex(value.part(0, 16));
            case 15, 16, 17, 24, 25, 38 -> line.add(value.u32(0));
            case 20 -> line.add("obsolete");
            case 29 -> line.add(loginName(value.u16(0)));
            case 32 -> line.add(value.u8(1));
            case 34 -> callErrors(value, line);
            case 35 -> characterMaps(value, line);
            case DISCONNECT_CAUSE -> disconnect(value, line);
            default -> {}
        }
    }

    private static int shortest(int type) {
        return switch (type) {
            case 0, 1, 2, 6, 9, 10, 14, 29, 32, 34, 35 -> 2;
            case 12 -> 3;
            case 3, 4, 15, 16, 17, 18, 19, 24, 25, 38 -> 4;
            case DISCONNECT_CAUSE -> 5;
            case 5 -> 8;
            case 13 -> 16;
            default -> 0;
        };
    }

    private static void result(Bytes value, Line line) {
        line.add(value.u16(0));
        if (value.length() == 3) {
            line.add(" AVP too short");
        } else if (value.length() > 3) {
            line.add('/').add(value.u16(2));
            text(value, 4, line);
        }
    }

    private static void cause(Bytes value, Line line) {
        line.add(value.u16(0)).hex(", ", value.u8(2), 2);
        text(value, 3, line);
    }

    private static void callErrors(Bytes value, Line line) {
        int at = 2;
        for (String name : ERRORS) {
            if (value.length() - at < 4) {
                line.add("AVP too short");
                return;
            }
            line.add(name, value.u32(at)).add(' ');
            at += 4;
        }
    }

    private static void characterMaps(Bytes value, Line line) {
        if (value.length() < 6) {
            line.add("AVP too short");
            return;
        }
        line.hex("send=", value.u32(2), 8).add(' ');
        if (value.length() < 10) {
            line.add("AVP too short");
            return;
        }
        line.hex("recv=", value.u32(6), 8).add(' ');
    }

    private static void disconnect(Bytes value, Line line) {
        line.hex(value.u16(0), 4).hex(", ", value.u16(2), 4).add(' ');
        int direction = value.u8(4);
        line.add(
                switch (direction) {
                    case 0 -> "global error";
                    case 1 -> "at peer";
                    case 2 -> "at local";
                    default -> "Direction-#" + direction;
                });
        text(value, 5, line);
    }

    private static void text(Bytes value, int at, Line line) {
        if (value.length() > at) {
            line.add(' ');
            Text.whole(value, at, value.length() - at, line);
        }
    }

    private static String name(int type) {
        if (type == DISCONNECT_CAUSE) {
            return "PPP_DISCON_CC";
        }
        return type < NAMES.length ? NAMES[type] : "AVP-#" + type;
    }

    private static String messageName(int type) {
        return switch (type) {
            case 1 -> "SCCRQ";
            case 2 -> "SCCRP";
            case 3 -> "SCCCN";
            case 4 -> "StopCCN";
            case 6 -> "HELLO";
            case 7 -> "OCRQ";
            case 8 -> "OCRP";
            case 9 -> "OCCN";
            case 10 -> "ICRQ";
            case 11 -> "ICRP";
            case 12 -> "ICCN";
            case 14 -> "CDN";
            case 15 -> "WEN";
            case 16 -> "SLI";
            default -> "MSGTYPE-#" + type;
        };
    }

    private static String loginName(int type) {
        return switch (type) {
            case 0 -> "Reserved";
            case 1 -> "Textual";
            case 2 -> "CHAP";
            case 3 -> "PAP";
            case 4 -> "No Auth";
            case 5 -> "MS-CHAPv1";
            default -> "AuthType-#" + type;
        };
    }
}
