package io.millrace.cli.print;

/** Bytes of a protocol that are not interpreted, in hexadecimal. */
final class HexLines {
    private static final int PER_LINE = 16;

    private HexLines() {}

    /** Prints what was captured of these bytes, 16 to a line, each line behind a prefix. */
    static void print(String prefix, Bytes bytes, Line line) {
        for (int at = 0; at < bytes.captured(); at++) {
            if (at % PER_LINE == 0) {
                line.add(prefix).add("0x").hex(at, 4).add(": ");
            }
            line.add(at % 2 == 0 ? " " : "").hex(bytes.u8(at), 2);
        }
    }
}
