package io.millrace.cli;

import io.millrace.cli.print.Names;
import io.millrace.cli.print.PacketPrinter;
import io.millrace.cli.print.Style;
import io.millrace.plan.Work;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** What a packet costs: told, or measured by running the handler. */
final class PlanWorkOptions {
    private static final Duration TRIAL = Duration.ofSeconds(3);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final double MOST_VARIATION = 1_000;

    private final CommandSpec spec;
    private final HandlerOptions handlers;
    private @Nullable String service;
    private boolean computes;

    PlanWorkOptions(Options options) {
        spec = options.spec();
        handlers = new HandlerOptions(options, "Run a handler for 3 s and take its times: " + Handlers.FORMS + ".");
        options.value(
                "--service",
                "D[,CV]",
                String.class,
                word -> service = word,
                "How long a handler takes on average, and the coefficient of variation of that (1 if not given).");
        options.flag(
                "--computes", given -> computes = given, "With --service: the handler computes. Without it, it waits.");
    }

    /** The cost, where it is from, and the handler for the command line. */
    record Told(Work work, String from, String handler) {}

    /**
     * Looks at what was told, and measures what was not.
     *
     * @param given packets to run the handler on; null for made-up ones
     * @param meanBytes how long these are
     */
    Told work(@Nullable Path given, String filter, double meanBytes, PrintWriter err)
            throws IOException, InterruptedException {
        String handler = handlers.typed();
        if ((handler == null) == (service == null)) {
            throw OptionNames.complaint(
                    spec,
                    "--service",
                    (handler == null ? "missing" : "beside --handler")
                            + " (expected: how long a handler takes; or --handler, to measure it)");
        }
        if (computes && service == null) {
            throw OptionNames.complaint(
                    spec, "--computes", "beside --handler (expected: with --service; it is measured)");
        }
        try (MadePackets made = MadePackets.of(meanBytes)) {
            return handler == null ? told(made.file()) : measured(handler, given, filter, made.file(), err);
        }
    }

    private Told told(Path made) throws InterruptedException {
        Work free = parseService(service == null ? "" : service);
        Work work = new Work(
                free.serviceSeconds(),
                free.variability(),
                free.processorSeconds(),
                EngineMeter.overheadSeconds(made, computes));
        String time = PlanLine.duration(work.serviceSeconds());
        String standIn = (computes ? "spin:" : "sleep:") + time;
        return new Told(
                work,
                "takes " + time + " as told, with a coefficient of variation of " + Math.sqrt(work.variability()) + "; "
                        + standIn + " stands in for yours below",
                standIn);
    }

    private Work parseService(String word) {
        int comma = word.indexOf(',');
        try {
            Duration time = Quantities.duration(comma < 0 ? word : word.substring(0, comma));
            double variation = comma < 0 ? 1 : Double.parseDouble(word.substring(comma + 1));
            if (time.isZero() || time.compareTo(LONGEST) > 0 || !(variation >= 0 && variation <= MOST_VARIATION)) {
                throw new IllegalArgumentException(word);
            }
            double seconds = time.toNanos() / 1e9;
            return new Work(seconds, variation * variation, computes ? seconds : 0, 0);
        } catch (IllegalArgumentException e) {
            throw OptionNames.complaint(
                    spec,
                    "--service",
                    word + " (expected: a duration up to 1h, and perhaps a coefficient of variation up to 1000: 1ms or"
                            + " 1ms,0.5)");
        }
    }

    private Told measured(String word, @Nullable Path given, String filter, Path made, PrintWriter err)
            throws IOException, InterruptedException {
        Object named = handlers.named(word, PlanWorkOptions::printer);
        err.println("millrace: running " + word + " for " + TRIAL.toSeconds() + " s on "
                + (given == null ? "made-up packets" : given) + " …");
        err.flush();
        try {
            HandlerMeter.Times times = given == null
                    ? HandlerMeter.measure(named, made, "", TRIAL)
                    : HandlerMeter.measure(named, given, filter, TRIAL);
            double processor = times.meanSeconds() * times.processorShare();
            Work free = new Work(times.meanSeconds(), Math.min(times.variability(), 1e6), processor, 0);
            Work work = new Work(
                    free.serviceSeconds(),
                    free.variability(),
                    free.processorSeconds(),
                    EngineMeter.overheadSeconds(made, free.computes()));
            return new Told(work, times.text(), word);
        } finally {
            HandlerOptions.close(named);
        }
    }

    /** Names of hosts are looked up beside the handling, and made-up hosts have none. */
    private static PacketPrinter printer() {
        return new PacketPrinter(Style.PLAIN, () -> Names.NUMERIC);
    }
}
