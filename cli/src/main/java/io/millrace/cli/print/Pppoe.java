package io.millrace.cli.print;

import java.util.HexFormat;

/** PPP over Ethernet (RFC 2516): discovery with its tags, and sessions with PPP inside. */
final class Pppoe {
    private static final int HEADER = 6;
    private static final int PADI = 0x09;

    /** The longest payload of an initiation, so that relays have room for their tag. */
    private static final int LONGEST_PADI = 1484 - HEADER;

    private static final int LONGEST_TEXT = 79;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private Pppoe() {}

    static void print(Bytes bytes, Line line) {
        line.protocol("pppoe");
        if (bytes.length() < HEADER) {
            line.add(" (length ")
                    .add(bytes.length())
                    .add(" < ")
                    .add(HEADER)
                    .add(')')
                    .invalid();
            return;
        }
        bytes.require(0, HEADER);
        int version = bytes.u8(0) >> 4;
        int type = bytes.u8(0) & 0xf;
        int code = bytes.u8(1);
        int session = bytes.u16(2);
        if (version != 1) {
            line.add(" [ver ").add(version).add(']');
        }
        if (type != 1) {
            line.add(" [type ").add(type).add(']');
        }
        line.add("PPPoE ").add(codeName(code));
        int payload = payloadLength(code, bytes, line);
        if (session != 0) {
            line.add(" [ses 0x").hex(session).add(']');
        }
        if (code == 0) {
            line.add(' ');
            Ppp.print(bytes.part(HEADER, payload), line);
        } else {
            tags(bytes.from(HEADER), payload, line);
        }
    }

    private static int payloadLength(int code, Bytes bytes, Line line) {
        int told = bytes.u16(4);
        int there = bytes.length() - HEADER;
        if (code == PADI && told > LONGEST_PADI) {
            line.add(" [len ").add(told).add("!]");
        }
        if (told > there) {
            line.add(" [len ").add(told).add(" > ").add(there).add("!]");
        }
        return Math.min(told, there);
    }

    private static void tags(Bytes bytes, int length, Line line) {
        int at = 0;
        int tag = -1;
        while (tag != 0 && at < length) {
            tag = bytes.u16(at);
            int size = bytes.u16(at + 2);
            at += 4;
            bytes.require(at, size);
            tag(tag, bytes, at, size, line);
            at += size;
        }
    }

    private static void tag(int tag, Bytes bytes, int at, int size, Line line) {
        line.add(" [").add(tagName(tag));
        int shown = Math.min(size, LONGEST_TEXT);
        int printable = 0;
        for (int i = 0; i < shown; i++) {
            printable += isPrintable(bytes.u8(at + i)) ? 1 : 0;
        }
        if (2 * printable > shown) {
            line.add(" \"");
            for (int i = 0; i < shown; i++) {
                int octet = bytes.u8(at + i);
                line.add(isPrintable(octet) ? (char) octet : '.');
            }
            line.add('"');
        } else if (size > 0) {
            line.add(" 0x");
            for (int i = 0; i < size; i++) {
                line.add(HEX.toHexDigits((byte) bytes.u8(at + i)));
            }
        }
        line.add(']');
    }

    private static boolean isPrintable(int octet) {
        return octet >= 0x20 && octet < 0x7f;
    }

    private static String codeName(int code) {
        return switch (code) {
            case PADI -> "PADI";
            case 0x07 -> "PADO";
            case 0x19 -> "PADR";
            case 0x65 -> "PADS";
            case 0xa7 -> "PADT";
            case 0 -> "";
            default -> "PAD-" + Integer.toHexString(code);
        };
    }

    private static String tagName(int tag) {
        return switch (tag) {
            case 0 -> "EOL";
            case 0x0101 -> "Service-Name";
            case 0x0102 -> "AC-Name";
            case 0x0103 -> "Host-Uniq";
            case 0x0104 -> "AC-Cookie";
            case 0x0105 -> "Vendor-Specific";
            case 0x0110 -> "Relay-Session-ID";
            case 0x0120 -> "PPP-Max-Payload";
            case 0x0201 -> "Service-Name-Error";
            case 0x0202 -> "AC-System-Error";
            case 0x0203 -> "Generic-Error";
            default -> "TAG-0x" + Integer.toHexString(tag);
        };
    }
}
