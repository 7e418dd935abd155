package io.millrace.cli.print;

import java.util.Arrays;

/** PPP (RFC 1661), with or without its address and control bytes, and with its protocol in one byte or two. */
final class Ppp {
    private static final int ESCAPE = 0x7d;
    private static final int ALL_STATIONS = 0xff;
    private static final int HEADER_BYTES = 4;
    private static final Words MULTILINK = Words.NONE.with(0x80, "begin").with(0x40, "end");

    private Ppp() {}

    /** Prints a packet whose link layer is PPP. */
    static void printLink(Bytes frame, Line line) {
        line.protocol("ppp");
        if (frame.captured() < HEADER_BYTES) {
            line.truncated();
        } else {
            print(frame, line);
        }
    }

    /** Prints a packet whose link layer is PPP on a serial line, with address and control bytes always (RFC 1662). */
    static void printSerial(Bytes frame, Line line) {
        line.protocol("ppp_hdlc");
        if (frame.captured() < HEADER_BYTES) {
            line.truncated();
            return;
        }
        if (line.style().linkHeader()) {
            line.hex(frame.u8(0), 2).add(' ').hex(frame.u8(1), 2);
            line.add(' ').add(frame.length()).add(' ');
        }
        if (frame.u8(0) == ALL_STATIONS) {
            int protocol = frame.u16(2);
            line.add(PppProtocols.name(protocol, "unknown PPP protocol (0x%04x)"))
                    .add(": ");
            print(protocol, frame, HEADER_BYTES, line);
        } else {
            line.hex("unknown addr ", frame.u8(2), 2);
            line.hex("; ctrl ", frame.u8(3), 2);
        }
    }

    static void print(Bytes bytes, Line line) {
        line.protocol("ppp");
        if (bytes.length() < 2) {
            line.truncated();
            return;
        }
        int at = 2;
        switch (bytes.u16(0)) {
            case 0x0003 -> line.add(line.style().linkHeader() ? "In  " : "");
            case 0x0103 -> line.add(line.style().linkHeader() ? "Out " : "");
            case 0xff03 -> {}
            default -> at = 0;
        }
        if (bytes.length() - at < 2) {
            line.truncated();
            return;
        }
        int protocol = bytes.u8(at);
        if (protocol % 2 == 1) {
            at++;
        } else {
            protocol = bytes.u16(at);
            at += 2;
        }
        if (line.style().linkHeader()) {
            String name = PppProtocols.name(protocol, "unknown");
            line.add(name).add(" (0x").hex(protocol, 4).add("), length ").add(bytes.length());
            if (name.equals("unknown")) {
                return;
            }
            line.add(": ");
        }
        print(protocol, bytes, at, line);
    }

    /** What the protocol tells, from {@code at} on; the bytes before are those of PPP itself. */
    static void print(int protocol, Bytes bytes, int at, Line line) {
        if ((protocol & 0xff00) == 0x7e00) {
            stuffed(bytes.from(at - 1), line);
            return;
        }
        Bytes inner = bytes.from(at);
        switch (protocol) {
            case PppProtocols.LCP,
                    PppProtocols.IPCP,
                    PppProtocols.OSICP,
                    PppProtocols.MPLSCP,
                    PppProtocols.IPV6CP,
                    PppProtocols.CCP,
                    PppProtocols.BACP -> PppControl.print(protocol, bytes, at, line);
            case PppProtocols.MULTILINK -> multilink(inner, line);
            case PppProtocols.CHAP -> PppLogin.chap(inner, line);
            case PppProtocols.PAP -> PppLogin.pap(inner, line);
            case PppProtocols.BAP -> {}
            case PppProtocols.IPV4, PppProtocols.IPV4_UNCOMPRESSED, 0x0800 -> Ipv4.print(inner, line);
            case PppProtocols.IPV6, 0x86dd -> Ipv6.print(inner, line);
            case PppProtocols.MPLS_UNICAST, PppProtocols.MPLS_MULTICAST -> Mpls.print(inner, line);
            case PppProtocols.COMPRESSED -> line.add("compressed PPP data");
            default -> {
                line.add(PppProtocols.name(protocol, "unknown PPP protocol (0x%04x)"))
                        .add(' ');
                line.unknown("\n\t", inner);
            }
        }
    }

    private static void multilink(Bytes bytes, Line line) {
        line.add(line.style().linkHeader() ? "" : "MLPPP, ");
        if (!bytes.has(0, 2) || bytes.length() < 2) {
            line.add("[|mlppp]");
            return;
        }
        line.hex("seq 0x", bytes.u16(0) & 0x0fff, 3);
        line.add(", Flags [", MULTILINK.bits(bytes.u8(0) & 0xc0, ", ", "none"));
        line.add("], length ").add(bytes.length());
    }

    /** A frame as it is on a serial line, with bytes escaped (RFC 1662). */
    private static void stuffed(Bytes bytes, Line line) {
        byte[] plain = new byte[bytes.captured()];
        int length = 0;
        for (int i = 0; i < plain.length; i++) {
            int octet = bytes.u8(i);
            if (octet == ESCAPE) {
                if (++i == plain.length) {
                    break;
                }
                octet = bytes.u8(i) ^ 0x20;
            }
            plain[length++] = (byte) octet;
        }
        unstuffed(Bytes.of(Arrays.copyOf(plain, length), length), line);
    }

    private static void unstuffed(Bytes bytes, Line line) {
        if (bytes.length() == 0) {
            line.truncated();
            return;
        }
        switch (bytes.u8(0)) {
            case PppProtocols.IPV4 -> Ipv4.print(bytes.from(1), line);
            case PppProtocols.IPV6 -> Ipv6.print(bytes.from(1), line);
            default -> unstuffedProtocol(bytes, line);
        }
    }

    private static void unstuffedProtocol(Bytes bytes, Line line) {
        if (bytes.length() < 2) {
            line.truncated();
            return;
        }
        int at = bytes.u16(0) == 0xff03 ? 2 : 0;
        if (bytes.length() < at + 2) {
            line.truncated();
            return;
        }
        int protocol = bytes.u16(at);
        if (line.deeper()) {
            print(protocol, bytes, at + 2, line);
        }
    }
}
