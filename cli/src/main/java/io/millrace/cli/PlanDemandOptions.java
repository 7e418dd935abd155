package io.millrace.cli;

import io.millrace.Capture;
import io.millrace.CaptureBuilder;
import io.millrace.CaptureException;
import io.millrace.Device;
import io.millrace.Order;
import io.millrace.Workers;
import io.millrace.plan.Burst;
import io.millrace.plan.Demand;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Which packets a capture is planned for: told, or measured on a device or in a savefile. */
final class PlanDemandOptions {
    private static final Duration USUAL_MEASURE = Duration.ofSeconds(10);
    private static final Duration LONGEST_MEASURE = Duration.ofHours(1);
    private static final long MOST_PER_SECOND = 1_000_000_000;

    private final CommandSpec spec;
    private @Nullable Long rate;
    private @Nullable String device;
    private @Nullable Path file;
    private Duration measure = USUAL_MEASURE;
    private @Nullable String burst;
    private @Nullable Long length;
    private @Nullable Long flows;

    PlanDemandOptions(Options options) {
        spec = options.spec();
        options.value(
                "--rate", "PPS", Long.class, word -> rate = word, "Packets a second. Without it they are measured.");
        options.value(
                "-i, --interface",
                "DEV",
                String.class,
                word -> device = word,
                "The device, or its number in the list of `capture -D`; measured, unless --rate is given.");
        options.value(
                "-r",
                "FILE",
                Path.class,
                word -> file = word,
                "A savefile: measured by its timestamps, unless --rate is given, and what --handler is run on.");
        options.value(
                "--measure",
                "D",
                Duration.class,
                word -> measure = word,
                "How long the device is measured. Default: 10s.");
        options.value(
                "--burst",
                "PPS,D",
                String.class,
                word -> burst = word,
                "A burst that nothing shall be lost of: how many packets a second, for how long.");
        options.value(
                "--length",
                "BYTES",
                Long.class,
                word -> length = word,
                "Bytes kept of a packet, on average. Default: 512.");
        options.value(
                "--flows",
                "N",
                Long.class,
                word -> flows = word,
                "How many flows there are at a time: packets of one wait for each other. Default: many.");
    }

    /** Packets for a handler to be tried on; null if they are to be made up. */
    @Nullable
    Path packets() {
        return file;
    }

    /** How {@code capture} is told of the device. */
    List<String> source() {
        return device == null ? List.of() : List.of("-i", device);
    }

    /** The demand, and where it is from. */
    record Told(Demand demand, String from) {}

    /** Looks at what was told, and measures what was not. */
    Told demand(String filter, PrintWriter err) throws InterruptedException {
        requireBetween("--rate", rate, 1, MOST_PER_SECOND);
        requireBetween("--length", length, 1, CaptureBuilder.MAX_SNAPLEN);
        requireBetween("--flows", flows, 1, Long.MAX_VALUE);
        Burst told = burst == null ? null : parseBurst(burst);
        if (rate != null) {
            return given(rate, told);
        }
        if (measure.compareTo(Duration.ofMillis(100)) < 0 || measure.compareTo(LONGEST_MEASURE) > 0) {
            throw OptionNames.complaint(spec, "--measure", measure.toMillis() + "ms (expected: 100ms to 1h)");
        }
        if (device != null) {
            String name = NumberedDevices.named(device);
            err.println("millrace: measuring " + name + " for " + PlanLine.duration(measure.toNanos() / 1e9) + " …");
            err.flush();
            TrafficMeter meter = measured(Capture.from(Device.named(name)).duration(measure), filter);
            return told(meter, measure.toNanos() / 1e9, "measured on " + name, told);
        }
        if (file != null) {
            TrafficMeter meter = measured(Capture.from(file), filter);
            return told(meter, meter.seconds(), "of " + file, told);
        }
        throw OptionNames.complaint(
                spec, "--rate", "missing (expected: packets a second; or -i DEV or -r FILE, where they are measured)");
    }

    private Told given(long perSecond, @Nullable Burst told) {
        long bytes = length == null ? 512 : length;
        Demand demand = new Demand(perSecond, 1, bytes, flows == null ? Demand.MANY_FLOWS : flows, 0, told);
        return new Told(
                demand,
                "as told; each comes regardless of the others, %s bytes long%s, of %s flows%s"
                        .formatted(
                                Figures.count(bytes),
                                length == null ? " (assumed)" : "",
                                flows == null ? "many" : Figures.count(flows),
                                flows == null ? " (assumed)" : ""));
    }

    private static TrafficMeter measured(CaptureBuilder builder, String filter) throws InterruptedException {
        TrafficMeter meter = new TrafficMeter();
        try (Capture capture = builder.filter(filter)
                .workers(Workers.fixed(1))
                .order(Order.SERIAL)
                .start(meter)) {
            capture.join();
        }
        return meter;
    }

    private Told told(TrafficMeter meter, double seconds, String from, @Nullable Burst toldBurst) {
        if (meter.packets() == 0 || seconds <= 0) {
            throw new CaptureException("too few packets " + from + ": " + meter.packets()
                    + "; measure for longer, or tell the rate with --rate");
        }
        Burst found = toldBurst == null ? meter.burst() : toldBurst;
        Demand demand = new Demand(
                Math.clamp(meter.packets() / seconds, Demand.LEAST_PER_SECOND, Demand.MOST_PER_SECOND),
                meter.variability(),
                length == null ? Math.max(1, meter.meanBytes()) : length,
                flows == null ? meter.flows() : flows,
                flows == null ? meter.heaviestShare() : 0,
                found);
        return new Told(demand, from + ": " + meter.text());
    }

    private Burst parseBurst(String word) {
        int comma = word.indexOf(',');
        try {
            long perSecond = Long.parseLong(word.substring(0, Math.max(comma, 0)));
            Duration time = Quantities.duration(word.substring(comma + 1));
            return new Burst(perSecond, time.toNanos() / 1e9);
        } catch (IllegalArgumentException e) {
            throw OptionNames.complaint(
                    spec,
                    "--burst",
                    word + " (expected: packets a second and a duration up to a day, such as 200000,1s)");
        }
    }

    private void requireBetween(String option, @Nullable Long value, long least, long most) {
        if (value != null && (value < least || value > most)) {
            String expected =
                    most == Long.MAX_VALUE ? "at least " + least : String.format(Locale.ROOT, "%d to %d", least, most);
            throw OptionNames.complaint(spec, option, value + " (expected: " + expected + ")");
        }
    }
}
