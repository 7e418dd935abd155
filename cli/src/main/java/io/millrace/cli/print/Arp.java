package io.millrace.cli.print;

/** Address resolution, also in reverse (RFC 826, RFC 903). */
final class Arp {
    private Arp() {}

    static void print(Bytes packet, Line line) {
        line.protocol("arp");
        packet.require(0, 8);
        line.add("ARP, Request who-has ").add(line.names().ipv4(packet.i32(24)));
        line.add(" tell ").add(line.names().ipv4(packet.i32(14)));
        line.add(", length ").add(packet.length());
    }
}
