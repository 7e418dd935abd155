package io.millrace.cli.print;

/** VXLAN (RFC 7348): an Ethernet frame in a UDP datagram. */
final class Vxlan {
    private static final int HEADER = 8;

    private Vxlan() {}

    static void print(Bytes bytes, Line line) {
        line.protocol("vxlan").add("VXLAN");
        if (bytes.length() < HEADER) {
            line.invalid();
            return;
        }
        int flags = bytes.u8(0);
        line.add(", flags [").add((flags & 0x08) != 0 ? "I" : "invalid");
        line.add("] (0x").hex(flags, 2).add("), ");
        line.add("vni ", bytes.u24(4)).add('\n');
        bytes.require(0, HEADER);
        Ethernet.print(bytes.from(HEADER), line);
    }
}
