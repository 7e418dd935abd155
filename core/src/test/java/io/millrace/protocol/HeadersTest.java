package io.millrace.protocol;

import static io.millrace.protocol.Frames.A4;
import static io.millrace.protocol.Frames.A6;
import static io.millrace.protocol.Frames.A_PORT;
import static io.millrace.protocol.Frames.B4;
import static io.millrace.protocol.Frames.B6;
import static io.millrace.protocol.Frames.B_PORT;
import static io.millrace.protocol.Frames.DATA;
import static io.millrace.protocol.Frames.ethernet;
import static io.millrace.protocol.Frames.extension;
import static io.millrace.protocol.Frames.fragment;
import static io.millrace.protocol.Frames.hex;
import static io.millrace.protocol.Frames.ipv4;
import static io.millrace.protocol.Frames.ipv6;
import static io.millrace.protocol.Frames.join;
import static io.millrace.protocol.Frames.label;
import static io.millrace.protocol.Frames.pppoe;
import static io.millrace.protocol.Frames.sll;
import static io.millrace.protocol.Frames.tagged;
import static io.millrace.protocol.Frames.tcp;
import static io.millrace.protocol.Frames.u16;
import static io.millrace.protocol.Frames.u32;
import static io.millrace.protocol.Frames.udp;
import static io.millrace.protocol.Frames.udp4;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.protocol.Frames.Frame;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HeadersTest {
    private static final byte[] NOTHING = {};

    static List<Frame> udp4InEveryWrapping() {
        return Frames.udp4InEveryWrapping();
    }

    static List<Frame> udp6InEveryWrapping() {
        return Frames.udp6InEveryWrapping();
    }

    @ParameterizedTest
    @MethodSource("udp4InEveryWrapping")
    void shouldFindIpv4InEveryWrapping(Frame frame) {
        Headers headers = walk(frame.linktype(), frame.bytes());
        int network = frame.bytes().length - udp4().length;
        assertThat(headers.etherType()).isEqualTo(EtherType.IPV4);
        assertThat(headers.networkOffset()).isEqualTo(network);
        assertThat(headers.ipVersion()).isEqualTo(4);
        assertThat(headers.networkHeaderLength()).isEqualTo(20);
        assertThat(address(frame, headers.sourceAddressOffset(), 4)).isEqualTo(hex(A4));
        assertThat(address(frame, headers.destinationAddressOffset(), 4)).isEqualTo(hex(B4));
        shouldHaveTheDatagram(frame, headers);
    }

    @ParameterizedTest
    @MethodSource("udp6InEveryWrapping")
    void shouldFindIpv6InEveryWrapping(Frame frame) {
        Headers headers = walk(frame.linktype(), frame.bytes());
        assertThat(headers.etherType()).isEqualTo(EtherType.IPV6);
        assertThat(headers.ipVersion()).isEqualTo(6);
        assertThat(headers.addressLength()).isEqualTo(16);
        assertThat(headers.networkOffset() + headers.networkHeaderLength()).isEqualTo(headers.transportOffset());
        assertThat(address(frame, headers.sourceAddressOffset(), 16)).isEqualTo(hex(A6));
        assertThat(address(frame, headers.destinationAddressOffset(), 16)).isEqualTo(hex(B6));
        shouldHaveTheDatagram(frame, headers);
    }

    private static void shouldHaveTheDatagram(Frame frame, Headers headers) {
        int length = frame.bytes().length;
        assertThat(headers.linktype()).isEqualTo(frame.linktype());
        assertThat(headers.isFragment()).isFalse();
        assertThat(headers.ipProtocol()).isEqualTo(IpProtocol.UDP);
        assertThat(headers.transportOffset()).isEqualTo(length - DATA.length - 8);
        assertThat(headers.sourcePort()).isEqualTo(A_PORT);
        assertThat(headers.destinationPort()).isEqualTo(B_PORT);
        assertThat(headers.tcpFlags()).isEqualTo(-1);
        assertThat(headers.payloadOffset()).isEqualTo(length - DATA.length);
        assertThat(headers.payloadLength()).isEqualTo(DATA.length);
        boolean ethernet = frame.linktype() == Linktype.EN10MB;
        assertThat(headers.destinationMacOffset()).isEqualTo(ethernet ? 0 : -1);
        assertThat(headers.sourceMacOffset()).isEqualTo(ethernet ? 6 : -1);
    }

    @Test
    void shouldReadTcpBehindIpv4OptionsAndItsOwn() {
        byte[] segment = tcp(80, 40000, 0x18, new byte[12], DATA);
        Headers headers = ether(EtherType.IPV4, ipv4(A4, B4, IpProtocol.TCP, 0x4000, new byte[8], segment));
        assertThat(headers.networkHeaderLength()).isEqualTo(28);
        assertThat(headers.transportOffset()).isEqualTo(42);
        assertThat(headers.sourcePort()).isEqualTo(80);
        assertThat(headers.destinationPort()).isEqualTo(40000);
        assertThat(headers.tcpFlags()).isEqualTo(0x18);
        assertThat(headers.payloadOffset()).isEqualTo(42 + 32);
        assertThat(headers.payloadLength()).isEqualTo(DATA.length);
    }

    @ParameterizedTest
    @CsvSource({
        "132, 12, 126700350000000100000002",
        "33, 16, 12670035040000000000000000000000",
        "136, 8, 1267003500080000"
    })
    void shouldReadThePortsOfOtherTransports(int protocol, int headerLength, String header) {
        Headers headers = ether(EtherType.IPV4, ipv4(A4, B4, protocol, join(hex(header), DATA)));
        assertThat(headers.ipProtocol()).isEqualTo(protocol);
        assertThat(headers.sourcePort()).isEqualTo(A_PORT);
        assertThat(headers.destinationPort()).isEqualTo(B_PORT);
        assertThat(headers.payloadOffset()).isEqualTo(34 + headerLength);
        assertThat(headers.payloadLength()).isEqualTo(DATA.length);
    }

    @Test
    void shouldHaveNoPortsButAMessageForIcmp() {
        Headers headers = ether(EtherType.IPV4, ipv4(A4, B4, IpProtocol.ICMP, hex("0800000000010001")));
        assertThat(headers.transportOffset()).isEqualTo(34);
        assertThat(headers.sourcePort()).isEqualTo(-1);
        assertThat(headers.destinationPort()).isEqualTo(-1);
        assertThat(headers.payloadOffset()).isEqualTo(34);
        assertThat(headers.payloadLength()).isEqualTo(8);
    }

    @Test
    void shouldNotTakeEthernetPaddingForPayload() {
        byte[] padding = new byte[20];
        Headers udp4 = ether(EtherType.IPV4, join(udp4(), padding));
        assertThat(udp4.payloadLength()).isEqualTo(DATA.length);
        Headers udp6 = ether(EtherType.IPV6, join(Frames.udp6(), padding));
        assertThat(udp6.payloadLength()).isEqualTo(DATA.length);
        Headers ack =
                ether(EtherType.IPV4, join(ipv4(A4, B4, IpProtocol.TCP, tcp(1, 2, 0x10, NOTHING, NOTHING)), padding));
        assertThat(ack.payloadOffset()).isEqualTo(54);
        assertThat(ack.payloadLength()).isEqualTo(0);
        byte[] trailer = ipv4(A4, B4, IpProtocol.UDP, join(udp(1, 2, DATA), padding));
        assertThat(ether(EtherType.IPV4, trailer).payloadLength()).isEqualTo(DATA.length);
        Headers spanningTree = ether(3, join(hex("424203"), padding));
        assertThat(spanningTree.payloadOffset()).isEqualTo(14);
        assertThat(spanningTree.payloadLength()).isEqualTo(3);
    }

    @Test
    void shouldNotTakePaddingForPorts() {
        Headers headers = ether(EtherType.IPV4, join(ipv4(A4, B4, IpProtocol.UDP, NOTHING), new byte[26]));
        assertThat(headers.ipProtocol()).isEqualTo(IpProtocol.UDP);
        assertThat(headers.transportOffset()).isEqualTo(-1);
        assertThat(headers.sourcePort()).isEqualTo(-1);
        assertThat(headers.payloadOffset()).isEqualTo(-1);
    }

    @Test
    void shouldReadSegmentsWhoseLengthDoesNotFitItsField() {
        byte[] ip4 = ipv4(A4, B4, IpProtocol.TCP, tcp(1, 2, 0x10, NOTHING, new byte[70_000]));
        ip4[2] = 0;
        ip4[3] = 0;
        assertThat(ether(EtherType.IPV4, ip4).payloadLength()).isEqualTo(70_000);
        byte[] ip6 = ipv6(A6, B6, IpProtocol.TCP, tcp(1, 2, 0x10, NOTHING, new byte[70_000]));
        ip6[4] = 0;
        ip6[5] = 0;
        assertThat(ether(EtherType.IPV6, ip6).payloadLength()).isEqualTo(70_000);
    }

    @Test
    void shouldReadPortsOfTheFirstIpv4FragmentOnly() {
        byte[] datagram = udp(A_PORT, B_PORT, DATA);
        Headers first = ether(EtherType.IPV4, ipv4(A4, B4, IpProtocol.UDP, 0x2000, NOTHING, datagram));
        assertThat(first.isFragment()).isTrue();
        assertThat(first.isFirstFragment()).isTrue();
        assertThat(first.sourcePort()).isEqualTo(A_PORT);
        Headers last = ether(EtherType.IPV4, ipv4(A4, B4, IpProtocol.UDP, 0x00b9, NOTHING, datagram));
        shouldBeALaterFragment(last, 34, datagram.length);
    }

    @Test
    void shouldReadPortsOfTheFirstIpv6FragmentOnly() {
        byte[] datagram = udp(A_PORT, B_PORT, DATA);
        Headers first = ether(EtherType.IPV6, ipv6(A6, B6, 44, fragment(IpProtocol.UDP, 1, datagram)));
        assertThat(first.isFragment()).isTrue();
        assertThat(first.isFirstFragment()).isTrue();
        assertThat(first.sourcePort()).isEqualTo(A_PORT);
        Headers last = ether(EtherType.IPV6, ipv6(A6, B6, 44, fragment(IpProtocol.UDP, 0x05c8, datagram)));
        shouldBeALaterFragment(last, 62, datagram.length);
    }

    private static void shouldBeALaterFragment(Headers headers, int payloadOffset, int payloadLength) {
        assertThat(headers.isFragment()).isTrue();
        assertThat(headers.isFirstFragment()).isFalse();
        assertThat(headers.ipProtocol()).isEqualTo(IpProtocol.UDP);
        assertThat(headers.transportOffset()).isEqualTo(-1);
        assertThat(headers.sourcePort()).isEqualTo(-1);
        assertThat(headers.destinationPort()).isEqualTo(-1);
        assertThat(headers.payloadOffset()).isEqualTo(payloadOffset);
        assertThat(headers.payloadLength()).isEqualTo(payloadLength);
    }

    @Test
    void shouldStopAtAPseudoWire() {
        byte[] wire = join(u32(0), ethernet(EtherType.IPV4, udp4()));
        Headers headers = ether(EtherType.MPLS_UNICAST, label(1, false, label(2, true, wire)));
        assertThat(headers.etherType()).isEqualTo(EtherType.MPLS_UNICAST);
        assertThat(headers.networkOffset()).isEqualTo(14);
        assertThat(headers.ipVersion()).isEqualTo(-1);
        assertThat(headers.payloadOffset()).isEqualTo(22);
        assertThat(headers.payloadLength()).isEqualTo(wire.length);
    }

    @Test
    void shouldGiveUpAfterSixteenTagsLabelsOrExtensions() {
        byte[] tags = udp4();
        byte[] labels = udp4();
        byte[] extensions = extension(IpProtocol.UDP, 0, udp(1, 2, DATA));
        for (int i = 0; i < 17; i++) {
            tags = tagged(i == 0 ? EtherType.IPV4 : EtherType.VLAN, tags);
            labels = label(i + 16, i == 0, labels);
            extensions = i == 0 ? extensions : extension(IpProtocol.DESTINATION_OPTIONS, 0, extensions);
        }
        Headers tagged = ether(EtherType.VLAN, tags);
        assertThat(tagged.etherType()).isEqualTo(EtherType.VLAN);
        assertThat(tagged.ipVersion()).isEqualTo(-1);
        assertThat(tagged.payloadOffset()).isEqualTo(-1);
        Headers labelled = ether(EtherType.MPLS_UNICAST, labels);
        assertThat(labelled.ipVersion()).isEqualTo(-1);
        assertThat(labelled.payloadOffset()).isEqualTo(-1);
        Headers extended = ether(EtherType.IPV6, ipv6(A6, B6, IpProtocol.DESTINATION_OPTIONS, extensions));
        assertThat(extended.ipVersion()).isEqualTo(6);
        assertThat(extended.sourcePort()).isEqualTo(-1);
        assertThat(extended.payloadOffset()).isEqualTo(-1);
    }

    @Test
    void shouldNotTakeWhatIsNoDataOfASessionForIp() {
        byte[] session = pppoe(0x0021, udp4());
        session[1] = 7; // the code of discovery
        assertThat(ether(EtherType.PPPOE_SESSION, session).ipVersion()).isEqualTo(-1);
        Headers control = ether(EtherType.PPPOE_SESSION, pppoe(0xc021, DATA));
        assertThat(control.etherType()).isEqualTo(EtherType.PPPOE_SESSION);
        assertThat(control.payloadOffset()).isEqualTo(22);
    }

    @Test
    void shouldNotTakeNetlinkForEthernet() {
        Headers headers = walk(Linktype.LINUX_SLL, sll(824, EtherType.IPV4, udp4()));
        assertThat(headers.etherType()).isEqualTo(-1);
        assertThat(headers.ipVersion()).isEqualTo(-1);
    }

    @Test
    void shouldKnowTheTypeOfWhatIsNotIp() {
        Headers headers = ether(EtherType.ARP, new byte[28]);
        assertThat(headers.etherType()).isEqualTo(EtherType.ARP);
        assertThat(headers.networkOffset()).isEqualTo(14);
        assertThat(headers.networkHeaderLength()).isEqualTo(-1);
        assertThat(headers.ipProtocol()).isEqualTo(-1);
        assertThat(headers.payloadLength()).isEqualTo(28);
    }

    @Test
    void shouldRefuseIpOfAnotherVersionThanItsTypeSays() {
        assertThat(ether(EtherType.IPV4, Frames.udp6()).ipVersion()).isEqualTo(-1);
        assertThat(ether(EtherType.IPV6, join(udp4(), new byte[40])).ipVersion())
                .isEqualTo(-1);
        assertThat(walk(Linktype.IPV6, join(udp4(), new byte[40])).ipVersion()).isEqualTo(-1);
        byte[] shortHeader = udp4();
        shortHeader[0] = 0x44;
        assertThat(ether(EtherType.IPV4, shortHeader).ipVersion()).isEqualTo(-1);
    }

    @Test
    void shouldUnderstandNothingOfUnknownLinktypes() {
        Headers headers = walk(Linktype.IEEE802_11, ethernet(EtherType.IPV4, udp4()));
        HeadersContract.check(headers, 14 + udp4().length);
        assertThat(headers.etherType()).isEqualTo(-1);
        assertThat(headers.networkOffset()).isEqualTo(-1);
        assertThat(headers.payloadOffset()).isEqualTo(-1);
    }

    @Test
    void shouldForgetTheFrameBefore() {
        Headers headers = ether(EtherType.IPV4, ipv4(A4, B4, 6, 0x2000, NOTHING, tcp(1, 2, 2, NOTHING, DATA)));
        headers.wrap(MemorySegment.ofArray(NOTHING), 0, 0, Linktype.EN10MB);
        assertThat(HeadersContract.values(headers)).isEqualTo(HeadersContract.values(new Headers()));
    }

    @Test
    @SuppressWarnings("restricted") // sources hand out memory like this
    void shouldReadNativeMemoryAtAnyAddress() {
        byte[] bytes = ethernet(EtherType.IPV6, Frames.udp6());
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment room = arena.allocate(bytes.length + 8L, 8);
            MemorySegment everything = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
            for (int shift = 0; shift < 8; shift++) {
                MemorySegment.copy(bytes, 0, room, ValueLayout.JAVA_BYTE, shift, bytes.length);
                Headers headers = new Headers().wrap(everything, room.address() + shift, bytes.length, Linktype.EN10MB);
                assertThat(headers.destinationPort()).isEqualTo(B_PORT);
                assertThat(headers.payloadLength()).isEqualTo(DATA.length);
            }
        }
    }

    @Test
    void shouldNameProtocols() {
        assertThat(IpProtocol.name(IpProtocol.TCP)).isEqualTo("TCP");
        assertThat(IpProtocol.name(200)).isEqualTo("IP-200");
        assertThat(EtherType.name(EtherType.ARP)).isEqualTo("ARP");
        assertThat(EtherType.name(0x600)).isEqualTo("0x0600");
    }

    private static byte[] address(Frame frame, int offset, int length) {
        return Arrays.copyOfRange(frame.bytes(), offset, offset + length);
    }

    private static Headers ether(int type, byte[] payload) {
        return walk(Linktype.EN10MB, ethernet(type, payload));
    }

    private static Headers walk(int linktype, byte[] bytes) {
        byte[] amidOthers = join(u16(0x0101), bytes, u16(0x0101));
        return new Headers().wrap(MemorySegment.ofArray(amidOthers), 2, bytes.length, linktype);
    }
}
