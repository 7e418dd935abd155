package io.millrace.bench.race;

import io.millrace.bench.report.Figure;
import io.millrace.bench.report.RaceReport;
import io.millrace.bench.report.Table;
import io.millrace.bench.report.Target;
import io.millrace.bench.report.Unit;
import io.millrace.bench.rival.MillraceSettings;
import io.millrace.bench.rival.PassResult;
import io.millrace.bench.rival.RivalSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Handlers that wait, as for a database: how many packets a second, how old they get, what each costs. */
final class WaitingRace implements Race {
    private static final int FLOWS = 50_000;
    private static final int FRAME_BYTES = 64;
    private static final double MICROS = 1e3;

    /**
     * The longest time that a block of packets is open: Millrace's own, and for rivals so that ages and costs can be
     * compared.
     */
    private static final int BLOCK_MILLIS = 1;

    /** Passes that everybody makes before those that count. */
    private static final int WARM_UPS = 3;

    private static final Target LOST = Target.atMost("lost", "nothing lost", 0, Unit.PACKETS);
    private static final Target SLEEP = Target.ratioAtMost(
            "bare-sleep", "at most 1.5 times the processor time of a virtual thread's bare sleep", 1.5);
    private static final Target AGE =
            Target.atMost("age", "p99 of the ages at most 5 ms at 200,000 a second", 5, Unit.MILLIS);
    private static final Target GO_PROCESSOR = Target.ratioAtMost("go-processor", "less processor time than Go", 1);
    private static final Target GO_AGE = Target.ratioAtMost("go-age", "p99 of the ages less than Go's", 1);
    private static final Target GO_MEMORY = Target.ratioAtMost("go-memory", "less memory than Go", 1);

    /** A load. */
    private record Load(int perSecond, int millis) {
        String text() {
            return Unit.number(perSecond) + "/s, " + millis + " ms";
        }
    }

    @Override
    public String name() {
        return "waiting";
    }

    @Override
    public String question() {
        return "What if the handler waits, for 1 ms or for 100?";
    }

    @Override
    public void run(Track track, RaceReport report) throws IOException, InterruptedException {
        List<Load> loads = track.isQuick()
                ? List.of(new Load(50_000, 1))
                : List.of(
                        new Load(50_000, 1),
                        new Load(100_000, 1),
                        new Load(200_000, 1),
                        new Load(400_000, 1),
                        new Load(50_000, 100));
        for (Load load : loads) {
            run(track, report, load);
        }
        report.remark(
                "The bare sleep: as many virtual threads as are in flight at this rate, which do nothing but sleep, alone on the"
                        + " machine. Everybody takes blocks of packets that are open for " + BLOCK_MILLIS
                        + " ms at the most.");
    }

    private static void run(Track track, RaceReport report, Load load) throws IOException, InterruptedException {
        long packets = track.isQuick() ? load.perSecond / 2 : 2L * load.perSecond;
        RivalSettings settings =
                RivalSettings.DEFAULTS.withTimeout(BLOCK_MILLIS).sleeping(load.millis * 1_000L);
        Contestant virtual = Contestant.millrace(
                "virtual:10000", MillraceSettings.virtual(10_000).with(settings.withWorkers(10_000)));
        Contestant auto = Contestant.millrace("auto", MillraceSettings.auto().with(settings.withWorkers(10_000)));
        Contestant go = Contestant.of("go", track.rival("go"), settings);
        List<Contestant> all = new ArrayList<>(List.of(virtual, auto, go));
        if (!track.isQuick() && load.millis == 1 && (load.perSecond == 50_000 || load.perSecond == 200_000)) {
            all.add(Contestant.of("naive-ffm", track.rival("naive-ffm"), settings));
            all.add(Contestant.of("pcap4j-virtual", track.rival("pcap4j-virtual"), settings));
            all.add(Contestant.of("c-recipe, 256 workers", track.rival("c-recipe"), settings.withWorkers(256)));
        }
        track.say("bare sleep, " + load.text());
        Figure bare = BareSleep.measure(
                load.perSecond / 1_000 * load.millis, load.millis * 1_000L, track.size(3, 1), track.size(2_000, 500));
        try (Field field = new Field(track, report, all)) {
            Traffic traffic = new Traffic(FLOWS, FRAME_BYTES);
            for (int i = 0; i < track.size(WARM_UPS, 0); i++) {
                field.warmUp(traffic, packets, load.perSecond);
            }
            Results results = field.live(traffic, packets, load.perSecond, track.size(3, 1));
            enter(report, results, load, packets, bare);
            for (Contestant ours : List.of(virtual, auto)) {
                judge(report, results, ours, go, load, packets, bare);
            }
        }
    }

    private static void enter(RaceReport report, Results results, Load load, long packets, Figure bare) {
        Table table = report.table(
                load.text() + ", " + Unit.number(FLOWS) + " flows",
                "who",
                "processor ns a packet",
                "times a bare sleep",
                "age p50 µs",
                "age p99 µs",
                "lost %",
                "memory MiB");
        table.row("a bare sleep", bare.text(), "1", "-", "-", "-", "-");
        for (Contestant each : results.contestants()) {
            Figure processor = results.of(each, PassResult::processorNanosPerPacket);
            table.row(
                    each.label(),
                    processor.text(),
                    Unit.number(processor.median() / bare.median()),
                    results.of(each, pass -> pass.ageP50Nanos() / MICROS).text(),
                    results.of(each, pass -> pass.ageP99Nanos() / MICROS).text(),
                    results.of(each, pass -> 100.0 * (packets - pass.handled()) / packets)
                            .text(),
                    results.mebibytes(each));
        }
    }

    private static void judge(
            RaceReport report, Results results, Contestant ours, Contestant go, Load load, long packets, Figure bare) {
        String subject = ours.label() + ", " + load.text();
        report.judge(LOST, subject, Figure.once((double) results.sum(ours, pass -> packets - pass.handled())));
        Figure processor = results.of(ours, PassResult::processorNanosPerPacket);
        report.judge(
                SLEEP,
                subject,
                new Figure(
                        processor.median() / bare.median(),
                        processor.low() / bare.median(),
                        processor.high() / bare.median()));
        if (load.perSecond == 200_000) {
            report.judge(AGE, subject, results.of(ours, pass -> pass.ageP99Nanos() / 1e6));
        }
        if (results.has(go)) {
            againstGo(report, results, ours, go, subject, GO_PROCESSOR, PassResult::processorNanosPerPacket);
            againstGo(report, results, ours, go, subject, GO_AGE, PassResult::ageP99Nanos);
            againstGo(report, results, ours, go, subject, GO_MEMORY, PassResult::rssKib);
        }
    }

    private static void againstGo(
            RaceReport report,
            Results results,
            Contestant ours,
            Contestant go,
            String subject,
            Target target,
            ToDoubleFunction<PassResult> figure) {
        report.judge(target, subject, results.ratio(ours, go, figure));
    }
}
