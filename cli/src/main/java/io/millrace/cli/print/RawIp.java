package io.millrace.cli.print;

/** IP without a link-layer header, of the version that its first byte names. */
final class RawIp {
    private RawIp() {}

    static void print(Bytes packet, Line line) {
        line.protocol("raw");
        if (packet.length() < 1) {
            line.add("truncated-ip ").add(packet.length());
            return;
        }
        line.add(line.style().linkHeader() ? "ip: " : "");
        int version = packet.u8(0) >>> 4;
        switch (version) {
            case 4 -> Ipv4.print(packet, line);
            case 6 -> Ipv6.print(packet, line);
            default -> line.add("unknown ip ").add(version);
        }
    }
}
