package io.millrace.cli.print;

/** IPv4 (RFC 791). */
final class Ipv4 {
    private static final int HEADER_BYTES = 20;
    private static final int OFFSET = 0x1fff;
    private static final Words FLAGS =
            Words.NONE.with(0x2000, "+").with(0x4000, "DF").with(0x8000, "rsvd");

    private Ipv4() {}

    static void print(Bytes packet, Line line) {
        line.protocol("ip");
        if (packet.u8(0) >>> 4 != 4) {
            wrongVersion(packet.u8(0) >>> 4, line);
            return;
        }
        if (!line.style().linkHeader()) {
            line.add("IP ");
        }
        packet.require(0, HEADER_BYTES);
        if (packet.length() < HEADER_BYTES) {
            line.add("truncated-ip ").add(packet.length());
            return;
        }
        int header = (packet.u8(0) & 0xf) * 4;
        if (header < HEADER_BYTES) {
            line.add("bad-hlen ").add(header);
            return;
        }
        int length = packet.u16(2);
        if (packet.length() < length) {
            line.add("truncated-ip - ").add(length - packet.length()).add(" bytes missing! ");
        }
        if (length < header) {
            line.add("bad-len ").add(length);
            return;
        }
        printWhole(packet.claiming(length), header, line);
    }

    private static void wrongVersion(int version, Line line) {
        if (version == 6) {
            line.add("IP6, wrong link-layer encapsulation").invalid();
        } else {
            line.add("IP").add(version).invalid();
        }
    }

    private static void printWhole(Bytes packet, int header, Line line) {
        IpHeader ip = IpHeader.v4(packet);
        if (line.style().verbose() && !verbose(packet, header, line)) {
            ip.addresses(line).add(": ").truncated();
            return;
        }
        int protocol = packet.u8(9);
        if ((packet.u16(6) & OFFSET) != 0) {
            ip.addresses(line).add(": ").add(line.names().ipProtocol(protocol));
            return;
        }
        if (!IpProtocols.hasPorts(protocol)) {
            ip.addresses(line).add(": ");
        }
        if (!packet.has(0, header)) {
            line.add(" [remaining caplen(").add(packet.captured());
            line.add(") < header length(").add(header).add(")]").truncated();
            return;
        }
        IpProtocols.print(protocol, packet.from(header), ip, line);
    }

    /** Adds the header's fields; false if its options go on behind what was captured. */
    private static boolean verbose(Bytes packet, int header, Line line) {
        int tos = packet.u8(1);
        line.add("(tos 0x").hex(tos);
        line.add(
                switch (tos & 3) {
                    case 1 -> ",ECT(1)";
                    case 2 -> ",ECT(0)";
                    case 3 -> ",CE";
                    default -> "";
                });
        int ttl = packet.u8(8);
        if (ttl > 0) {
            line.add(", ttl ").add(ttl);
        }
        int fragment = packet.u16(6);
        int protocol = packet.u8(9);
        line.add(", id ").add(packet.u16(4));
        line.add(", offset ").add((fragment & OFFSET) * 8);
        line.add(", flags [").add(FLAGS.bits(fragment, ", ", "none"));
        line.add("], proto ").add(IpProtocolNames.name(protocol)).add(" (").add(protocol);
        line.add("), length ").add(packet.u16(2));
        boolean whole = true;
        if (header > HEADER_BYTES) {
            line.add(", options (");
            whole = Ipv4Options.print(packet.part(HEADER_BYTES, header - HEADER_BYTES), line);
            line.add(whole ? ")" : " [truncated-option])");
        }
        checksum(packet, header, line);
        line.add(")\n    ");
        return whole;
    }

    private static void checksum(Bytes packet, int header, Line line) {
        if (packet.has(0, header)) {
            int sum = Checksum.sum(0, packet, 0, header);
            if (!Checksum.isCorrect(sum)) {
                int there = packet.u16(10);
                line.add(", bad cksum ").hex(there);
                line.add(" (->").hex(Checksum.shouldBe(there, sum)).add(")!");
            }
        }
    }
}
