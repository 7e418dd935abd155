package io.millrace.cli.print;

/**
 * Domain names (RFC 1035 section 3.1), with compression and with the bit labels of RFC 2673.
 *
 * <p>A pointer must point in front of the name, and each further one in front of the one before; so a name ends, whatever
 * its bytes are. What points elsewhere is shown as {@code <BAD PTR>}.
 */
final class DnsName {
    private static final int KIND = 0xc0;
    private static final int POINTER = 0xc0;
    private static final int EXTENDED = 0x40;
    private static final int RESERVED = 0x80;
    private static final int BIT_LABEL = 0x41;

    /** The bytes of a name's labels, RFC 1035 section 2.3.4; pointers could make it much longer than its message. */
    private static final int MOST_BYTES = 255;

    private DnsName() {}

    /** The offset behind a name, which is not printed. */
    static int skip(Bytes message, int at) {
        int place = at;
        int label = message.u8(place++);
        while (label != 0) {
            if ((label & KIND) == POINTER) {
                return place + 1;
            }
            if ((label & KIND) == RESERVED || ((label & KIND) == EXTENDED && label != BIT_LABEL)) {
                throw new Truncated();
            }
            place += label == BIT_LABEL ? 1 + (bits(message, place) + 7) / 8 : label;
            label = message.u8(place++);
        }
        return place;
    }

    /** Prints a name and returns the offset behind it. */
    static int print(Bytes message, int at, Line line) {
        int place = at;
        int behind = -1;
        int limit = at;
        int printed = 0;
        int label = message.u8(place++);
        if (label == 0) {
            line.add('.');
        }
        while (label != 0 && printed <= MOST_BYTES) {
            if ((label & KIND) == POINTER) {
                behind = behind < 0 ? place + 1 : behind;
                limit = target(message, label, place, limit, line);
                place = limit;
            } else if ((label & KIND) == 0 && !message.has(place, label)) {
                line.add(message.text(place, Math.max(0, message.captured() - place)));
                return behind < 0 ? place + label : behind;
            } else {
                int next = printLabel(message, label, place, MOST_BYTES - printed, line);
                printed += next - place + 1;
                place = next;
            }
            label = message.u8(place++);
        }
        if (printed > MOST_BYTES) {
            line.add("<DOMAIN NAME TOO LONG>");
            return behind < 0 ? skip(message, at) : behind;
        }
        return behind < 0 ? place : behind;
    }

    private static int target(Bytes message, int label, int place, int limit, Line line) {
        int target = (label & ~KIND) << 8 | message.u8(place);
        if (target >= limit) {
            line.add("<BAD PTR>");
            throw new Truncated();
        }
        return target;
    }

    /** Prints a label, but of its characters no more than so many. */
    private static int printLabel(Bytes message, int label, int place, int most, Line line) {
        if ((label & KIND) == EXTENDED) {
            return printExtended(message, label, place, line);
        }
        if ((label & KIND) == RESERVED) {
            line.add("<BAD LABEL TYPE>");
            throw new Truncated();
        }
        line.add(message.text(place, Math.min(label, most))).add(label > most ? "" : ".");
        return place + label;
    }

    private static int printExtended(Bytes message, int label, int place, Line line) {
        if (label != BIT_LABEL) {
            line.add("<ELT ").add(label & ~KIND).add('>');
            throw new Truncated();
        }
        int bits = bits(message, place);
        int bytes = (bits + 7) / 8;
        message.require(place + 1, bytes);
        line.add("\\[x").hex(message.part(place + 1, bits / 8));
        int left = bits % 8;
        if (left > 0) {
            int last = message.u8(place + bytes) & (0xff << (8 - left));
            line.hex(left > 4 ? last : last >> 4, left > 4 ? 2 : 1);
        }
        line.add('/').add(bits).add("].");
        return place + 1 + bytes;
    }

    private static int bits(Bytes message, int at) {
        int bits = message.u8(at);
        return bits == 0 ? 256 : bits;
    }

    /** Prints a string with its length in front (RFC 1035 section 3.3) and returns the offset behind it. */
    static int printString(Bytes message, int at, Line line) {
        int length = message.u8(at);
        line.add(message.text(at + 1, Math.min(length, message.captured() - at - 1)));
        return at + 1 + length;
    }
}
