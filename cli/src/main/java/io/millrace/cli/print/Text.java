package io.millrace.cli.print;

/** Texts in packets, told character by character as far as they were captured. */
final class Text {
    private Text() {}

    /** All characters; a count below 0, of a field that contradicts itself, runs on behind the packet. */
    static void whole(Bytes bytes, int at, int count, Line line) {
        int end = count < 0 ? Integer.MAX_VALUE : at + count;
        for (int i = at; i < end; i++) {
            line.add(bytes.text(i, 1));
        }
    }

    /** The characters before the first that is 0, which pads a text to the size of its field. */
    static void padded(Bytes bytes, int at, int size, Line line) {
        for (int i = at; i < at + size && bytes.u8(i) != 0; i++) {
            line.add(bytes.text(i, 1));
        }
    }
}
