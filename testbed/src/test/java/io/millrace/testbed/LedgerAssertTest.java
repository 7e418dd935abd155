package io.millrace.testbed;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.Ledger;
import org.junit.jupiter.api.Test;

class LedgerAssertTest {
    private static final Ledger.Percentiles NONE = new Ledger.Percentiles(0, 0, 0, 0);

    @Test
    void shouldAcceptALedgerThatBalances() {
        LedgerAssert.assertBalanced(ledger(new Ledger.Kernel(130, 20, 0, 10), 100, 84, 0, 0));
        LedgerAssert.assertBalanced(ledger(null, 100, 79, 4, 1));
        LedgerAssert.assertBalanced(ledger(new Ledger.Kernel(Ledger.ABSENT, 20, 0, 10), 100, 79, 4, 1));
    }

    @Test
    void shouldSayByHowMuchTheAccountsAreOff() {
        assertThatThrownBy(() -> LedgerAssert.assertBalanced(ledger(null, 100, 77, 4, 1)))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("taken + resumed is 101, but its accounts make 99: 2 too few there");
    }

    @Test
    void shouldSayByHowMuchTheKernelIsOff() {
        assertThatThrownBy(() -> LedgerAssert.assertBalanced(ledger(new Ledger.Kernel(130, 20, 0, 11), 100, 84, 0, 0)))
                .hasMessageStartingWith("kernel.received is 130, but dropped + taken + unread make 131: 1 too many");
    }

    @Test
    void shouldNotAcceptAFinalLedgerWithPacketsThatStillWait() {
        assertThatThrownBy(() -> LedgerAssert.assertBalanced(ledger(new Ledger.Kernel(130, 20, 0, 10), 100, 83, 1, 0)))
                .hasMessageStartingWith("what may wait at the end is 0, but queued + inFlight make 1");
    }

    /** The accounts that are not given make 16. */
    private static Ledger ledger(Ledger.Kernel kernel, long taken, long handled, long queued, long inFlight) {
        Ledger.Shed shed = new Ledger.Shed(1, 1, 1, 1, 1, 1);
        return new Ledger(
                "lo",
                "EN10MB",
                1,
                kernel,
                taken,
                1,
                handled,
                2,
                3,
                queued,
                inFlight,
                6,
                shed,
                0,
                new Ledger.Incidents(0, 0, 0, 0),
                NONE,
                NONE,
                new Ledger.Queue(0, 0),
                new Ledger.WorkerCount(0, 0));
    }
}
