package io.millrace.testbed;

import io.millrace.Ledger;

/** Asserts that a ledger balances, and says by how much it does not. */
public final class LedgerAssert {
    private LedgerAssert() {}

    /**
     * Checks both identities, the kernel's where the platform tells its terms; and that nothing waits in a final ledger.
     *
     * @throws AssertionError naming the side that is off
     */
    public static void assertBalanced(Ledger ledger) {
        long accounts = ledger.handled()
                + ledger.failed()
                + ledger.shed().total()
                + ledger.abandoned()
                + ledger.queued()
                + ledger.inFlight()
                + ledger.spooled();
        check("taken + resumed", ledger.taken() + ledger.resumed(), "its accounts", accounts, ledger);
        Ledger.Kernel kernel = ledger.kernel();
        if (kernel != null && kernel.received() != Ledger.ABSENT && kernel.unread() != Ledger.ABSENT) {
            long known = kernel.dropped() + ledger.taken() + kernel.unread();
            check("kernel.received", kernel.received(), "dropped + taken + unread", known, ledger);
            check("what may wait at the end", 0, "queued + inFlight", ledger.queued() + ledger.inFlight(), ledger);
        }
        if (!ledger.balanced()) {
            throw new AssertionError("the ledger says that it is not balanced, but it is: " + ledger);
        }
    }

    private static void check(String name, long whole, String parts, long sum, Ledger ledger) {
        if (whole != sum) {
            String off = whole > sum ? (whole - sum) + " too few" : (sum - whole) + " too many";
            throw new AssertionError(
                    name + " is " + whole + ", but " + parts + " make " + sum + ": " + off + " there; " + ledger);
        }
    }
}
