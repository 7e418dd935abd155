package io.millrace.bench.race;

import io.millrace.bench.report.Figure;
import io.millrace.bench.report.RaceReport;
import io.millrace.bench.report.Table;
import io.millrace.bench.report.Target;
import io.millrace.bench.report.Unit;
import io.millrace.bench.rival.MillraceRival;
import io.millrace.bench.rival.MillraceSettings;
import io.millrace.bench.rival.PassResult;
import io.millrace.bench.rival.RivalSettings;
import io.millrace.bench.rival.Runner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** From the kernel's timestamp to the beginning of the handler. */
final class LatencyRace implements Race {
    private static final int FLOWS = 1_000;
    private static final int FRAME_BYTES = 64;
    private static final double MICROS = 1e3;
    private static final int WARM_UP_RATE = 100_000;
    private static final int IDLE_BEGIN_MILLIS = 1_000;

    private static final Target P50 =
            Target.ratioAtMost("p50", "p50 at most 1.5 times that of a callback in C in immediate mode", 1.5);
    private static final Target P99 =
            Target.ratioAtMost("p99", "p99 at most 2 times that of a callback in C in immediate mode", 2);
    private static final Target HALF =
            Target.atMost("half", "p99 at most 2 ms at half of the ceiling, in the default mode", 2, Unit.MILLIS);
    private static final Target IDLE =
            Target.atMost("idle", "an engine that waits takes at most 1 % of a core", 1, Unit.PERCENT);

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public String question() {
        return "How long is it from the kernel's timestamp to the beginning of the handler?";
    }

    @Override
    public void run(Track track, RaceReport report) throws IOException, InterruptedException {
        immediately(track, report);
        byDefault(track, report);
        idle(track, report);
    }

    private static void immediately(Track track, RaceReport report) throws IOException, InterruptedException {
        RivalSettings settings = RivalSettings.DEFAULTS.withImmediate(true);
        Contestant floor = Contestant.of("c-empty", track.rival("c-empty"), settings);
        List<Contestant> all = new ArrayList<>(List.of(
                floor,
                Contestant.millrace("fixed:2", MillraceSettings.fixed(2).with(settings.withWorkers(2))),
                Contestant.millrace(
                        "fixed:2, busy poll",
                        MillraceSettings.fixed(2).with(settings.withWorkers(2)).withBusyPoll()),
                Contestant.millrace(
                        "virtual:1000", MillraceSettings.virtual(1_000).with(settings.withWorkers(1_000))),
                Contestant.of("go", track.rival("go"), settings)));
        if (!track.isQuick()) {
            all.add(Contestant.of("c-recipe, 2 workers", track.rival("c-recipe"), settings.withWorkers(2)));
            all.add(Contestant.of("pcap4j-virtual", track.rival("pcap4j-virtual"), settings));
        }
        try (Field field = new Field(track, report, all)) {
            warmUp(track, field);
            for (int rate : track.isQuick() ? new int[] {10_000} : new int[] {1_000, 10_000}) {
                long packets = track.isQuick() ? rate / 2 : 3L * rate;
                Results results = field.live(new Traffic(FLOWS, FRAME_BYTES), packets, rate, track.size(3, 1));
                Table table = ages(report, "immediate mode, " + Unit.number(rate) + " packets/s", results);
                for (Contestant each : results.contestants()) {
                    if (each.isMillrace()) {
                        String subject = each.label() + ", " + Unit.number(rate) + "/s";
                        report.judge(P50, subject, results.ratio(each, floor, PassResult::ageP50Nanos));
                        report.judge(P99, subject, results.ratio(each, floor, PassResult::ageP99Nanos));
                    }
                }
                report.remark(table.title() + ": " + Unit.number(packets) + " packets in each pass");
            }
        }
    }

    /** At a thousand packets a second a virtual machine would compile nothing for a long time. */
    private static void warmUp(Track track, Field field) throws IOException, InterruptedException {
        for (int i = 0; i < track.size(3, 1); i++) {
            field.warmUp(new Traffic(FLOWS, FRAME_BYTES), track.size(150_000L, 40_000L), WARM_UP_RATE);
        }
    }

    private static void byDefault(Track track, RaceReport report) throws IOException, InterruptedException {
        track.say("looking for the ceiling");
        Traffic traffic = new Traffic(FLOWS, FRAME_BYTES);
        long ceiling = (long) track.wire().send(traffic, track.size(1_000_000L, 200_000L), 0);
        RivalSettings settings = RivalSettings.DEFAULTS;
        List<Contestant> all = List.of(
                Contestant.of("c-empty", track.rival("c-empty"), settings),
                Contestant.millrace(
                        "virtual:1000", MillraceSettings.virtual(1_000).with(settings.withWorkers(1_000))),
                Contestant.of("go", track.rival("go"), settings));
        try (Field field = new Field(track, report, all)) {
            warmUp(track, field);
            long packets = track.isQuick() ? ceiling / 4 : ceiling;
            Results results = field.live(traffic, packets, ceiling / 2, track.size(3, 1));
            Table ignored = ages(
                    report, "default mode, half of the ceiling: " + Unit.number(ceiling / 2) + " packets/s", results);
            for (Contestant each : results.contestants()) {
                if (each.isMillrace()) {
                    report.judge(HALF, each.label(), results.of(each, pass -> pass.ageP99Nanos() / 1e6));
                }
            }
        }
        report.remark(
                "In the default mode a block is handed over when it is full, or after a time: 1 ms with Millrace, 10 ms as the"
                        + " others are mostly set.");
    }

    private static Table ages(RaceReport report, String title, Results results) {
        Table table = report.table(title, "who", "p50 µs", "p99 µs", "most µs", "processor ns a packet");
        for (Contestant each : results.contestants()) {
            table.row(
                    each.label(),
                    results.of(each, pass -> pass.ageP50Nanos() / MICROS).text(),
                    results.of(each, pass -> pass.ageP99Nanos() / MICROS).text(),
                    Unit.number(results.of(each, pass -> pass.ageMaxNanos() / MICROS)
                            .median()),
                    Unit.number(results.of(each, PassResult::processorNanosPerPacket)
                            .median()));
        }
        return table;
    }

    /** What to open and to close takes is in both of two passes, of which one is longer. */
    private static void idle(Track track, RaceReport report) throws IOException, InterruptedException {
        MillraceSettings settings = MillraceSettings.virtual(1_000);
        track.say("waiting on an idle wire");
        try (Runner runner = new MillraceRival(settings).start(settings.common())) {
            double ignored = idle(track, runner, IDLE_BEGIN_MILLIS);
            double few = idle(track, runner, IDLE_BEGIN_MILLIS);
            int millis = track.size(10_000, 2_000);
            double many = idle(track, runner, IDLE_BEGIN_MILLIS + millis);
            double percent = Math.max(0, 100 * (many - few) / (millis * 1e6));
            report.table("an engine that waits", "who", "% of a core").row("millrace", Unit.number(percent));
            report.judge(IDLE, "", Figure.once(percent));
        }
    }

    private static double idle(Track track, Runner runner, int millis) throws IOException, InterruptedException {
        runner.live(track.wire().device());
        Thread.sleep(millis);
        PassResult result = runner.stop();
        return (double) result.userNanos() + result.systemNanos();
    }
}
