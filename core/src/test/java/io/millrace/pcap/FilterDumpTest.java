package io.millrace.pcap;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What tcpdump prints for {@code -d}, {@code -dd} and {@code -ddd} is what we write. */
class FilterDumpTest {
    private static final List<String> EXPRESSIONS = List.of(
            "",
            "ip",
            "ip6",
            "udp port 53",
            "tcp port 80 and host 10.1.2.3",
            "not (src net 192.168.0.0/16 or dst port 22)",
            "ip6 host fe80::1",
            "tcp portrange 1000-2000",
            "tcp[tcpflags] & (tcp-syn|tcp-fin) != 0",
            "ip[2:2] > 576 and less 1500",
            "greater 100",
            "icmp[icmptype] = icmp-echo",
            "ip broadcast",
            "len - 14 = ip[2:2]",
            "sctp or igmp",
            "ip proto 47 and ip[0] & 0xf != 5",
            "ip6 protochain 6",
            "udp[8:4] = 0xdeadbeef");
    private static final List<String> ETHERNET = List.of(
            "ether host 02:00:00:00:00:01",
            "ether multicast",
            "vlan 7 and udp",
            "vlan and vlan 12",
            "mpls 1024 and tcp",
            "pppoes and ip",
            "arp",
            "stp",
            "geneve and udp",
            "ether proto 0x88cc",
            "ether[0] & 1 = 0 and ip[16] >= 224");

    @ParameterizedTest
    @ValueSource(strings = {"EN10MB", "LINUX_SLL", "LINUX_SLL2", "RAW", "NULL", "PPP", "IEEE802_11_RADIO", "FDDI"})
    void shouldWriteWhatTcpdumpPrints(String linktype) throws Exception {
        List<String> expressions = new ArrayList<>(EXPRESSIONS);
        if (linktype.equals("EN10MB")) {
            expressions.addAll(ETHERNET);
        }
        int compared = 0;
        for (String expression : expressions) {
            Said listing = Said.by("tcpdump", "-y", linktype, "-d", expression);
            if (listing.status() != 0) {
                continue; // not for this type; FilterErrorTest is about those
            }
            PcapFilter filter = compile(linktype, expression, true, 0);
            assertThat(filter.dump(FilterForm.LISTING)).as(expression).isEqualTo(listing.out());
            assertThat(filter.dump(FilterForm.C_ARRAY))
                    .as(expression)
                    .isEqualTo(Said.by("tcpdump", "-y", linktype, "-dd", expression)
                            .out());
            assertThat(filter.dump(FilterForm.DECIMAL))
                    .as(expression)
                    .isEqualTo(Said.by("tcpdump", "-y", linktype, "-ddd", expression)
                            .out());
            compared++;
        }
        assertThat(compared).isGreaterThanOrEqualTo(12);
    }

    @Test
    void shouldCompileWithoutTheOptimiserIfAskedTo() throws Exception {
        String expression = "tcp port 80 or tcp port 443";
        String plain = compile("EN10MB", expression, false, 0).dump(FilterForm.LISTING);
        assertThat(plain)
                .isEqualTo(Said.by("tcpdump", "-O", "-y", "EN10MB", "-d", expression)
                        .out());
        assertThat(plain).isNotEqualTo(compile("EN10MB", expression, true, 0).dump(FilterForm.LISTING));
    }

    @Test
    void shouldReturnTheSnaplen() throws Exception {
        assertThat(compile("EN10MB", "udp", true, 100).dump(FilterForm.LISTING))
                .isEqualTo(Said.by("tcpdump", "-s", "100", "-y", "EN10MB", "-d", "udp")
                        .out())
                .contains("ret      #100");
    }

    private static PcapFilter compile(String linktype, String expression, boolean optimised, int snaplen)
            throws Exception {
        Inet4Address none = (Inet4Address) InetAddress.getByName("0.0.0.0"); // what tcpdump takes without a device
        return PcapFilter.compile(DataLink.named(linktype), expression, snaplen, new FilterOptions(optimised, none));
    }
}
