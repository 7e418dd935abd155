package io.millrace.cli.print;

/** VXLAN with a field that says what is inside (draft-ietf-nvo3-vxlan-gpe). */
final class VxlanGpe {
    private static final int HEADER = 8;
    private static final Words FLAGS =
            Words.NONE.with(0x08, "I").with(0x04, "P").with(0x02, "B").with(0x01, "O");

    private VxlanGpe() {}

    static void print(Bytes bytes, Line line) {
        line.protocol("vxlan_gpe").add("VXLAN-GPE, ");
        if (bytes.length() < HEADER) {
            line.add(" (len ")
                    .add(bytes.length())
                    .add(" < ")
                    .add(HEADER)
                    .add(')')
                    .invalid();
            return;
        }
        line.add("flags [", FLAGS.bits(bytes.u8(0), "", "none")).add("], ");
        bytes.require(0, HEADER);
        line.add("vni ").add(bytes.u24(4));
        line.add(line.style().verbose() ? "\n    " : ": ");
        if (line.deeper()) {
            payload(bytes.u8(3), bytes.from(HEADER), line);
        }
    }

    private static void payload(int protocol, Bytes inner, Line line) {
        switch (protocol) {
            case 1 -> Ipv4.print(inner, line);
            case 2 -> Ipv6.print(inner, line);
            case 3 -> Ethernet.print(inner, line);
            default -> line.add("ERROR: unknown-next-protocol").invalid();
        }
    }
}
