package io.millrace.cli.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The system's files of names, in every form that a line can have. */
class SystemNamesTest {
    private static final Services SERVICES = Services.of(List.of(
            "# a comment 1/tcp",
            "",
            "http\t\t80/tcp\t\twww\t# WorldWideWeb",
            "web 80/tcp",
            "domain 53/tcp",
            "domain 53/udp",
            "  indented 7/udp",
            "last 9/tcp#comment",
            "sctp-only 80/sctp",
            "no-port tcp",
            "no-protocol 11",
            "large 123456/tcp",
            "word x/tcp",
            "tcpish 12/tcpx"));

    @ParameterizedTest
    @CsvSource({
        "80, http, 80",
        "53, domain, domain",
        "7, 7, indented",
        "9, last, 9",
        "11, 11, 11",
        "12, 12, 12",
        "1, 1, 1"
    })
    void shouldNamePorts(int port, String tcp, String udp) {
        assertThat(SERVICES.tcp(port)).isEqualTo(tcp);
        assertThat(SERVICES.udp(port)).isEqualTo(udp);
    }

    @Test
    void shouldNameEthernetAddresses() {
        EthernetNames names = EthernetNames.of(List.of(
                "# 02:00:00:00:00:09 nine",
                "02:00:00:00:00:01 one # comment",
                "02:0:0:0:0:2\ttwo",
                "02:00:00:00:00:01 other",
                "02:00:00:00:03 short",
                "02:00:00:00:00:04",
                "02:00:00:00:00:05 esc\u001b[m"));
        assertThat(names.of(0x0200_0000_0001L)).isEqualTo("one");
        assertThat(names.of(0x0200_0000_0002L)).isEqualTo("two");
        assertThat(names.of(0x0200_0000_0003L)).isNull();
        assertThat(names.of(0x0200_0000_0004L)).isNull();
        assertThat(names.of(0x0200_0000_0005L)).isNull();
        assertThat(names.of(0x0200_0000_0009L)).isNull();
        assertThat(names.of(0xffff_ffff_ffffL)).isEqualTo("Broadcast");
    }

    @ParameterizedTest
    @CsvSource({"host.example.org, host", "host, host", "host., host", ".example, .example"})
    void shouldLeaveDomainsAway(String name, String without) {
        assertThat(HostText.withoutDomain(name)).isEqualTo(without);
    }
}
