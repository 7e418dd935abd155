package io.millrace.cli.print;

import static io.millrace.cli.print.Packets.A4;
import static io.millrace.cli.print.Packets.A6;
import static io.millrace.cli.print.Packets.B6;
import static io.millrace.cli.print.Packets.checked4;
import static io.millrace.cli.print.Packets.eth;
import static io.millrace.cli.print.Packets.hex;
import static io.millrace.cli.print.Packets.icmp6;
import static io.millrace.cli.print.Packets.ipv4;
import static io.millrace.cli.print.Packets.ipv6;
import static io.millrace.cli.print.Packets.join;
import static io.millrace.cli.print.Packets.tcp4;
import static io.millrace.cli.print.Packets.tcp6;
import static io.millrace.cli.print.Packets.udp4;
import static io.millrace.cli.print.Packets.udp6;
import static io.millrace.cli.print.Packets.vlan;
import static io.millrace.cli.print.Packets.with;

import io.millrace.protocol.Linktype;
import org.junit.jupiter.api.Test;

class IpTest {
    private static final byte[] DATA = hex("c0ffee0d0a21");
    private static final byte[] UDP = hex("1267 0009 000e 0000 c0ffee0d0a21");

    @Test
    void shouldPrintIpv4AsTcpdumpDoes() {
        byte[] plain = udp4(4711, 9, DATA);
        Tcpdump.of(
                        Linktype.IPV4,
                        plain,
                        with(plain, 8, 0),
                        with(plain, 10, 0x77),
                        with(plain, 0, 0x55),
                        with(plain, 0, 0x65),
                        with(plain, 0, 0x44),
                        with(plain, 3, 19),
                        with(plain, 3, 0),
                        with(plain, 3, 200),
                        with(plain, 3, 24),
                        join(plain, "0000000000000000"),
                        ipv4(17, 1, 0, hex(""), UDP),
                        ipv4(17, 2, 0x8000, hex(""), UDP),
                        ipv4(17, 0xb3, 0x2000, hex(""), UDP),
                        ipv4(17, 0, 0x2001, hex(""), UDP),
                        ipv4(6, 0, 0x0001, hex(""), UDP),
                        ipv4(143, eth(0x0800, plain)),
                        ipv4(200, UDP))
                .assertAlike("", "-v", "-vv", "-q", "-e", "-x");
    }

    /** Of a packet that says it is longer than it was on the wire, what it says is told. */
    @Test
    void shouldPrintPacketsThatAreNotWholeAsTcpdumpDoes() {
        byte[] options = hex("0101080a0000000100000002");
        Tcpdump.of(
                        Linktype.RAW,
                        with(tcp4(4711, 9, DATA), 2, 1),
                        with(tcp4(4711, 9, 5, 6, 0x10, options, DATA), 2, 1),
                        with(checked4(1, hex("0800000000010002 c0ffee")), 2, 1),
                        with(checked4(1, join("0303000000000000", udp4(4711, 9, DATA))), 2, 1),
                        with(ipv4(132, hex("12670009 00000000 00000000 00030010 00000001 00020003 00000000")), 2, 1),
                        with(ipv4(47, join("00000800", udp4(4711, 9, DATA))), 2, 1),
                        with(tcp6(4711, 9, 5, 6, 0x10, options, DATA), 4, 1),
                        with(icmp6(hex("8000000000010002 c0ffee")), 4, 1),
                        with(udp6(4711, 9, DATA), 4, 1))
                .assertAlike("", "-v", "-vv", "-q", "-S");
    }

    @Test
    void shouldPrintOptionsOfIpv4AsTcpdumpDoes() {
        Tcpdump.of(
                        Linktype.IPV4,
                        ipv4(17, 0, 0, hex("94040000"), UDP),
                        ipv4(17, 0, 0, hex("94040007"), UDP),
                        ipv4(17, 0, 0, hex("01010100"), UDP),
                        ipv4(17, 0, 0, join("070b04", A4, "00000000", "00"), UDP),
                        ipv4(17, 0, 0, join("070b08", A4, "00000000", "00"), UDP),
                        ipv4(17, 0, 0, join("830704", A4, "00"), UDP),
                        ipv4(17, 0, 0, join("890704", A4, "01"), UDP),
                        ipv4(17, 0, 0, join("440c0d01", A4, "00000005"), UDP),
                        ipv4(17, 0, 0, hex("440c0930 00000007 00000005"), UDP),
                        ipv4(17, 0, 0, hex("440c0503 0a000001 00000005"), UDP),
                        ipv4(17, 0, 0, hex("440c0509 0a000001 00000005"), UDP),
                        ipv4(17, 0, 0, hex("820b0000000000000000000000000000"), UDP),
                        ipv4(17, 0, 0, hex("520c0000000000000000000000000000"), UDP),
                        ipv4(17, 0, 0, hex("07010000"), UDP),
                        ipv4(17, 0, 0, hex("07200000"), UDP),
                        ipv4(17, 0, 0, hex("55040000"), UDP))
                .assertAlike("", "-v", "-vv");
    }

    @Test
    void shouldPrintIpv6AsTcpdumpDoes() {
        byte[] plain = udp6(4711, 9, DATA);
        Tcpdump.of(
                        Linktype.IPV6,
                        plain,
                        with(with(plain, 0, 0x6b), 1, 0x81),
                        with(plain, 3, 7),
                        with(plain, 7, 0),
                        with(plain, 0, 0x55),
                        with(plain, 5, 0),
                        with(ipv6(0, join("1100050200000100", UDP)), 5, 0),
                        ipv6(0, join("1100c20400000050", UDP)),
                        with(ipv6(0, join("1100c2040000000e", UDP)), 5, 0),
                        with(plain, 5, 5),
                        with(plain, 5, 200),
                        join(plain, "0000000000000000"),
                        ipv6(59, hex("")),
                        ipv6(59, DATA),
                        ipv6(200, DATA),
                        ipv6(143, eth(0x0800, udp4(4711, 9, DATA))),
                        ipv6(143, eth(0x8100, vlan(5, 0x0800, udp4(4711, 9, DATA)))),
                        ipv6(143, DATA),
                        ipv6(1, DATA))
                .assertAlike("", "-v", "-vv", "-q", "-e", "-x");
    }

    @Test
    void shouldPrintExtensionHeadersAsTcpdumpDoes() {
        Tcpdump.of(
                        Linktype.IPV6,
                        ipv6(0, join("1100050200000100", UDP)),
                        ipv6(0, join("1100050300000100", UDP)),
                        ipv6(0, join("1100000000000000", UDP)),
                        ipv6(0, join("1100010900000000", UDP)),
                        ipv6(0, join("3c00010400000000", "1100010400000000", UDP)),
                        ipv6(60, join("11001e0400000000", UDP)),
                        ipv6(60, join("110201020000c910", A6, UDP)),
                        ipv6(44, join("1100000100005678", UDP)),
                        ipv6(44, join("1100000900005678", UDP)),
                        ipv6(44, join("1100000000005678", UDP)),
                        ipv6(43, join("1102000100000000", A6, UDP)),
                        ipv6(43, join("1104000200000007", A6, B6, UDP)),
                        ipv6(43, join("1104020000000000", A6, B6, UDP)),
                        ipv6(43, join("1101000100000000", A6, UDP)),
                        ipv6(43, join("1102040100000000", A6, UDP)),
                        ipv6(43, join("1104040101030005", A6, B6, UDP)),
                        ipv6(43, join("1102090100000000", A6, UDP)))
                .assertAlike("", "-v", "-vv", "-q");
    }

    @Test
    void shouldMarkWhatIsTruncatedAsTcpdumpDoes() {
        Tcpdump.truncated(
                        Linktype.RAW,
                        udp4(4711, 9, DATA),
                        udp6(4711, 9, DATA),
                        ipv4(17, 0, 0, join("070b04", A4, "00000000", "00"), UDP))
                .assertAlike("", "-v", "-vv", "-q", "-x");
        Tcpdump.truncated(
                        Linktype.IPV6,
                        ipv6(0, join("3c00050200000100", "1100010400000000", UDP)),
                        ipv6(44, join("1100000100005678", UDP)),
                        ipv6(43, join("1102000100000000", A6, UDP)))
                .assertAlike("", "-v");
    }
}
