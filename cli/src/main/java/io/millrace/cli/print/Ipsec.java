package io.millrace.cli.print;

/** IPsec: the authentication header (RFC 4302), and encapsulated payloads (RFC 4303), which nobody can read here. */
final class Ipsec {
    private static final int AUTHENTICATION_BYTES = 12;
    private static final int ENCAPSULATED_HEADER_BYTES = 8;

    private Ipsec() {}

    static void printAuthentication(Bytes bytes, IpHeader ip, Line line) {
        line.protocol("ah");
        int next = bytes.u8(0);
        line.add("AH");
        int words = bytes.u8(1);
        int length = (words + 2) * 4;
        line.add('(');
        if (line.style().verbose()) {
            line.add("length=").add(words).add('(').add(length).add("-bytes),");
        }
        int reserved = bytes.u16(2);
        if (reserved != 0) {
            line.add("reserved=0x").hex(reserved).add("[MustBeZero],");
        }
        line.hex("spi=0x", bytes.u32(4), 8).add(',');
        line.hex("seq=0x", bytes.u32(8)).add(",icv=0x");
        for (int at = AUTHENTICATION_BYTES; at < length; at++) {
            line.hex(bytes.u8(at), 2);
        }
        line.add("): ");
        if (line.deeper()) {
            IpProtocols.print(next, bytes.from(length), ip, line);
        }
    }

    static void printEncapsulated(Bytes bytes, IpHeader ip, Line line) {
        printPayload(bytes, line);
    }

    private static void printPayload(Bytes bytes, Line line) {
        line.protocol("esp");
        if (bytes.captured() <= ENCAPSULATED_HEADER_BYTES) {
            line.truncated();
            return;
        }
        line.hex("ESP(spi=0x", bytes.u32(0), 8);
        line.hex(",seq=0x", bytes.u32(4)).add("), length ").add(bytes.length());
    }

    /** What has passed an address translator (RFC 3948): an encapsulated payload, or a message of IKE behind four zeros. */
    static void printInUdp(Bytes bytes, Line line) {
        line.protocol("isakmp_rfc3948");
        if (bytes.length() == 1 && bytes.u8(0) == 0xff) {
            line.add("isakmp-nat-keep-alive");
        } else if (bytes.u32(0) == 0) {
            line.add("NONESP-encap: isakmp, length ").add(bytes.length() - 4);
        } else {
            printPayload(bytes, line.add("UDP-encap: "));
        }
    }

    /** A compressed packet (RFC 3173), by its parameters. */
    static void printCompressed(Bytes bytes, IpHeader ip, Line line) {
        line.protocol("ipcomp").hex("IPComp(cpi=0x", bytes.u16(2), 4).add(')');
    }
}
