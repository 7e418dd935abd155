package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.Ledger;
import io.millrace.Ledger.Incidents;
import io.millrace.Ledger.Kernel;
import io.millrace.Ledger.Percentiles;
import io.millrace.Ledger.Queue;
import io.millrace.Ledger.Shed;
import io.millrace.Ledger.WorkerCount;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LedgerTableTest {
    private static final Kernel KERNEL = new Kernel(1_000_123, 100, Ledger.ABSENT, 23);

    @Test
    void shouldShowWhereEveryPacketWent() {
        String text = LedgerTable.text(ledger(KERNEL, 1_000_000, new Shed(499_990, 0, 0, 0, 0, 0)));

        assertThat(text).isEqualToNormalizingNewlines("""
                eth0 (EN10MB), 12.3 s
                  kernel received         1,000,123
                    dropped                     100   < 0.1%
                    unread                       23   < 0.1%
                  taken                   1,000,000
                    handled                 500,000    50.0%
                    failed                       10   < 0.1%
                    shed                    499,990    50.0%
                      newest                499,990    50.0%
                    abandoned                     0
                  age       p50 830 us   p99 3.1 ms   p99.9 40.0 ms   max 2.4 s
                  handler   p50 1.1 ms   p99 1.2 ms   p99.9 2.0 ms   max 9.0 ms
                  queue     peak 12.5 MiB of 64.0 MiB
                  workers   peak 1,000
                  books     balanced
                """);
    }

    @Test
    void shouldLeaveOutWhatThePlatformDoesNotTell() {
        assertThat(LedgerTable.text(ledger(null, 500_010, new Shed(0, 0, 0, 0, 0, 0))))
                .doesNotContain("kernel")
                .doesNotContain("device");
        assertThat(LedgerTable.text(ledger(new Kernel(500_010, 0, 7, 0), 500_010, new Shed(0, 0, 0, 0, 0, 0))))
                .containsPattern("device dropped +7\\R");
    }

    @Test
    void shouldSayWhenTheBooksDoNotBalance() {
        assertThat(LedgerTable.text(ledger(KERNEL, 1_000_000, new Shed(1, 0, 0, 0, 0, 0))))
                .contains("NOT BALANCED");
    }

    static Ledger ledger(@Nullable Kernel kernel, long taken, Shed shed) {
        return new Ledger(
                "eth0",
                "EN10MB",
                12.34,
                kernel,
                taken,
                0,
                500_000,
                10,
                0,
                0,
                0,
                0,
                shed,
                0,
                new Incidents(0, 0, 0, 0),
                new Percentiles(830, 3_100, 40_000, 2_400_000),
                new Percentiles(1_100, 1_200, 2_000, 9_000),
                new Queue(13_107_200, 64 << 20),
                new WorkerCount(0, 1_000));
    }
}
