package io.millrace.testbed;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.Ledger;
import org.junit.jupiter.api.Test;

class LedgerAssertTest {
    private static final Ledger.Percentiles NONE = new Ledger.Percentiles(0, 0, 0, 0);

    @Test
    void shouldAcceptALedgerThatBalances() {
        LedgerAssert.assertBalanced(ledger(new Ledger.Kernel(130, 20, 0, 10), 100, 79));
        LedgerAssert.assertBalanced(ledger(null, 100, 79));
        LedgerAssert.assertBalanced(ledger(new Ledger.Kernel(Ledger.ABSENT, 20, 0, 10), 100, 79));
    }

    @Test
    void shouldSayByHowMuchTheAccountsAreOff() {
        assertThatThrownBy(() -> LedgerAssert.assertBalanced(ledger(null, 100, 77)))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("taken is 100, but its accounts make 98: 2 too few there");
    }

    @Test
    void shouldSayByHowMuchTheKernelIsOff() {
        assertThatThrownBy(() -> LedgerAssert.assertBalanced(ledger(new Ledger.Kernel(130, 20, 0, 11), 100, 79)))
                .hasMessageStartingWith("kernel.received is 130, but dropped + taken + unread make 131: 1 too many");
    }

    /** Every account but handled holds a number of its own; they make 21. */
    private static Ledger ledger(Ledger.Kernel kernel, long taken, long handled) {
        Ledger.Shed shed = new Ledger.Shed(1, 1, 1, 1, 1);
        return new Ledger(
                "lo",
                "EN10MB",
                1,
                kernel,
                taken,
                handled,
                2,
                3,
                4,
                1,
                6,
                shed,
                NONE,
                NONE,
                new Ledger.Queue(0, 0),
                new Ledger.WorkerCount(0, 0));
    }
}
