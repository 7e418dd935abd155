package io.millrace.pcap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterErrorTest {
    /** The caret of the second column belongs below the expression of the first. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "udp prot 53|    ^",
                "udp port|        ^",
                "foo|^",
                "(udp|    ^",
                "udp)|   ^",
                "(udp and (tcp or icmp)|                      ^",
                "udp and and tcp|        ^",
                "udp @ tcp|    ^",
                "!udp prot 53|     ^",
                "tcp port 80 and not udp prot 53 or ip|                        ^",
                "ip[0]!=5 prot 7|         ^",
                "vlan foo|     ^",
                "port foo|     ^",
                "udp and port nosuch-service or tcp|             ^",
                "ip proto nosuch and udp|         ^",
                "ether proto foo|            ^",
                "portrange 5-x|          ^",
                "udp or ip broadcast|       ^", // the netmask is not known
            })
    void shouldShowThePlace(String expression, String caret) {
        assertThatThrownBy(() -> compile(expression))
                .isInstanceOf(PcapException.class)
                .hasMessageMatching("(?s)filter: [^\\n]+ \\(see pcap-filter\\(7\\)\\)\\n.*")
                .hasMessageEndingWith("\n    " + expression + "\n    " + caret);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "port foo or src port foo", // twice, and libpcap does not say which
                "ether host 00:11",
                "net 1.2.3.4/33",
                "udp port 99999",
                "ip[0:3] = 1",
            })
    void shouldShowNoPlaceThatIsNotSure(String expression) {
        assertThatThrownBy(() -> compile(expression))
                .isInstanceOf(PcapException.class)
                .hasMessageStartingWith("filter: " + expression + ": ")
                .hasMessageEndingWith(" (see pcap-filter(7))");
    }

    @Test
    void shouldSayWhatLibpcapSays() throws Exception {
        for (String expression : new String[] {"udp port", "port foo", "net 1.2.3.4/33", "ether proto foo"}) {
            String words = Said.by("tcpdump", "-y", "EN10MB", "-d", expression)
                    .err()
                    .replace("tcpdump: ", "")
                    .strip();
            assertThatThrownBy(() -> compile(expression)).hasMessageContaining(words);
        }
    }

    @Test
    void shouldKeepTheExpressionOnOneLine() {
        assertThatThrownBy(() -> compile("udp and\n\tprot 5"))
                .hasMessageEndingWith("\n    udp and  prot 5\n             ^");
    }

    @Test
    void shouldRefuseANul() {
        assertThatThrownBy(() -> compile("udp\0 port 53")).hasMessageContaining("NUL");
    }

    @Test
    void shouldCompileAgainAfterAnError() {
        assertThatThrownBy(() -> compile("udp prot 53"));
        assertThat(compile("udp port 53").instructions()).isNotEmpty();
    }

    private static PcapFilter compile(String expression) {
        return PcapFilter.compile(DataLink.EN10MB, expression, 0, FilterOptions.DEFAULT);
    }
}
