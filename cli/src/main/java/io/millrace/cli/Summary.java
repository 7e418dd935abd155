package io.millrace.cli;

import io.millrace.Ledger;
import io.millrace.Ledger.Kernel;
import org.jspecify.annotations.Nullable;

/** The counts with which tcpdump ends a live capture. What the platform does not tell is left out. */
final class Summary {
    private final StringBuilder out = new StringBuilder();

    private Summary() {}

    /** The lines for a ledger; none for a savefile. */
    static String text(Ledger ledger) {
        @Nullable Kernel kernel = ledger.kernel();
        Summary summary = new Summary();
        if (kernel != null) {
            summary.line(ledger.taken(), "captured");
            summary.line(kernel.received(), "received by filter");
            summary.line(kernel.dropped(), "dropped by kernel");
            if (kernel.interfaceDropped() != 0) {
                summary.line(kernel.interfaceDropped(), "dropped by interface");
            }
        }
        return summary.out.toString();
    }

    /** A number of packets in words. */
    static String packets(long count) {
        return count + (count == 1 ? " packet" : " packets");
    }

    private void line(long count, String what) {
        if (count != Ledger.ABSENT) {
            out.append(packets(count)).append(' ').append(what).append(System.lineSeparator());
        }
    }
}
