package io.millrace.cli;

import io.millrace.plan.Burst;
import io.millrace.plan.Distribution;
import io.millrace.plan.Forecast;
import io.millrace.plan.Sizing;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A plan for programs: one JSON object. What there is not, is absent; times in microseconds, shares from 0 to 1. */
final class PlanJson {
    private final StringBuilder out = new StringBuilder(1_024);

    private PlanJson() {}

    static String text(Plan plan) {
        PlanJson json = new PlanJson();
        json.begin("demand");
        json.number("packetsPerSecond", plan.demand().packetsPerSecond());
        json.number("variability", plan.demand().variability());
        json.number("meanBytes", plan.demand().meanBytes());
        json.number("heaviestShare", plan.demand().heaviestShare());
        json.end();
        json.begin("work");
        json.number("serviceMicros", plan.work().serviceSeconds() * 1e6);
        json.number("variability", plan.work().variability());
        json.number("processorMicros", plan.work().processorSeconds() * 1e6);
        json.number("overheadMicros", plan.work().overheadSeconds() * 1e6);
        json.end();
        json.begin("settings");
        json.string("workers", plan.workersWord());
        json.number("queueBytes", (double) plan.sizing().queueBytes());
        json.number("kernelBytes", (double) plan.sizing().kernelBytes());
        if (plan.sizing().ageLimitSeconds() != Sizing.NO_LIMIT) {
            json.number("maxAgeMicros", plan.sizing().ageLimitSeconds() * 1e6);
        }
        json.end();
        json.forecast(plan.forecast());
        json.burst(plan.demand().burst(), plan.forecast().burst());
        json.name("serves").append(plan.serves());
        json.string("command", PlanLine.of(plan));
        return "{" + json.out + "}" + System.lineSeparator();
    }

    private void forecast(Forecast forecast) {
        begin("forecast");
        string("bottleneck", forecast.bottleneck().name().toLowerCase(Locale.ROOT));
        number("capacityPerSecond", forecast.capacityPerSecond());
        number("utilisation", forecast.utilisation());
        number("heaviestUtilisation", forecast.heaviestUtilisation());
        number("busyWorkers", forecast.busyWorkers());
        number("processorShare", forecast.processorShare());
        number("waitShare", forecast.waitShare());
        number("lostShare", forecast.lostShare());
        number("queueSeconds", forecast.queueSeconds());
        number("kernelSeconds", forecast.kernelSeconds());
        Distribution age = forecast.age();
        begin("ageMicros");
        number("p50", age.percentile(0.5) * 1e6);
        number("p99", age.percentile(0.99) * 1e6);
        number("p999", age.percentile(0.999) * 1e6);
        end();
        end();
    }

    private void burst(@Nullable Burst burst, Forecast.@Nullable Flood flood) {
        if (burst == null || flood == null) {
            return;
        }
        begin("burst");
        number("packetsPerSecond", burst.packetsPerSecond());
        number("seconds", burst.seconds());
        number("peakPackets", flood.peakPackets());
        number("peakBytes", flood.peakBytes());
        number("peakAgeMicros", flood.peakAgeSeconds() * 1e6);
        number("lostShare", flood.lostShare());
        if (Double.isFinite(flood.drainSeconds())) {
            number("drainSeconds", flood.drainSeconds());
        }
        end();
    }

    private void begin(String name) {
        name(name).append('{');
    }

    private void end() {
        out.append('}');
    }

    /** Whole where it is whole, otherwise with six digits. */
    private void number(String name, double value) {
        BigDecimal rounded = BigDecimal.valueOf(value);
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
        name(name)
                .append((whole
                                ? rounded.setScale(0)
                                : rounded.round(new MathContext(6)).stripTrailingZeros())
                        .toPlainString());
    }

    private void string(String name, String value) {
        name(name).append(InfoText.quoted(value));
    }

    private StringBuilder name(String name) {
        boolean first = out.isEmpty() || out.charAt(out.length() - 1) == '{';
        return out.append(first ? "" : ",").append('"').append(name).append("\":");
    }
}
