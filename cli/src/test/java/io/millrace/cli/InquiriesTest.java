package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told instead of capturing: the words of tcpdump. */
@LiveTest
class InquiriesTest {
    @RegisterExtension
    final Wire wire = new Wire();

    @RegisterExtension
    final LiveCommand millrace = new LiveCommand();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-D",
                "--list-interfaces",
                "-L -i lo",
                "-L -i any",
                "-J -i " + Wire.RIGHT,
                "-d udp port 53",
                "-d -y RAW icmp or arp",
                "-dd -y EN10MB tcp[13] & 2 != 0",
                "-ddd -i " + Wire.RIGHT + " vlan 7 and udp",
                "-d -i lo -s 100 ip6",
                "-d -i any host 10.0.0.1",
            })
    void shouldAnswerAsTcpdumpDoes(String options) throws Exception {
        List<String> tcpdump = new ArrayList<>(List.of("tcpdump"));
        List<String> capture = new ArrayList<>(List.of("capture"));
        tcpdump.addAll(List.of(options.split(" ", -1)));
        capture.addAll(List.of(options.split(" ", -1)));

        String answer = millrace.run(capture.toArray(String[]::new)).well().out();

        assertThat(answer).isNotEmpty();
        assertThat(Wire.tool(tcpdump.toArray(String[]::new))).endsWith(answer); // it may warn before
    }
}
