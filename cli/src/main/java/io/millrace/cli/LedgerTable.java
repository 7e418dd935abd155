package io.millrace.cli;

import io.millrace.Ledger;
import io.millrace.Ledger.Kernel;
import io.millrace.Ledger.Percentiles;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A ledger for people: where every packet went, from the kernel to its handler. Accounts that are absent are left out. */
final class LedgerTable {
    private final StringBuilder out = new StringBuilder(1024);

    private LedgerTable() {}

    static String text(Ledger ledger) {
        LedgerTable table = new LedgerTable();
        table.head(ledger);
        table.kernel(ledger.kernel());
        table.fates(ledger);
        table.times("age", ledger.age());
        table.times("handler", ledger.service());
        table.means(ledger);
        table.line("books", ledger.balanced() ? "balanced" : "NOT BALANCED: please report this");
        return table.out.toString();
    }

    private void head(Ledger ledger) {
        out.append(
                String.format(Locale.ROOT, "%s (%s), %.1f s%n", ledger.source(), ledger.linktype(), ledger.seconds()));
    }

    private void kernel(@Nullable Kernel kernel) {
        if (kernel == null) {
            return;
        }
        account("kernel received", kernel.received(), 0);
        account("  dropped", kernel.dropped(), kernel.received());
        account("  unread", kernel.unread(), kernel.received());
        account("device dropped", kernel.interfaceDropped(), 0);
    }

    private void fates(Ledger ledger) {
        long taken = ledger.taken() + ledger.resumed();
        account("taken", ledger.taken(), 0);
        ifAny("resumed", ledger.resumed(), 0);
        ifAny("  of it truncated", ledger.truncated(), taken);
        account("  handled", ledger.handled(), taken);
        ifAny("    not written", ledger.incidents().unwritten(), taken);
        account("  failed", ledger.failed(), taken);
        ifAny("    dead letters", ledger.incidents().deadLettered(), taken);
        account("  shed", ledger.shed().total(), taken);
        ifAny("    newest", ledger.shed().newest(), taken);
        ifAny("    oldest", ledger.shed().oldest(), taken);
        ifAny("    aged", ledger.shed().aged(), taken);
        ifAny("    codel", ledger.shed().codel(), taken);
        ifAny("    sampled", ledger.shed().sampled(), taken);
        ifAny("    lost in spool", ledger.shed().spool(), taken);
        account("  abandoned", ledger.abandoned(), taken);
        ifAny("  queued", ledger.queued(), taken);
        ifAny("  in flight", ledger.inFlight(), taken);
        ifAny("  spooled", ledger.spooled(), taken);
        ifAny("calls stuck", ledger.incidents().stuck(), 0);
        ifAny("retried", ledger.incidents().retried(), 0);
    }

    private void ifAny(String name, long packets, long whole) {
        if (packets != 0) {
            account(name, packets, whole);
        }
    }

    private void account(String name, long packets, long whole) {
        if (packets != Ledger.ABSENT) {
            String share = packets == 0 ? "" : Figures.share(packets, whole);
            String line = String.format(Locale.ROOT, "  %-18s%15s%9s", name, Figures.count(packets), share);
            out.append(line.stripTrailing()).append(System.lineSeparator());
        }
    }

    private void times(String name, Percentiles times) {
        line(
                name,
                "p50 " + Figures.micros(times.p50()) + "   p99 " + Figures.micros(times.p99()) + "   p99.9 "
                        + Figures.micros(times.p999()) + "   max " + Figures.micros(times.max()));
    }

    private void means(Ledger ledger) {
        line(
                "queue",
                "peak " + Figures.bytes(ledger.queue().peakBytes()) + " of "
                        + Figures.bytes(ledger.queue().limitBytes()));
        line("workers", "peak " + Figures.count(ledger.workers().peak()));
    }

    private void line(String name, String text) {
        out.append(String.format(Locale.ROOT, "  %-10s%s%n", name, text));
    }
}
