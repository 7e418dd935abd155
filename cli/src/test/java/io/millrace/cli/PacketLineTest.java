package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.protocol.Linktype;
import java.lang.foreign.MemorySegment;
import java.time.ZoneOffset;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class PacketLineTest {
    private static final long TIME = 1_700_000_000_000_000_042L; // 2023-11-14 22:13:20 UTC
    private static final String MACS = "020000000002" + "020000000001";

    @Test
    void shouldShowAddressesPortsAndProtocolOfIpv4() {
        String udp = "0800" + "4500001c00004000401100000a000001ac100001" + "0400003500080000";

        assertThat(line(MACS + udp, 1514)).isEqualTo("22:13:20.000000042  10.0.0.1:1024 > 172.16.0.1:53  UDP  1514");
    }

    @Test
    void shouldPutIpv6AddressesInBracketsBeforeAPort() {
        String from = "20010db8000000000000000000000001";
        String to = "20010db8000000000000000000000002";
        String tcp = "86dd" + "6000000000140640" + from + to + "1f90001600000000000000005002000000000000";

        assertThat(line(MACS + tcp, 74)).endsWith("  [2001:db8::1]:8080 > [2001:db8::2]:22  TCP  74");
    }

    @Test
    void shouldShowIpWithoutPorts() {
        String icmp = "0800" + "4500001c00004000400100000a0000010a000002" + "0800000000000000";

        assertThat(line(MACS + icmp, 42)).endsWith("  10.0.0.1 > 10.0.0.2  ICMP  42");
    }

    @Test
    void shouldShowMacAddressesOfWhatIsNotIp() {
        assertThat(line(MACS + "0806" + "00010800", 42)).endsWith("  02:00:00:00:00:01 > 02:00:00:00:00:02  ARP  42");
    }

    @Test
    void shouldShowEvenWhatCannotBeRead() {
        assertThat(line("0102", 60)).endsWith("  EN10MB  60");
        assertThat(line("", 60)).endsWith("  EN10MB  60");
    }

    private static String line(String hex, int len) {
        MemorySegment bytes = MemorySegment.ofArray(HexFormat.of().parseHex(hex));
        return PacketLine.text(TIME, len, Linktype.EN10MB, bytes, ZoneOffset.UTC);
    }
}
