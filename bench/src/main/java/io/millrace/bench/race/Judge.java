package io.millrace.bench.race;

import io.millrace.bench.rival.PassResult;

/** Refuses passes that did not do their work. */
final class Judge {
    private Judge() {}

    /**
     * A file is read whole, by everybody, and each packet is handled.
     *
     * @throws InvalidRaceException saying who did what instead
     */
    static void requireWhole(String label, PassResult result, long packets) {
        if (result.taken() != packets || result.handled() != packets) {
            throw new InvalidRaceException(label + " took " + result.taken() + " packets and handled "
                    + result.handled() + " (expected: " + packets + " each)");
        }
    }

    /**
     * Who promises order keeps it.
     *
     * @throws InvalidRaceException saying by how much it does not
     */
    static void requireOrder(String label, PassResult result) {
        if (result.disorder() != 0) {
            throw new InvalidRaceException(label + " handled " + result.disorder()
                    + " packets out of their flow's order, or two of a flow at a time (expected: none)");
        }
    }

    /**
     * Nobody handles more than was sent; whose books are said to balance must account for every packet that was sent.
     *
     * @throws InvalidRaceException saying by how much he is off
     */
    static void requireAccounts(String label, PassResult result, long sent, boolean balances) {
        long handled = result.handled() + result.discarded();
        if (handled > result.taken() || result.taken() > sent) {
            throw new InvalidRaceException(label + " handled " + result.handled() + " of " + result.taken()
                    + " packets taken, and " + sent + " were sent");
        }
        if (balances && (handled != result.taken() || result.taken() + result.kernelDropped() != sent)) {
            throw new InvalidRaceException(label + " accounts for " + handled + " of " + result.taken()
                    + " packets taken, and for " + (result.taken() + result.kernelDropped()) + " of " + sent + " sent");
        }
    }
}
