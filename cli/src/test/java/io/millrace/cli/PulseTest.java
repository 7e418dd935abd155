package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.Ledger;
import io.millrace.Ledger.Kernel;
import io.millrace.Ledger.Shed;
import org.junit.jupiter.api.Test;

class PulseTest {
    @Test
    void shouldFitARunningCaptureOnALine() {
        Ledger ledger = LedgerTableTest.ledger(new Kernel(5, 3, 0, 0), 500_010, new Shed(0, 0, 0, 0, 0, 0));

        assertThat(Pulse.text(ledger, 98_765))
                .isEqualTo("12 s  98,765/s  queued 0  in flight 0  dropped 3  shed 0  p99 age 3.1 ms  workers 0");
    }

    @Test
    void shouldTellOfPacketsOnDisk() {
        Ledger none = LedgerTableTest.ledger(null, 510_010, new Shed(0, 0, 0, 0, 0, 0));
        Ledger ledger = new Ledger(
                none.source(),
                none.linktype(),
                none.seconds(),
                null,
                none.taken(),
                0,
                none.handled(),
                none.failed(),
                0,
                0,
                0,
                10_000,
                none.shed(),
                0,
                none.incidents(),
                none.age(),
                none.service(),
                none.queue(),
                none.workers());

        assertThat(Pulse.text(ledger, 1)).contains("queued 0  spooled 10,000  in flight 0");
    }

    @Test
    void shouldNotClaimDropsThatThePlatformDoesNotTell() {
        Ledger ledger = LedgerTableTest.ledger(new Kernel(5, Ledger.ABSENT, 0, 0), 500_010, new Shed(0, 0, 0, 0, 0, 0));

        assertThat(Pulse.text(ledger, 1)).doesNotContain("dropped");
    }
}
