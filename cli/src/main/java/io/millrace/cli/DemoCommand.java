package io.millrace.cli;

import io.millrace.Capture;
import io.millrace.Device;
import io.millrace.Ledger;
import io.millrace.Workers;
import io.millrace.afpacket.RingCounts;
import io.millrace.cli.Comparison.TextbookResult;
import io.millrace.testbed.OwnNetwork;
import io.millrace.testbed.VethPair;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code millrace demo}: what Millrace is for, in a network of its own, beside what every textbook does. */
final class DemoCommand implements Callable<Integer> {
    private static final Duration WORK = Duration.ofMillis(1);
    private static final int WORKERS = 1_000;
    private static final int FLOWS = 1_000;
    private static final int SETTLE_MILLIS = 50;
    private static final long MAX_RATE = 10_000_000;
    private static final Duration LEAST_DURATION = Duration.ofMillis(100);
    private static final Duration MOST_DURATION = Duration.ofHours(1);

    private final CommandSpec spec;
    private long rate = 100_000;
    private Duration duration = Duration.ofSeconds(5);

    DemoCommand(Options options) {
        spec = options.spec();
        options.describe(
                "See what this is for: captures generated traffic through a slow handler. Needs no privileges.");
        options.value("--rate", "PPS", Long.class, word -> rate = word, "Packets a second; default: " + rate + ".");
        options.value("--duration", "D", Duration.class, word -> duration = word, "How long; default: 5s.");
        options.helpAndVersion("-V, --version");
    }

    @Override
    public Integer call() throws Exception {
        requireSensible();
        if (!OwnNetwork.isOwn()) {
            return Rerun.inOwnNetwork();
        }
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "%,d packets/s in %,d flows for %.0f s; each is handled for 1 ms, by Millrace with up to %,d virtual"
                        + " threads%nand, beside it, on the capture thread as the textbooks have it.%n",
                rate,
                FLOWS,
                duration.toMillis() / 1e3,
                WORKERS);
        out.flush();
        try (VethPair wire = VethPair.create("mill0", "mill1")) {
            Comparison comparison = race(wire);
            out.println();
            out.print(comparison.text());
            out.println();
            out.print(LedgerTable.text(comparison.millrace()));
            out.flush();
        }
        return 0;
    }

    private void requireSensible() {
        if (rate < 1 || rate > MAX_RATE) {
            throw OptionNames.complaint(spec, "--rate", rate + " (expected: 1 to " + MAX_RATE + ")");
        }
        if (duration.compareTo(LEAST_DURATION) < 0 || duration.compareTo(MOST_DURATION) > 0) {
            throw OptionNames.complaint(spec, "--duration", duration.toMillis() + "ms (expected: 100ms to 1h)");
        }
    }

    private Comparison race(VethPair wire) throws InterruptedException {
        long packets = Math.max(1, rate * duration.toMillis() / 1_000);
        Capture capture = Capture.from(Device.named(wire.right()))
                .workers(Workers.virtual(WORKERS))
                .rehearsal(EngineOptions.REHEARSAL)
                .start(packet -> Thread.sleep(WORK));
        TextbookResult result;
        long sent;
        try (capture;
                Textbook textbook = Textbook.start(wire.right(), WORK, (int) Math.min(packets, 1 << 20))) {
            Traffic traffic = Traffic.start(wire.left(), FLOWS, rate, packets);
            try (Ending _ = Ending.onSignal(traffic::stop);
                    LiveLine _ = LiveLine.of(() -> live(capture.ledger(), traffic, textbook), false)) {
                sent = traffic.join();
                Thread.sleep(SETTLE_MILLIS); // the last block of the ring is handed over a little later
                textbook.stop();
                capture.stop();
                capture.join();
            }
            result = result(textbook);
        }
        return new Comparison(sent, capture.ledger(), result);
    }

    private static String live(Ledger ledger, Traffic traffic, Textbook textbook) {
        return String.format(
                Locale.ROOT,
                "sent %,d | Millrace: handled %,d, waiting %,d, p99 age %s | textbook: handled %,d, dropped %,d",
                traffic.sent(),
                ledger.handled(),
                ledger.queued() + ledger.inFlight(),
                Figures.micros(ledger.age().p99()),
                textbook.handled(),
                textbook.counts().dropped());
    }

    private static TextbookResult result(Textbook textbook) {
        RingCounts counts = textbook.counts();
        return new TextbookResult(
                counts.received(),
                counts.dropped(),
                textbook.handled(),
                counts.unread(),
                textbook.ageMicros(0.5),
                textbook.ageMicros(0.99));
    }
}
