package io.millrace.cli.print;

import static io.millrace.cli.print.PppOptions.wrong;

/** Options of PPP's compression control protocol (RFC 1962). */
final class CcpOptions implements PppOptions {
    private static final int BSD = 21;
    private static final int MAGNALINK = 24;
    private static final int DEFLATE = 26;

    @Override
    public String name(int type) {
        return switch (type) {
            case 0 -> "OUI";
            case 1 -> "Pred-1";
            case 2 -> "Pred-2";
            case 3 -> "Puddle";
            case 16 -> "HP-PPC";
            case 17 -> "Stac-LZS";
            case 18 -> "MPPC";
            case 19 -> "Gand-FZA";
            case 20 -> "V.42bis";
            case BSD -> "BSD-Comp";
            case 23 -> "LZS-DCP";
            case MAGNALINK -> "MVRCA";
            case 25 -> "DEC";
            case DEFLATE -> "Deflate";
            case 255 -> "Reserved";
            default -> "Unknown";
        };
    }

    @Override
    public Told value(int type, int length, Bytes option, Line line) {
        return switch (type) {
            case BSD -> length >= 3 ? bsd(option.u8(2), line) : wrong(">= 3", Told.WRONG, line);
            case MAGNALINK -> length >= 4 ? magnalink(option.u16(2), line) : wrong(">= 4", Told.WRONG, line);
            case DEFLATE -> length >= 4 ? deflate(option.u16(2), line) : wrong(">= 4", Told.WRONG, line);
            default -> Told.NOT;
        };
    }

    private static Told bsd(int value, Line line) {
        line.add(": Version: ").add(value >> 5).add(", Dictionary Bits: ").add(value & 0x1f);
        return Told.WHOLLY;
    }

    private static Told magnalink(int value, Line line) {
        line.add(": Features: ").add(value >> 14);
        line.add(", PxP: ").add((value & 0x2000) != 0 ? "Enabled" : "Disabled");
        line.add(", History: ").add((value >> 8) & 0x1f);
        line.add(", #CTX-ID: ").add(value & 0xff);
        return Told.WHOLLY;
    }

    private static Told deflate(int value, Line line) {
        int method = (value >> 8) & 0xf;
        line.add(": Window: ").add(value >> 12).add('K');
        line.add(", Method: ").add(method == 8 ? "zlib" : "unknown").add(" (0x").hex(method);
        line.add("), MBZ: ").add((value >> 2) & 0x3f);
        line.add(", CHK: ").add(value & 3);
        return Told.WHOLLY;
    }
}
