package io.millrace.cli.print;

import static io.millrace.cli.print.Packets.A6;
import static io.millrace.cli.print.Packets.B6;
import static io.millrace.cli.print.Packets.checked;
import static io.millrace.cli.print.Packets.checked4;
import static io.millrace.cli.print.Packets.hex;
import static io.millrace.cli.print.Packets.icmp6;
import static io.millrace.cli.print.Packets.ipv4;
import static io.millrace.cli.print.Packets.ipv6;
import static io.millrace.cli.print.Packets.join;
import static io.millrace.cli.print.Packets.tcp4;
import static io.millrace.cli.print.Packets.tcp6;
import static io.millrace.cli.print.Packets.u8;
import static io.millrace.cli.print.Packets.udp4;
import static io.millrace.cli.print.Packets.udp6;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.protocol.Linktype;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class IcmpTest {
    private static final byte[] DATA = hex("c0ffee0d0a21");

    @Test
    void shouldPrintEveryTypeAsTcpdumpDoes() {
        List<byte[]> packets = new ArrayList<>();
        for (int type = 0; type < 256; type++) {
            packets.add(checked4(1, join(u8(type), "000000", "00010002", udp4(4711, 9, DATA))));
        }
        assertAlike4(packets);
    }

    @Test
    void shouldPrintEveryCodeAsTcpdumpDoes() {
        List<byte[]> packets = new ArrayList<>();
        for (int type : new int[] {3, 5, 11, 12}) {
            for (int code = 0; code < 20; code++) {
                packets.add(checked4(1, join(u8(type), u8(code), "0000", "05000578", udp4(4711, 9, DATA))));
            }
        }
        packets.add(checked4(1, join("03030000", "00000000", tcp4(4711, 9, DATA))));
        packets.add(checked4(1, join("03030000", "00000000", ipv4(200, 0, 0, hex("01010100"), hex("1234567890")))));
        packets.add(checked4(1, join("03040000", "00000000", tcp4(4711, 9, DATA))));
        packets.add(ipv4(1, hex("0800123400010002")));
        packets.add(ipv4(1, 0, 0x2000, hex(""), hex("0800123400010002")));
        packets.add(checked4(1, hex("0900000002020005 0a000001 00000005 0a000002 ffffffff")));
        packets.add(checked4(1, hex("0900000001020041 0a000001 00000005")));
        packets.add(checked4(1, hex("0900000001021388 0a000001 00000005")));
        packets.add(checked4(1, hex("0e00000000010002 05265bff 00000000 80000001")));
        assertAlike4(packets);
    }

    /** RFC 4884: behind the packet, which is filled up to 128 bytes, errors tell labels and interfaces. */
    @Test
    void shouldPrintWhatErrorsTellBehindThePacketAsTcpdumpDoes() {
        String label = "0008 0101 18960701";
        String name = "000b 0205 61626364656667";
        List<byte[]> packets = new ArrayList<>();
        for (int type : new int[] {3, 4, 5, 11, 12}) {
            packets.add(error(type, 0, extensions(label)));
            packets.add(error(type, 32, extensions(label + name)));
        }
        for (String objects : new String[] {
            "",
            "0004",
            "00040101",
            "00000101",
            "00030101",
            "00040101" + label,
            "00050201" + label,
            "00080102 18960701",
            "00080002 18960701",
            "00200202 18960701",
            "000c0305 6162636465666768" + label
        }) {
            packets.add(error(11, 32, extensions(objects)));
        }
        for (String wrong : new String[] {"20000102", "10000000", "00000000"}) {
            packets.add(error(11, 0, hex(wrong + label)));
            packets.add(error(11, 32, hex(wrong + label)));
        }
        packets.add(error(11, 0, hex("2000")));
        assertAlike4(packets);
    }

    @Test
    void shouldTellAllLabelsOfAnError() {
        byte[] packet = error(11, 32, extensions("000c 0101 0000503f 18960701"));

        assertThat(Tcpdump.of(Linktype.IPV4, packet).ours("-v").getFirst())
                .endsWith("\n\t    label 5, tc 0, ttl 63\n\t    label 100704, tc 3, [S], ttl 1");
    }

    private static byte[] extensions(String objects) {
        byte[] whole = hex("20000000" + objects);
        return checked(whole, 2, 0, whole.length);
    }

    private static byte[] error(int type, int words, byte[] extensions) {
        byte[] about = Arrays.copyOf(udp4(4711, 9, new byte[200]), 128);
        return checked4(1, join(u8(type), "000000", "00", u8(words), "0000", about, extensions));
    }

    @Test
    void shouldPrintEveryTypeOfIpv6AsTcpdumpDoes() {
        List<byte[]> packets = new ArrayList<>();
        for (int type = 0; type < 256; type++) {
            boolean other = (type >= 138 && type <= 142) || type == 145 || type == 147 || type == 155;
            if (!other) {
                packets.add(icmp6(join(u8(type), "000000", "00010002", udp6(4711, 9, DATA))));
            }
        }
        for (int type : new int[] {1, 3, 4}) {
            for (int code = 0; code < 10; code++) {
                packets.add(icmp6(join(u8(type), u8(code), "0000", "05000578", udp6(4711, 9, DATA))));
            }
        }
        packets.add(icmp6(join("01040000", "00000000", tcp6(4711, 9, 1, 2, 16, hex(""), DATA))));
        packets.add(ipv6(58, new byte[0]));
        assertAlike6(packets);
    }

    @Test
    void shouldPrintNeighbourDiscoveryAsTcpdumpDoes() {
        String source = "0101020000000001";
        String target = "0201020000000001";
        String advertisement = "86000000 40c80708 00007530 000003e8";
        assertAlike6(List.of(
                icmp6(hex("8500000000000000")),
                icmp6(join("8500000000000000", source)),
                icmp6(hex(advertisement)),
                icmp6(join(advertisement, source, "030440c0000151800000384000000000", A6, "0501000000000578")),
                icmp6(join(advertisement, "03044000ffffffff0000384000000000", A6, "0701000000000578")),
                icmp6(join(advertisement, "190300000000012c", A6, "190500000000012c", A6, B6)),
                icmp6(join(advertisement, "1f0300000000012c", "076578616d706c6503636f6d00000000")),
                icmp6(join(advertisement, "0801000000010002", "1802300800000e10", "20010db800000000")),
                icmp6(join(advertisement, "1801001800000e10", "1803401000000e10", B6)),
                icmp6(join(advertisement, "0e01010203040506", source)),
                icmp6(join(advertisement, "0600010203040506", source)),
                icmp6(join("8700000000000000", A6)),
                icmp6(join("8700000000000000", A6, source)),
                icmp6(join("88000000e0000000", A6, target)),
                icmp6(join("8800000020000000", A6)),
                icmp6(join("8900000000000000", A6, B6, "0402000000000000", "0102030405060708", target))));
    }

    @Test
    void shouldPrintListenersAsTcpdumpDoes() {
        assertAlike6(List.of(
                icmp6(join("8200000000090000", A6)),
                icmp6(join("8300000000090000", A6)),
                icmp6(join("8400000000090000", A6)),
                icmp6(join("8200000000090000", A6, "00")),
                icmp6(join("8200000000090000", A6, "0a7d0001", B6)),
                icmp6(join("8200000080090000", A6, "0a8d0002", B6)),
                icmp6(join("8200000000090000", A6, "007d0000")),
                icmp6(join("8f00000000000001", "04000000", A6)),
                icmp6(join("8f00000000000002", "03000001", A6, B6, "09000005", A6)),
                icmp6(join("8f00000000000003", "03000001", A6, B6)),
                icmp6(hex("8f000000"))));
    }

    @Test
    void shouldPrintGroupsAsTcpdumpDoes() {
        assertAlike4(List.of(
                checked4(2, hex("1100000000000000")),
                checked4(2, hex("11640000e0000005")),
                checked4(2, hex("11190000e0000005")),
                checked4(2, hex("1164000000000000 02 7d 0000")),
                checked4(2, hex("11640000e0000005 02 7d 0001 0a000001")),
                checked4(2, hex("11ff0000e0000005 02 7d 0003 0a000001")),
                checked4(2, hex("11960000e0000005 02 7d 0000")),
                checked4(2, hex("110a0000e0000005 02 7d 0000 00")),
                checked4(2, hex("12000000e0000005")),
                checked4(2, hex("12000000e000000500")),
                checked4(2, hex("16000000e0000005")),
                checked4(2, hex("17000000e0000005")),
                checked4(2, hex("2200000000000001 04000000 e0000005")),
                checked4(2, hex("2200000000000002 03000002 e0000005 0a000001 0a000002 09000000 e0000006")),
                checked4(2, hex("2200000000000002 03000002 e0000005 0a000001")),
                checked4(2, hex("2200000000000003 03000000 e0000005")),
                checked4(2, hex("22000000")),
                checked4(2, hex("77000000")),
                ipv4(2, hex("17001234e0000005"))));
    }

    @Test
    void shouldMarkWhatIsTruncatedAsTcpdumpDoes() {
        Tcpdump.truncated(
                        Linktype.IPV4,
                        checked4(1, hex("0800000000010002")),
                        checked4(1, join("03030000", "00000000", udp4(4711, 9, DATA))),
                        checked4(2, hex("2200000000000001 03000001 e0000005 0a000001")),
                        checked4(2, hex("11640000e0000005 02 7d 0001 0a000001")))
                .assertAlike("", "-v", "-vv");
        Tcpdump.truncated(
                        Linktype.IPV6,
                        icmp6(hex("8000000000010002")),
                        icmp6(join("01040000", "00000000", udp6(4711, 9, DATA))),
                        icmp6(join("88000000e0000000", A6, "0201020000000001")),
                        icmp6(join("8200000000090000", A6, "0a7d0001", B6)))
                .assertAlike("", "-v", "-vv");
    }

    private static void assertAlike4(List<byte[]> packets) {
        Tcpdump.of(Linktype.IPV4, packets.toArray(byte[][]::new)).assertAlike("", "-v", "-vv", "-q");
    }

    private static void assertAlike6(List<byte[]> packets) {
        Tcpdump.of(Linktype.IPV6, packets.toArray(byte[][]::new)).assertAlike("", "-v", "-vv");
    }
}
