package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testbed.FlowTraffic;
import io.millrace.testbed.Generator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the defaults are chosen for. */
@LiveTest
class LiveDefaultsTest {
    private static final int FLOWS = 10_000;

    @RegisterExtension
    final Wire wire = new Wire();

    @RegisterExtension
    final LiveCommand millrace = new LiveCommand();

    /**
     * A thousand workers, each busy with a packet for 100 ms, can handle 10,000 packets a second. Ten times as many come for a
     * second: nine tenths of them have to wait, in 11 MiB, for nine seconds.
     */
    @Test
    void shouldLoseNothingOfABurstOfTenTimesTheCapacity() throws Exception {
        int packets = 100_000;
        Running capture = millrace.start(
                        new Launch(List.of("capture", "-i", Wire.RIGHT, "--handler", "sleep:100ms", "--ledger", "-")))
                .awaitListening();
        try (Generator generator = new Generator(Wire.LEFT, new FlowTraffic(FLOWS, 64))) {
            assertThat(generator.send(packets, packets).packets()).isEqualTo(packets);
        }
        Thread.sleep(9_000); // what is left has the drain time
        Accounts ledger = capture.signal("INT").end().well().ledger();

        assertThat(ledger.count("kernel", "dropped")).as(ledger::toString).isZero();
        assertThat(ledger.count("kernel", "received")).as(ledger::toString).isEqualTo(packets);
        assertThat(ledger.count("handled")).as(ledger::toString).isEqualTo(packets);
        assertThat(ledger.shed()).as(ledger::toString).isZero();
        assertThat(ledger.count("queue", "peakBytes")).as(ledger::toString).isGreaterThan(1_000_000);
    }
}
