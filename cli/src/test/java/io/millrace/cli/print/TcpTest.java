package io.millrace.cli.print;

import static io.millrace.cli.print.Packets.A4;
import static io.millrace.cli.print.Packets.B4;
import static io.millrace.cli.print.Packets.hex;
import static io.millrace.cli.print.Packets.ipv4;
import static io.millrace.cli.print.Packets.ipv6;
import static io.millrace.cli.print.Packets.join;
import static io.millrace.cli.print.Packets.tcp;
import static io.millrace.cli.print.Packets.tcp4;
import static io.millrace.cli.print.Packets.tcp6;
import static io.millrace.cli.print.Packets.with;

import io.millrace.protocol.Linktype;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TcpTest {
    private static final byte[] NONE = {};
    private static final byte[] DATA = hex("c0ffee0d0a21");

    @Test
    void shouldPrintConversationsAsTcpdumpDoes() {
        byte[] sack = hex("0101 0512 000007da 000007e4 000007ee 000007f8");
        Tcpdump.of(
                        Linktype.RAW,
                        tcp4(4711, 9, 1000, 0, 0x02, hex("020405b4 0402080a 00000001 00000000 01030307"), NONE),
                        tcp4(9, 4711, 2000, 1001, 0x12, hex("020405b4"), NONE),
                        tcp4(4711, 9, 1001, 2001, 0x10, NONE, NONE),
                        tcp4(4711, 9, 1001, 2001, 0x18, NONE, DATA),
                        tcp4(9, 4711, 2001, 1007, 0x10, NONE, NONE),
                        tcp4(4711, 9, 1007, 2001, 0x10, sack, NONE),
                        tcp4(9, 4711, 1999, 990, 0x10, NONE, DATA),
                        tcp4(4711, 9, 1007, 2001, 0x11, NONE, NONE),
                        tcp4(9, 4711, 2001, 1008, 0x14, NONE, DATA),
                        tcp4(4711, 9, 5000, 0, 0x02, NONE, NONE),
                        tcp4(9, 4711, 0xfffffff0L, 5001, 0x12, NONE, NONE),
                        tcp4(9, 4711, 0xfffffff1L, 5001, 0x18, NONE, DATA),
                        tcp4(9, 9, 7, 3, 0x10, sack, DATA),
                        tcp4(9, 9, 17, 3, 0x10, sack, DATA),
                        tcp6(4711, 9, 77, 88, 0x10, NONE, DATA),
                        tcp6(9, 4711, 88, 83, 0x10, NONE, DATA),
                        tcp6(9, 4711, 88, 83, 0x18, sack, DATA))
                .assertAlike("", "-v", "-vv", "-q", "-S", "-S -v", "-e");
    }

    @Test
    void shouldPrintFlagsAsTcpdumpDoes() {
        List<byte[]> packets = new ArrayList<>();
        for (int flags = 0; flags < 256; flags++) {
            packets.add(tcp4(4711, 9, flags * 7919L, flags * 104_729L, flags, NONE, NONE));
        }
        Tcpdump.of(Linktype.IPV4, packets.toArray(byte[][]::new)).assertAlike("", "-vv", "-S");
    }

    @Test
    void shouldPrintOptionsAsTcpdumpDoes() {
        String[] options = {
            "01010100",
            "0204",
            "02040578",
            "0205057801010101",
            "0300",
            "030307",
            "03040700",
            "0402",
            "050a0000000100000002",
            "05090000000100000002",
            "060600000001",
            "070600000001",
            "080a0000000100000002",
            "08090000000100000002",
            "0b0600000001",
            "0c0600000001",
            "0d0600000001",
            "14048001",
            "1c048001",
            "1c040010",
            "1d0401020304",
            "1d0801020304",
            "1d0301",
            "2202",
            "220a0011223344556677",
            "22050011223344556677",
            "fe04f989",
            "fe0cf9890011223344556677",
            "fe061234abcd",
            "fe0301",
            "fd061234abcd",
            "4d02",
            "0101014d",
            "4d01",
            "4dff",
        };
        List<byte[]> packets = new ArrayList<>();
        for (String option : options) {
            byte[] padded = new byte[(option.length() / 2 + 3) & ~3];
            byte[] bytes = hex(option);
            System.arraycopy(bytes, 0, padded, 0, bytes.length);
            packets.add(tcp4(4711, 9, 1, 2, 0x10, padded, DATA));
        }
        Tcpdump.of(Linktype.IPV4, packets.toArray(byte[][]::new)).assertAlike("", "-v");
    }

    @Test
    void shouldPrintWhatIsWrongAsTcpdumpDoes() {
        byte[] plain = tcp4(4711, 9, DATA);
        byte[] segment = tcp(A4, B4, 4711, 9, 1, 2, 0x38, NONE, DATA);
        Tcpdump.of(
                        Linktype.RAW,
                        with(plain, 32, 0x40),
                        with(plain, 32, 0xf0),
                        with(plain, 36, 0x55),
                        ipv4(6, segment),
                        ipv4(6, 0, 0x2000, NONE, segment),
                        ipv4(6, 0, 0x0001, NONE, segment),
                        ipv6(44, join("0600000000005678", segment)),
                        tcp4(4711, 9, 1, 2, 0x04, NONE, hex("4e6f20746370206f70656e07ff")),
                        tcp4(4711, 9, 1, 2, 0x04, NONE, new byte[40]))
                .assertAlike("", "-v", "-q");
    }

    @Test
    void shouldMarkWhatIsTruncatedAsTcpdumpDoes() {
        byte[] options = hex("020405b4 0402080a 00000001 00000000 01030307");
        Tcpdump.truncated(
                        Linktype.RAW,
                        tcp4(4711, 9, 1, 2, 0x12, options, DATA),
                        tcp6(4711, 9, 1, 2, 0x12, options, DATA),
                        tcp4(4711, 9, 1, 2, 0x12, hex("4d081122334455661d0c0102030405060708090a"), DATA),
                        tcp4(4711, 9, 1, 2, 0x14, NONE, hex("4e6f20746370206f70656e07ff")))
                .assertAlike("", "-v", "-q", "-S");
    }
}
