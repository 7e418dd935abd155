package io.millrace.cli.print;

/** Bytes in hexadecimal, as text, or both. */
final class HexDump {
    private static final int PER_LINE = 16;
    private static final String HEX = "0123456789abcdef";
    /** Where the text of a line begins: behind eight groups of four digits and a space each. */
    private static final int HEX_WIDTH = 5 * PER_LINE / 2;

    private HexDump() {}

    static void append(Dump dump, StringBuilder text, Bytes bytes) {
        switch (dump) {
            case NONE -> {}
            case HEX, HEX_LINK -> lines(text, "\n\t", bytes, false);
            case HEX_ASCII, HEX_ASCII_LINK -> hexAndAscii(text, bytes);
            case ASCII, ASCII_LINK -> ascii(text, bytes);
        }
    }

    /** Lines of hexadecimal and ASCII, each after a line end and a tab. */
    static void hexAndAscii(StringBuilder text, Bytes bytes) {
        lines(text, "\n\t", bytes, true);
    }

    /** Lines of hexadecimal, each after an indent that begins with a line end. */
    static void hex(StringBuilder text, String indent, Bytes bytes) {
        lines(text, indent, bytes, false);
    }

    private static void lines(StringBuilder text, String indent, Bytes bytes, boolean ascii) {
        for (int at = 0; at < bytes.captured(); at += PER_LINE) {
            int end = Math.min(at + PER_LINE, bytes.captured());
            text.append(indent).append("0x");
            for (int shift = at > 0xffff ? 28 - (Integer.numberOfLeadingZeros(at) & ~3) : 12; shift >= 0; shift -= 4) {
                text.append(HEX.charAt(at >>> shift & 0xf));
            }
            text.append(": ");
            int from = text.length();
            for (int i = at; i < end; i++) {
                text.append((i & 1) == 0 ? " " : "");
                text.append(HEX.charAt(bytes.u8(i) >>> 4)).append(HEX.charAt(bytes.u8(i) & 0xf));
            }
            if (ascii) {
                text.repeat(' ', from + HEX_WIDTH + 2 - text.length());
                for (int i = at; i < end; i++) {
                    int octet = bytes.u8(i);
                    text.append(octet > ' ' && octet < 0x7f ? (char) octet : '.');
                }
            }
        }
    }

    private static void ascii(StringBuilder text, Bytes bytes) {
        text.append('\n');
        int last = bytes.captured() - 1;
        for (int i = 0; i <= last; i++) {
            int octet = bytes.u8(i);
            if (octet == '\r') {
                // the end of a line elsewhere; here the line feed alone ends it. One byte before the last it is not
                // looked for
                text.append(i + 1 < last && bytes.u8(i + 1) != '\n' ? "." : "");
            } else {
                boolean shown = (octet >= ' ' && octet < 0x7f) || octet == '\t' || octet == '\n';
                text.append(shown ? (char) octet : '.');
            }
        }
    }
}
