package io.millrace.protocol;

import static io.millrace.protocol.Frames.A4;
import static io.millrace.protocol.Frames.A6;
import static io.millrace.protocol.Frames.B4;
import static io.millrace.protocol.Frames.B6;
import static io.millrace.protocol.Frames.DATA;
import static io.millrace.protocol.Frames.ethernet;
import static io.millrace.protocol.Frames.extension;
import static io.millrace.protocol.Frames.fragment;
import static io.millrace.protocol.Frames.ipv4;
import static io.millrace.protocol.Frames.ipv6;
import static io.millrace.protocol.Frames.udp;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.protocol.Frames.Frame;
import java.lang.foreign.MemorySegment;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FlowKeyTest {
    @Test
    void shouldBeEqualForBothDirectionsOnly() {
        Random random = new Random(5);
        for (int i = 0; i < 5_000; i++) {
            Conversation conversation = Conversation.random(random);
            FlowKey forth = ofEthernet(conversation.forth);
            assertThat(forth).isEqualTo(ofEthernet(conversation.back));
            assertThat(forth).hasSameHashCodeAs(ofEthernet(conversation.back));
            assertThat(forth).hasToString(ofEthernet(conversation.back).toString());
        }
        FlowKey key = ofEthernet(ethernet(0x800, ipv4(A4, B4, 17, udp(1, 2, DATA))));
        assertThat(key).isNotEqualTo(ofEthernet(ethernet(0x800, ipv4(A4, B4, 17, udp(2, 1, DATA)))));
        assertThat(key).isNotEqualTo(ofEthernet(ethernet(0x800, ipv4(A4, B4, 6, udp(1, 2, DATA)))));
        assertThat(key).isNotEqualTo(ofEthernet(ethernet(0x800, ipv4(A4, A4, 17, udp(1, 2, DATA)))));
        assertThat(key).isNotEqualTo(ofEthernet(ethernet(0x86dd, ipv6(A6, B6, 17, udp(1, 2, DATA)))));
    }

    @Test
    void shouldAgreeWithTheHash() {
        FlowHash hash = new FlowHash(42);
        Map<FlowKey, Integer> hashes = new HashMap<>();
        Set<Integer> distinct = new HashSet<>();
        List<Frame> frames = new ArrayList<>(Frames.all());
        Random random = new Random(6);
        for (int i = 0; i < 2_000; i++) {
            Conversation conversation = Conversation.random(random);
            frames.add(new Frame("forth", Linktype.EN10MB, conversation.forth));
            frames.add(new Frame("back", Linktype.EN10MB, conversation.back));
        }
        for (Frame frame : frames) {
            MemorySegment memory = MemorySegment.ofArray(frame.bytes());
            for (int caplen = 0; caplen <= frame.bytes().length; caplen++) {
                FlowKey key = FlowKey.of(memory, 0, caplen, frame.linktype());
                int value = hash.hash(memory, 0, caplen, frame.linktype());
                Integer before = hashes.put(key, value);
                if (before != null) {
                    assertThat(value).as("%s at %d", frame, caplen).isEqualTo(before);
                }
                distinct.add(value);
            }
        }
        // As many hashes as keys but for chance, and ports of which one is 0, the other absent.
        assertThat(distinct.size()).isGreaterThan(hashes.size() - 10);
    }

    @Test
    void shouldSortItsEnds() throws UnknownHostException {
        FlowKey key = ofEthernet(ethernet(0x800, ipv4("c0a80001", "0a000002", 17, udp(53, 4711, DATA))));
        assertThat(key.firstAddress()).isEqualTo(InetAddress.getByName("10.0.0.2"));
        assertThat(key.firstPort()).isEqualTo(4711);
        assertThat(key.secondAddress()).isEqualTo(InetAddress.getByName("192.168.0.1"));
        assertThat(key.secondPort()).isEqualTo(53);
        assertThat(key.protocol()).isEqualTo(IpProtocol.UDP);
    }

    @Test
    void shouldKeepIpv6AddressesThatMapIpv4() {
        String mapped = "00000000000000000000ffff0a000001";
        FlowKey key = ofEthernet(ethernet(0x86dd, ipv6(mapped, B6, 17, udp(1, 2, DATA))));
        assertThat(key.firstAddress()).isInstanceOf(Inet6Address.class);
        assertThat(key.secondAddress()).isInstanceOf(Inet6Address.class);
    }

    @Test
    void shouldBeReadable() {
        assertThat(ofEthernet(ethernet(0x800, ipv4(B4, A4, 17, udp(4711, 53, DATA)))))
                .hasToString("10.0.0.1:53 <-> 10.0.0.2:4711 UDP");
        assertThat(ofEthernet(ethernet(0x86dd, ipv6(A6, B6, 6, udp(22, 4711, DATA)))))
                .hasToString("[2001:db8::1]:22 <-> [2001:db8::2]:4711 TCP");
        assertThat(ofEthernet(ethernet(0x86dd, ipv6(A6, B6, 58, DATA))))
                .hasToString("2001:db8::1 <-> 2001:db8::2 ICMPv6");
        assertThat(ofEthernet(ethernet(0x800, ipv4(A4, B4, 1, DATA)))).hasToString("10.0.0.1 <-> 10.0.0.2 ICMP");
        assertThat(ofEthernet(ethernet(0x806, DATA))).hasToString("02:00:00:00:00:01 <-> 02:00:00:00:00:02 ARP");
        assertThat(ofEthernet(ethernet(3, DATA))).hasToString("02:00:00:00:00:01 <-> 02:00:00:00:00:02 without a type");
        assertThat(FlowKey.of(MemorySegment.ofArray(DATA), 0, 3, Linktype.PRISM))
                .hasToString("PRISM without a type");
    }

    @Test
    void shouldHaveNoPortsInFragments() {
        byte[] whole = extension(IpProtocol.UDP, 0, udp(1, 2, DATA));
        FlowKey first = ofEthernet(ethernet(0x86dd, ipv6(A6, B6, 44, fragment(60, 1, whole))));
        assertThat(first).isEqualTo(ofEthernet(ethernet(0x86dd, ipv6(B6, A6, 44, fragment(17, 8, DATA)))));
        assertThat(first).hasToString("2001:db8::1 <-> 2001:db8::2 IPv6-Frag");
        assertThat(first.firstPort()).isEqualTo(-1);
        assertThat(first.protocol()).isEqualTo(IpProtocol.FRAGMENT);
    }

    @Test
    void shouldHaveNoIpAddressesWithoutIp() {
        FlowKey key = ofEthernet(ethernet(0x806, DATA));
        assertThat(key.firstAddress()).isNull();
        assertThat(key.secondAddress()).isNull();
        assertThat(key.firstPort()).isEqualTo(-1);
        assertThat(key.protocol()).isEqualTo(-1);
    }

    private static FlowKey ofEthernet(byte[] bytes) {
        return FlowKey.of(MemorySegment.ofArray(bytes), 0, bytes.length, Linktype.EN10MB);
    }
}
