package io.millrace.cli.print;

/** The network layer of OSI, by the name of its protocol alone. */
final class Osi {
    private static final Words PROTOCOLS =
            Words.NONE.with(0x81, "CLNP").with(0x82, "ES-IS").with(0x83, "IS-IS");

    private Osi() {}

    static void print(Bytes packet, Line line) {
        line.protocol("isoclns");
        line.add(PROTOCOLS.of(packet.u8(0), "OSI")).add(", length ").add(packet.length());
    }
}
