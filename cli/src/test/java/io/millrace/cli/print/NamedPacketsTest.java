package io.millrace.cli.print;

import static io.millrace.cli.print.Packets.A_MAC;
import static io.millrace.cli.print.Packets.eth;
import static io.millrace.cli.print.Packets.hex;
import static io.millrace.cli.print.Packets.ipv4;
import static io.millrace.cli.print.Packets.ipv6;
import static io.millrace.cli.print.Packets.join;
import static io.millrace.cli.print.Packets.tcp4;
import static io.millrace.cli.print.Packets.tcp6;
import static io.millrace.cli.print.Packets.u16;
import static io.millrace.cli.print.Packets.udp4;
import static io.millrace.cli.print.Packets.udp6;

import io.millrace.protocol.Linktype;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines as tcpdump prints them without {@code -n}, in a network where no host has a name but those of {@code hosts(5)}. */
class NamedPacketsTest {
    private static final byte[] DATA = hex("c0ffee");

    /** Beginnings of addresses that tcpdump knows whom they were given to, and others. */
    private static final String[] ORGANIZATIONS = {
        "000000", "00000c", "00005e", "000081", "0000f8", "0080c2", "00a03e", "00e02f", "080007", "009069", "080009",
        "00120f", "0012bb", "001b21", "002320", "5c16c7", "b0d2f5", "002481", "0004ea", "748771", "a42305", "00049f",
        "0015ad", "00154d", "001018", "00e004", "d0f0db", "020000", "ffffff"
    };

    /** Protocols of which tcpdump tells more than a name. */
    private static final Set<Integer> TOLD_MORE = Set.of(8, 9, 33, 46, 55, 62, 77, 88, 113, 135, 143);

    @Test
    void shouldNameEveryPortThatTcpdumpNames() {
        List<byte[]> frames = new ArrayList<>();
        for (int port = 1; port <= 0xffff; port++) {
            frames.add(eth(0x800, udp4(port, 65_000, DATA)));
            frames.add(eth(0x800, tcp4(port, 65_000, DATA)));
        }
        Tcpdump.of(Linktype.EN10MB, frames.toArray(byte[][]::new)).assertAlikeNamed("-q -t");
    }

    @Test
    void shouldNameEveryProtocolThatTcpdumpNames() {
        List<byte[]> packets = new ArrayList<>();
        for (int protocol = 0; protocol <= 0xff; protocol++) {
            if (TOLD_MORE.contains(protocol)) {
                continue;
            }
            packets.add(ipv4(protocol, 0, 1, new byte[0], DATA));
            packets.add(ipv4(protocol, DATA));
            packets.add(ipv6(protocol, DATA));
        }
        Tcpdump.of(Linktype.RAW, packets.toArray(byte[][]::new)).assertAlikeNamed("-q", "");
    }

    @Test
    void shouldSayWhomAnEthernetAddressWasGivenTo() {
        List<byte[]> frames = new ArrayList<>();
        for (String organization : ORGANIZATIONS) {
            frames.add(join(A_MAC, organization + "123456", u16(0x800), udp4(53, 53, DATA)));
            frames.add(join(organization + "ffffff", organization + "123456", u16(0x1234), DATA));
        }
        frames.add(join(
                "ffffffffffff", A_MAC, u16(0x806), hex("0001080006040001" + A_MAC + "0a000001ffffffffffff0a000002")));
        Tcpdump.of(Linktype.EN10MB, frames.toArray(byte[][]::new)).assertAlikeNamed("-e", "", "-e -v");
    }

    @Test
    void shouldNameHostsThatTheSystemNames() {
        byte[] local4 = udp4(53, 80, DATA);
        byte[] local6 = tcp6(443, 22, 1, 0, 0x10, new byte[0], DATA);
        for (int i = 0; i < 4; i++) {
            local4[12 + i] = local4[16 + i] = (byte) (i == 0 ? 127 : i / 3);
        }
        for (int i = 0; i < 16; i++) {
            local6[8 + i] = local6[24 + i] = (byte) (i / 15);
        }
        Tcpdump.of(Linktype.RAW, local4, local6, udp4(53, 80, DATA), udp6(53, 80, DATA))
                .assertAlikeNamed("", "-v", "-q");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-e", "-v"})
    void shouldNameWhatTcpdumpNamesInEveryProtocol(String options) {
        Tcpdump.of(Linktype.EN10MB, ApplicationPackets.dhcp()).assertAlikeNamed(options);
        Tcpdump.of(Linktype.EN10MB, ApplicationPackets.ntp()).assertAlikeNamed(options);
        Tcpdump.of(Linktype.EN10MB, ApplicationPackets.lines()).assertAlikeNamed(options);
        for (int linktype : TunnelsTest.LINKTYPES) {
            Tcpdump packets = Tcpdump.of(linktype);
            TunnelsTest.of(linktype).forEach(packet -> packets.and(packet.bytes(), packet.bytes().length));
            packets.assertAlikeNamed(options);
        }
    }
}
