package io.millrace.cli.print;

/** IEEE 802.2 logical link control, with or without a SNAP header. */
final class Llc {
    private Llc() {}

    /** Prints what is behind the header of IEEE 802.3, and says how long its own header is. */
    static int print(Bytes packet, long from, long to, Line line) {
        line.protocol("llc").rest(packet);
        return 3;
    }
}
