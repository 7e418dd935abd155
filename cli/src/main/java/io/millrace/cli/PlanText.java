package io.millrace.cli;

import io.millrace.CaptureBuilder;
import io.millrace.plan.Burst;
import io.millrace.plan.Distribution;
import io.millrace.plan.Forecast;
import io.millrace.plan.Forecast.Bottleneck;
import io.millrace.plan.Sizing;
import java.util.Locale;

/** A plan for people: whether it will do, what to set, what will happen, why, and the command line to copy. */
final class PlanText {
    /** What is rarer is told as never. */
    private static final double NEVER = 1e-6;

    private final StringBuilder out = new StringBuilder(2_048);
    private final Plan plan;
    private final Sizing sizing;
    private final Forecast forecast;

    private PlanText(Plan plan) {
        this.plan = plan;
        sizing = plan.sizing();
        forecast = plan.forecast();
    }

    static String text(Plan plan) {
        PlanText text = new PlanText(plan);
        text.verdict();
        text.settings();
        text.expectations();
        text.burst();
        text.reasons();
        text.command();
        return text.out.toString();
    }

    private void verdict() {
        String comes = Figures.rate(plan.demand().packetsPerSecond());
        String can = Figures.rate(forecast.capacityPerSecond());
        if (forecast.utilisation() >= 1) {
            line("This will not do: " + comes + " packets/s come, and " + bound() + " can handle " + can + ".");
            line(remedy());
        } else if (forecast.heaviestUtilisation() >= 1) {
            double one = 1 / plan.work().serviceSeconds();
            line("This will not do: the heaviest flow alone has " + Figures.rate(forecast.heaviestUtilisation() * one)
                    + " packets/s, and one worker at a time is in a flow, who can handle " + Figures.rate(one) + ".");
            line("If the order of its packets does not matter, --order none lets all workers at it.");
        } else if (forecast.burst() != null && forecast.burst().lostShare() >= NEVER) {
            line("This will do on average, but not in the burst: "
                    + percent(forecast.burst().lostShare()) + " of it is lost.");
            line(
                    sizing.ageLimitSeconds() == Sizing.NO_LIMIT
                            ? "It takes a faster handler, more workers or processors, or a longer queue than there may be."
                            : "It takes a faster handler, more workers or processors, or a higher age limit.");
        } else {
            line("This will do: " + comes + " packets/s come, and " + can + " can be handled: "
                    + percent(forecast.utilisation()) + " of that is used.");
        }
        out.append(System.lineSeparator());
    }

    private String bound() {
        return forecast.bottleneck() == Bottleneck.WORKERS
                ? Figures.count(sizing.workers()) + (sizing.workers() == 1 ? " worker" : " workers")
                : Figures.count(plan.machine().processors())
                        + (plan.machine().processors() == 1 ? " processor" : " processors");
    }

    private String remedy() {
        if (forecast.bottleneck() == Bottleneck.WORKERS && plan.advice().workers() > sizing.workers()) {
            return "More workers help: " + Figures.count(plan.advice().workers()) + " are about right.";
        }
        return "More workers do not help: it takes a faster handler, more processors, or less of what comes (a filter;"
                + " --overload sample).";
    }

    private void settings() {
        row(
                "workers",
                plan.workersWord(),
                "%s busy on average".formatted(Figures.rate(forecast.busyWorkers()))
                        + (plan.given() == null && !plan.work().computes()
                                ? "; the others are for when packets come unevenly"
                                : ""));
        row(
                "queue",
                Figures.bytes(sizing.queueBytes()),
                usual(sizing.queueBytes(), CaptureBuilder.DEFAULT_QUEUE_BYTES) + "holds "
                        + Figures.seconds(forecast.queueSeconds()) + " of packets while no handler returns");
        row(
                "kernel buffer",
                Figures.bytes(sizing.kernelBytes()),
                usual(sizing.kernelBytes(), CaptureBuilder.DEFAULT_KERNEL_BUFFER_BYTES)
                        + "holds " + Figures.seconds(forecast.kernelSeconds())
                        + (plan.demand().burst() == null ? "" : ", in the burst,")
                        + " while the capture thread does not run");
        boolean limited = sizing.ageLimitSeconds() != Sizing.NO_LIMIT;
        row(
                "overload",
                limited ? "max-age:" + PlanLine.duration(sizing.ageLimitSeconds()) : "drop-newest",
                limited
                        ? "no handler sees a packet that is older"
                        : "the default: what finds the queue full is shed; --max-age bounds the age");
        out.append(System.lineSeparator());
    }

    private static String usual(long bytes, long usual) {
        return bytes == usual ? "the default; " : "";
    }

    private void expectations() {
        Distribution age = forecast.age();
        line("  expected age     p50 " + age(age.percentile(0.5)) + "   p99 " + age(age.percentile(0.99)) + "   p99.9 "
                + age(age.percentile(0.999)));
        row(
                "expected loss",
                forecast.lostShare() < NEVER ? "none" : percent(forecast.lostShare()),
                forecast.lostShare() < NEVER ? "less than one packet in a million" : "of all packets, in the long run");
        row(
                "processors",
                percent(forecast.processorShare()),
                "of " + Figures.count(plan.machine().processors()));
    }

    /** An age that the limit cuts is told as the limit, whatever the grid makes of it. */
    private String age(double seconds) {
        return Figures.seconds(Math.min(seconds, sizing.ageLimitSeconds()));
    }

    private void burst() {
        Burst burst = plan.demand().burst();
        Forecast.Flood flood = forecast.burst();
        if (burst == null || flood == null) {
            return;
        }
        out.append(System.lineSeparator());
        line("  In a burst of " + Figures.rate(burst.packetsPerSecond()) + " packets/s for "
                + Figures.seconds(burst.seconds()) + ":");
        row(
                "waiting",
                Figures.rate(flood.peakPackets()),
                "packets at its end, " + Figures.bytes((long) flood.peakBytes()));
        row("age", Figures.seconds(flood.peakAgeSeconds()), "at the most");
        row("lost", flood.lostShare() < NEVER ? "none" : percent(flood.lostShare()), "of the burst");
        row(
                "worked off",
                flood.peakPackets() == 0 ? "at once" : Figures.seconds(flood.drainSeconds()),
                flood.peakPackets() == 0 ? "" : "after its end");
    }

    private void reasons() {
        out.append(System.lineSeparator());
        line("Why");
        line("  Packets: " + plan.rateFrom() + ".");
        line("  Handler: " + plan.serviceFrom() + ".");
        line(
                plan.work().computes()
                        ? "  It computes, so more workers than processors are of no use."
                        : "  It waits, so there is one worker for each packet in flight (rate x time, Little's law), and some more.");
        line("  The engine itself takes " + Figures.seconds(plan.work().overheadSeconds())
                + " of a processor for each packet.");
        line(
                "  Model: G/G/c whose waits have a limit (Erlang C, stretched for uneven arrivals and times: Allen and Cunneen);");
        line("  blocks of up to " + Figures.seconds(plan.machine().blockSeconds())
                + " before it; each flow by itself; a burst is a fluid. Not in it: pauses of the machine,");
        line("  and handlers that hold each other up (a lock, a pool of connections).");
    }

    private void command() {
        out.append(System.lineSeparator());
        line(PlanLine.of(plan));
    }

    private static String percent(double share) {
        double percent = share * 100;
        String form = percent >= 10 ? "%.0f%%" : percent >= 1 ? "%.1f%%" : percent >= 0.01 ? "%.2f%%" : "%.1g%%";
        return String.format(Locale.ROOT, form, percent);
    }

    private void row(String name, String value, String meaning) {
        line("  %-16s %-14s %s".formatted(name, value, meaning));
    }

    private void line(String text) {
        out.append(text.stripTrailing()).append(System.lineSeparator());
    }
}
