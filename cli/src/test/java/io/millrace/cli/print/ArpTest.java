package io.millrace.cli.print;

import static io.millrace.cli.print.Packets.A4;
import static io.millrace.cli.print.Packets.A_MAC;
import static io.millrace.cli.print.Packets.B4;
import static io.millrace.cli.print.Packets.B_MAC;
import static io.millrace.cli.print.Packets.eth;
import static io.millrace.cli.print.Packets.hex;
import static io.millrace.cli.print.Packets.join;
import static io.millrace.cli.print.Packets.u16;
import static io.millrace.cli.print.Packets.zeros;

import io.millrace.protocol.Linktype;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArpTest {
    private static final String ZERO_MAC = "000000000000";
    private static final String ETHERNET_IP = "000108000604";

    @Test
    void shouldPrintEveryOperationAsTcpdumpDoes() {
        List<byte[]> packets = new ArrayList<>();
        for (int operation = 0; operation < 12; operation++) {
            packets.add(arp(ETHERNET_IP, operation, A_MAC, A4, B_MAC, B4));
            packets.add(arp(ETHERNET_IP, operation, A_MAC, A4, ZERO_MAC, B4));
        }
        packets.add(arp(ETHERNET_IP, 1, A_MAC, "00000000", ZERO_MAC, B4));
        packets.add(arp(ETHERNET_IP, 1, A_MAC, A4, ZERO_MAC, A4));
        packets.add(join(arp(ETHERNET_IP, 1, A_MAC, A4, ZERO_MAC, A4), zeros(18)));
        assertAlike(packets);
    }

    @Test
    void shouldPrintOtherHardwareAndProtocolsAsTcpdumpDoes() {
        assertAlike(List.of(
                arp("000608000604", 1, A_MAC, A4, ZERO_MAC, B4),
                arp("004508000604", 2, A_MAC, A4, B_MAC, B4),
                arp("000112340604", 1, A_MAC, A4, ZERO_MAC, B4),
                arp("000186dd0604", 1, A_MAC, A4, ZERO_MAC, B4),
                arp("000110000604", 1, A_MAC, A4, ZERO_MAC, B4),
                arp("000108000004", 1, "", A4, "", B4),
                arp("000108000804", 2, "0011223344556677", A4, "8899aabbccddeeff", B4),
                arp("000108000602", 2, A_MAC, "0a00", B_MAC, "0b00")));
    }

    @Test
    void shouldMarkWhatIsTruncatedAsTcpdumpDoes() {
        Tcpdump.truncated(Linktype.EN10MB, arp(ETHERNET_IP, 2, A_MAC, A4, B_MAC, B4))
                .assertAlike("", "-v");
    }

    private static byte[] arp(String format, int operation, String from, String fromIp, String to, String toIp) {
        return eth(0x0806, join(hex(format), u16(operation), from, fromIp, to, toIp));
    }

    private static void assertAlike(List<byte[]> packets) {
        Tcpdump.of(Linktype.EN10MB, packets.toArray(byte[][]::new)).assertAlike("", "-v", "-e", "-e -v", "-q", "-x");
    }
}
