package io.millrace.cli.print;

import java.util.Arrays;

/** What a packet's text is built in: mostly one line, more with {@code -v}. Belongs to the thread that prints. */
final class Line {
    /** How many packets within a packet are printed; crafted ones could go on for as long as they are. */
    private static final int MOST_NESTED = 16;

    private static final Later[] NOTHING = {};

    private final Style style;
    private final Names names;
    private final StringBuilder text = new StringBuilder(128);
    private int[] places = {};
    private Later[] pieces = NOTHING;
    private int nested;
    private int linkHeader;
    private String protocol = "";

    Line(Style style, Names names) {
        this.style = style;
        this.names = names;
    }

    Style style() {
        return style;
    }

    Names names() {
        return names;
    }

    /** Names the protocol that is being printed; if the packet is truncated, its mark has this name. */
    Line protocol(String name) {
        protocol = name;
        return this;
    }

    Line add(String words) {
        text.append(words);
        return this;
    }

    Line add(char character) {
        text.append(character);
        return this;
    }

    Line add(int number) {
        text.append(number);
        return this;
    }

    Line add(long number) {
        text.append(number);
        return this;
    }

    /** Words and a number; not even the words if the number is behind what was captured. */
    Line add(String words, long number) {
        return add(words).add(number);
    }

    /** Words, and what a field is called; not even the words if the field is behind what was captured. */
    Line add(String words, String field) {
        return add(words).add(field);
    }

    /** Words and a number in hexadecimal; not even the words if the number is behind what was captured. */
    Line hex(String words, long number) {
        return add(words).hex(number);
    }

    /** Words and the last so many hexadecimal digits of a number, as {@link #hex(String, long)} does. */
    Line hex(String words, long number, int digits) {
        return add(words).hex(number, digits);
    }

    /** A number in hexadecimal, without leading zeros and prefix. */
    Line hex(long number) {
        int digits = Math.max(1, (67 - Long.numberOfLeadingZeros(number)) / 4);
        return hex(number, digits);
    }

    /** The last so many hexadecimal digits of a number. */
    Line hex(long number, int digits) {
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            text.append(Character.forDigit((int) (number >>> shift) & 0xf, 16));
        }
        return this;
    }

    /** All bytes that were captured of these, two hexadecimal digits each. */
    Line hex(Bytes bytes) {
        for (int i = 0; i < bytes.captured(); i++) {
            hex(bytes.u8(i), 2);
        }
        return this;
    }

    /** A piece that depends on the packets before. */
    Line later(Later piece) {
        int count = pieces.length;
        places = Arrays.copyOf(places, count + 1);
        pieces = Arrays.copyOf(pieces, count + 1);
        places[count] = text.length();
        pieces[count] = piece;
        return this;
    }

    /** The mark of a packet that goes on behind what was captured, as in {@code  [|tcp]}. */
    Line truncated() {
        return add(" [|").add(protocol).add(']');
    }

    /** The mark of a packet that contradicts itself. */
    Line invalid() {
        return add(" (invalid)");
    }

    /** What has no printer, in hexadecimal and ASCII; nothing with {@code -q} or if the packet is dumped. */
    Line rest(Bytes bytes) {
        return style.hasRest() ? hexAndAscii(bytes) : this;
    }

    /** What was captured of these bytes, in hexadecimal and ASCII. */
    Line hexAndAscii(Bytes bytes) {
        HexDump.hexAndAscii(text, bytes);
        return this;
    }

    /** A part of a protocol whose form is not known, in hexadecimal, line for line after an indent. */
    Line unknown(String indent, Bytes bytes) {
        HexDump.hex(text, indent, bytes);
        return this;
    }

    /** Says whether one more packet within this one may be printed; if not, the line says so. */
    boolean deeper() {
        if (nested == MOST_NESTED) {
            add(" [nested too deep]");
            return false;
        }
        nested++;
        return true;
    }

    /** Says where in the packet the link layer's header ends; what packets within this one say does not count. */
    Line linkEnds(Bytes payload) {
        if (nested == 0) {
            linkHeader = payload.start();
        }
        return this;
    }

    /** Adds the packet's bytes in the form that the style asks for. */
    void dump(Bytes packet) {
        Dump dump = style.dump();
        Bytes shown = dump.withLink() ? packet : packet.from(linkHeader);
        if (shown.captured() > 0) {
            HexDump.append(dump, text, shown);
        }
    }

    PrintedPacket printed() {
        return new PrintedPacket(text.toString(), places, pieces);
    }
}
