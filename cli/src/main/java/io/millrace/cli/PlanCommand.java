package io.millrace.cli;

import io.millrace.CaptureBuilder;
import io.millrace.Overload;
import io.millrace.Workers;
import io.millrace.plan.Forecast;
import io.millrace.plan.Machine;
import io.millrace.plan.Sizing;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code millrace plan}: how many workers, how much queue and buffer, and what will happen then. */
final class PlanCommand implements Callable<Integer> {
    private static final int MOST_PROCESSORS = 1 << 16;

    private final CommandSpec spec;
    private final PlanDemandOptions demandOptions;
    private final PlanWorkOptions workOptions;
    private @Nullable Duration maxAge;
    private @Nullable Workers workers;
    private @Nullable Integer processors;
    private boolean immediate;
    private boolean json;
    private List<String> filter = List.of();

    PlanCommand(Options options) {
        spec = options.spec();
        options.describe(
                "Size a capture: workers, queue, kernel buffer, and the ages and losses to expect.",
                "",
                "What is not told is measured: the rate with -i or -r, the handler's time with --handler.",
                "Example: millrace plan --rate 20000 --service 1ms --burst 200000,1s --max-age 200ms",
                "Example: millrace plan -i eth0 --handler Slow.java udp port 53");
        demandOptions = new PlanDemandOptions(options);
        workOptions = new PlanWorkOptions(options);
        options.value(
                "--max-age",
                "D",
                Duration.class,
                word -> maxAge = word,
                "No handler shall see a packet that is older; it is shed instead.");
        options.value(
                "--workers",
                "N|fixed:N|virtual:N|auto",
                Workers.class,
                word -> workers = word,
                "What if there were so many workers? Without it, as many as serve.");
        options.value(
                "--processors",
                "N",
                Integer.class,
                word -> processors = word,
                "Plan for a machine with so many processors, each as fast as one of this machine.");
        options.flag(
                "--immediate-mode", given -> immediate = given, "Packets are delivered as they come, not in blocks.");
        options.flag("--json", given -> json = given, "One JSON object instead of text.");
        options.words(0, "FILTER", words -> filter = words, "Which packets, in libpcap's language.");
        options.helpAndVersion("-V, --version");
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter err = spec.commandLine().getErr();
        double limit = ageLimitSeconds();
        Machine machine = machine();
        String expression = String.join(" ", filter);
        PlanDemandOptions.Told demand = demandOptions.demand(expression, err);
        PlanWorkOptions.Told work = workOptions.work(
                demandOptions.packets(), expression, demand.demand().meanBytes(), err);
        Sizing least =
                new Sizing(1, CaptureBuilder.DEFAULT_QUEUE_BYTES, CaptureBuilder.DEFAULT_KERNEL_BUFFER_BYTES, limit);
        Sizing advice = Plan.sizing(demand.demand(), work.work(), machine, least, null);
        Sizing sizing = bounded(Plan.sizing(demand.demand(), work.work(), machine, least, workers));
        Plan plan = new Plan(
                demand.demand(),
                demand.from(),
                work.work(),
                work.from(),
                work.handler(),
                machine,
                workers,
                advice,
                sizing,
                Forecast.of(demand.demand(), work.work(), machine, sizing),
                source(),
                filter);
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? PlanJson.text(plan) : PlanText.text(plan));
        out.flush();
        return 0;
    }

    /** No more than a capture takes. */
    private static Sizing bounded(Sizing sizing) {
        return new Sizing(
                sizing.workers(),
                Math.min(sizing.queueBytes(), CaptureBuilder.MAX_QUEUE_BYTES),
                Math.min(sizing.kernelBytes(), CaptureBuilder.MAX_QUEUE_BYTES),
                sizing.ageLimitSeconds());
    }

    private double ageLimitSeconds() {
        if (maxAge == null) {
            return Sizing.NO_LIMIT;
        }
        try {
            Overload checked = Overload.maxAge(maxAge);
            return checked instanceof Overload.MaxAge age ? age.limit().toNanos() / 1e9 : Sizing.NO_LIMIT;
        } catch (IllegalArgumentException e) {
            throw OptionNames.complaint(spec, "--max-age", Complaint.oneLine(e).replaceFirst("^max-age: ", ""));
        }
    }

    private Machine machine() {
        Machine machine = Machine.here();
        if (processors != null) {
            if (processors < 1 || processors > MOST_PROCESSORS) {
                throw OptionNames.complaint(
                        spec, "--processors", processors + " (expected: 1 to " + MOST_PROCESSORS + ")");
            }
            machine = machine.withProcessors(processors);
        }
        return immediate ? machine.immediate() : machine;
    }

    private List<String> source() {
        List<String> words = new ArrayList<>(demandOptions.source());
        if (immediate) {
            words.add("--immediate-mode");
        }
        return words;
    }
}
