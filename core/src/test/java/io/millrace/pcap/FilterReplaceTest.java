package io.millrace.pcap;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.LiveTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@LiveTest
class FilterReplaceTest {
    private static final String OURS = "udp port " + Loopback.PORT;

    /** The kernel took all of them by the first filter; those that wait are filtered again by the second. */
    @Test
    void shouldFilterWaitingPacketsAgain() throws Exception {
        List<Kept> read = new ArrayList<>();
        PcapSettings settings = PcapSettings.DEFAULT.withTimeout(Duration.ofMillis(50));
        try (Pcap pcap = Pcap.open("lo", settings);
                Loopback traffic = new Loopback()) {
            pcap.setFilter(OURS);
            traffic.send(20, 10);
            traffic.send(7, 600);
            traffic.send(20, 10);
            pcap.setFilter(pcap.compile(OURS + " and greater 500"));
            pcap.loop(7, Kept.into(read));
            assertThat(pcap.stats().received()).isGreaterThanOrEqualTo(47);
            traffic.send(5, 10);
            traffic.send(1, 800);
            pcap.loop(1, Kept.into(read));
        }
        assertThat(read).extracting(Kept::len).containsExactly(642, 642, 642, 642, 642, 642, 642, 842);
    }
}
