package io.millrace.cli;

import io.millrace.Ledger;
import io.millrace.Ledger.Kernel;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a running capture looks like now, in one line. Belongs to the thread that asks: rates need the last snapshot. */
final class Pulse implements Supplier<String> {
    private final Supplier<Ledger> ledgers;
    private long lastTaken;
    private long lastNanos = System.nanoTime();

    Pulse(Supplier<Ledger> ledgers) {
        this.ledgers = ledgers;
    }

    @Override
    public String get() {
        Ledger ledger = ledgers.get();
        long nanos = System.nanoTime();
        double rate = (ledger.taken() - lastTaken) * 1e9 / Math.max(1, nanos - lastNanos);
        lastTaken = ledger.taken();
        lastNanos = nanos;
        return text(ledger, Math.round(rate));
    }

    static String text(Ledger ledger, long packetsPerSecond) {
        return String.format(
                Locale.ROOT,
                "%.0f s  %,d/s  queued %,d%s  in flight %,d%s  shed %,d  p99 age %s  workers %,d",
                ledger.seconds(),
                packetsPerSecond,
                ledger.queued(),
                spooled(ledger.spooled()),
                ledger.inFlight(),
                dropped(ledger.kernel()),
                ledger.shed().total(),
                Figures.micros(ledger.age().p99()),
                ledger.workers().now());
    }

    private static String spooled(long packets) {
        return packets == 0 ? "" : "  spooled " + Figures.count(packets);
    }

    private static String dropped(@Nullable Kernel kernel) {
        if (kernel == null || kernel.dropped() == Ledger.ABSENT) {
            return "";
        }
        return "  dropped " + Figures.count(kernel.dropped());
    }
}
