package io.millrace.cli.print;

import static io.millrace.cli.print.PppOptions.wrong;

import org.jspecify.annotations.Nullable;

/** Options of PPP's link control protocol. */
final class LcpOptions implements PppOptions {
    private static final String[] NAMES = {
        "Vend-Ext",
        "MRU",
        "ACCM",
        "Auth-Prot",
        "Qual-Prot",
        "Magic-Num",
        "deprecated(6)",
        "PFC",
        "ACFC",
        "FCS-Alt",
        "SDP",
        "Num-Mode",
        "deprecated(12)",
        "Call-Back",
        "deprecated(14)",
        "deprecated(15)",
        "deprecated(16)",
        "MRRU",
        "12-Bit seq #",
        "End-Disc",
        "Proprietary",
        "DCE-Id",
        "MP+",
        "Link-Disc",
        "LCP-Auth-Opt",
        "COBS",
        "Prefix-elision",
        "Multilink-header-Form",
        "I18N",
        "SDL-over-SONET/SDH",
        "PPP-Muxing"
    };

    @Override
    public @Nullable String name(int type) {
        return type < NAMES.length ? NAMES[type] : null;
    }

    @Override
    public Told value(int type, int length, Bytes option, Line line) {
        return switch (type) {
            case 0 -> vendor(length, option, line);
            case 1 -> length == 4 ? number(option, line) : wrong("= 4", Told.WRONG, line);
            case 2 -> length == 6 ? word(option, line) : wrong("= 6", Told.WRONG, line);
            case 3 -> length >= 4 ? login(length, option, line) : wrong(">= 4", Told.WRONG, line);
            case 4 -> length >= 4 ? quality(option, line) : wrong(">= 4", Told.WRONG_AND_LAST, line);
            case 5 -> length == 6 ? word(option, line) : wrong("= 6", Told.WRONG_AND_LAST, line);
            case 7, 8 -> Told.WHOLLY;
            case 13 -> length >= 3 ? callback(option, line) : wrong(">= 3", Told.WRONG_AND_LAST, line);
            case 17 -> length == 4 ? number(option, line) : wrong("= 4", Told.WRONG_AND_LAST, line);
            case 19 -> length >= 3 ? endpoint(length, option, line) : wrong(">= 3", Told.WRONG_AND_LAST, line);
            case 23 -> length == 4 ? link(option, line) : wrong("= 4", Told.WRONG_AND_LAST, line);
            default -> Told.NOT;
        };
    }

    private static Told vendor(int length, Bytes option, Line line) {
        if (length < 6) {
            return wrong(">= 6", Told.WRONG, line);
        }
        int organization = option.u24(2);
        line.add(": Vendor: ").add(Organizations.name(organization));
        line.add(" (").add(organization).add(')');
        return Told.WHOLLY;
    }

    private static Told number(Bytes option, Line line) {
        line.add(": ", option.u16(2));
        return Told.WHOLLY;
    }

    private static Told word(Bytes option, Line line) {
        line.hex(": 0x", option.u32(2), 8);
        return Told.WHOLLY;
    }

    private static Told link(Bytes option, Line line) {
        line.hex(": 0x", option.u16(2), 4);
        return Told.WHOLLY;
    }

    private static Told login(int length, Bytes option, Line line) {
        int protocol = option.u16(2);
        // the form of the number is tcpdump's: it prints no digits
        line.add(": ").add(PppProtocols.name(protocol, "Unknown Auth Proto (0x04x)"));
        switch (protocol) {
            case PppProtocols.CHAP -> line.add(", ", algorithm(option.u8(4)));
            case PppProtocols.PAP, PppProtocols.EAP, PppProtocols.SPAP, PppProtocols.SPAP_OLD -> {}
            default -> line.unknown("\n\t", option.part(0, length));
        }
        return Told.WHOLLY;
    }

    private static String algorithm(int number) {
        return switch (number) {
            case 5 -> "MD5";
            case 128 -> "MS-CHAPv1";
            case 129 -> "MS-CHAPv2";
            default -> "Unknown Auth Alg " + number;
        };
    }

    private static Told quality(Bytes option, Line line) {
        line.add(option.u16(2) == PppProtocols.LINK_QUALITY ? ": LQR" : ": unknown");
        return Told.WHOLLY;
    }

    private static Told callback(Bytes option, Line line) {
        line.add(": ");
        int operation = option.u8(2);
        String name = switch (operation) {
            case 0 -> "UserAuth";
            case 1 -> "DialString";
            case 2 -> "LocalID";
            case 3 -> "E.164";
            case 4 -> "X.500";
            case 6 -> "CBCP";
            default -> "Unknown";
        };
        line.add(": Callback Operation ").add(name).add(" (").add(operation).add(')');
        return Told.WHOLLY;
    }

    private static Told endpoint(int length, Bytes option, Line line) {
        int kind = option.u8(2);
        switch (kind) {
            case 0 -> line.add(": Null");
            case 1 -> line.add(": Local");
            case 2 -> {
                if (length != 7) {
                    return wrong("= 7", Told.WRONG_AND_LAST, line);
                }
                option.require(3, 4);
                line.add(": IPv4 ", line.names().ipv4(option.i32(3)));
            }
            case 3 -> {
                if (length != 9) {
                    return wrong("= 9", Told.WRONG_AND_LAST, line);
                }
                option.require(3, 6);
                line.add(": MAC ", line.names().mac(option.u48(3)));
            }
            case 4 -> line.add(": Magic-Num-Block");
            case 5 -> line.add(": PSNDN");
            default -> line.add(": Unknown class ").add(kind);
        }
        return Told.WHOLLY;
    }
}
