package io.millrace.cli.print;

/** L2TP version 2 (RFC 2661): PPP in UDP, and the messages that set it up. */
final class L2tp {
    private static final int CONTROL = 0x8000;
    private static final int LENGTH = 0x4000;
    private static final int SEQUENCE = 0x0800;
    private static final int OFFSET = 0x0200;
    private static final Words FLAGS = Words.NONE
            .with(CONTROL, "T")
            .with(LENGTH, "L")
            .with(SEQUENCE, "S")
            .with(OFFSET, "O")
            .with(0x0100, "P");

    private L2tp() {}

    static void print(Bytes bytes, Line line) {
        line.protocol("l2tp");
        int flags = bytes.u16(0);
        int version = flags & 0xf;
        if (version != 2) {
            line.add(version == 1 ? " l2f:" : " Unknown Version, neither L2F(1) nor L2TP(2)");
            return;
        }
        line.add(" l2tp:[").add(FLAGS.bits(flags, "", "")).add(']');
        int told = -1;
        int at = 2;
        if ((flags & LENGTH) != 0) {
            told = bytes.u16(at);
            at += 2;
        }
        line.add("(", bytes.u16(at)).add('/');
        line.add(bytes.u16(at + 2)).add(')');
        at += 4;
        if ((flags & SEQUENCE) != 0) {
            line.add("Ns=", bytes.u16(at)).add(',');
            line.add("Nr=", bytes.u16(at + 2));
            at += 4;
        }
        if ((flags & OFFSET) != 0) {
            int padding = bytes.u16(at);
            bytes.require(at + 2, padding);
            at += 2 + padding;
        }
        if (told > bytes.length()) {
            line.add(" Length ").add(told).add(" larger than packet");
            return;
        }
        int length = told < 0 ? bytes.length() : told;
        if (length < at) {
            line.add(" Length ").add(length).add(" smaller than header length");
        } else if ((flags & CONTROL) == 0) {
            data(bytes.part(at, length - at), line);
        } else if (told < 0) {
            line.add(" No length");
        } else {
            control(bytes.part(at, length - at), line);
        }
    }

    private static void data(Bytes bytes, Line line) {
        line.add(" {");
        if (line.deeper()) {
            Ppp.print(bytes, line);
        }
        line.add('}');
    }

    private static void control(Bytes bytes, Line line) {
        if (bytes.length() == 0) {
            line.add(" ZLB");
        }
        for (int at = 0; at < bytes.length(); ) {
            line.add(' ');
            int length = bytes.u16(at) & 0x3ff;
            if (length < L2tpAttributes.HEADER_BYTES || length > bytes.length() - at) {
                line.truncated();
                return;
            }
            bytes.require(at, length);
            L2tpAttributes.print(bytes.part(at, length), line);
            at += length;
        }
    }
}
