package io.millrace.bench.race;

import io.millrace.bench.report.Figure;
import io.millrace.bench.report.RaceReport;
import io.millrace.bench.report.Table;
import io.millrace.bench.report.Target;
import io.millrace.bench.report.Unit;
import io.millrace.bench.rival.FlowFile;
import io.millrace.bench.rival.MillraceSettings;
import io.millrace.bench.rival.PassResult;
import io.millrace.bench.rival.RivalSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Handlers that compute: how much of the machine they get. */
final class ComputingRace implements Race {
    private static final int FLOWS = 10_000;
    private static final int FRAME_BYTES = 64;

    private static final Target SHARE = Target.ratioAtLeast(
            "share", "at least 0.95 of what all cores could do, if they did nothing but to handle", 0.95);

    @Override
    public String name() {
        return "computing";
    }

    @Override
    public String question() {
        return "What if the handler computes, for 5, 20 or 100 µs: how much of the cores does it get?";
    }

    @Override
    public void run(Track track, RaceReport report) throws IOException, InterruptedException {
        for (int micros : track.isQuick() ? new int[] {20} : new int[] {5, 20, 100}) {
            run(track, report, micros);
        }
        report.remark(
                "The handler does always the same chain of multiplications. What one core takes is what c-empty takes for a"
                        + " packet, reading included; all cores could do that for as many packets at a time as there are. A"
                        + " pass takes 3 s, which to begin and to end a capture is a part of.");
    }

    private static void run(Track track, RaceReport report, int micros) throws IOException, InterruptedException {
        int cores = Machine.cores();
        RivalSettings settings = RivalSettings.DEFAULTS.spinning(micros);
        Contestant floor = Contestant.of("c-empty", track.rival("c-empty"), settings);
        List<Contestant> ours = List.of(
                Contestant.millrace(
                        "fixed:" + cores, MillraceSettings.fixed(cores).with(settings.withWorkers(cores))),
                Contestant.millrace(
                        "virtual:1000", MillraceSettings.virtual(1_000).with(settings.withWorkers(1_000))),
                Contestant.millrace("auto", MillraceSettings.auto().with(settings.withWorkers(10_000))));
        List<Contestant> all = new ArrayList<>(List.of(floor));
        all.addAll(ours);
        if (!track.isQuick()) {
            String workers = ", " + cores + " workers";
            all.add(Contestant.of("c-recipe" + workers, track.rival("c-recipe"), settings.withWorkers(cores)));
            all.add(Contestant.of("pcap4j-pool" + workers, track.rival("pcap4j-pool"), settings.withWorkers(cores)));
            all.add(Contestant.of("naive-ffm", track.rival("naive-ffm"), settings));
            all.add(Contestant.of("go", track.rival("go"), settings));
        }
        FlowFile file = track.file(track.size(3_000_000L, 200_000L) * cores / micros, FLOWS, FRAME_BYTES);
        try (Field field = new Field(track, report, all)) {
            Results results = field.overFile(file, 1, track.size(3, 1));
            Table table = report.table(
                    micros + " µs, " + Unit.number(file.packets()) + " packets",
                    "who",
                    "packets/s",
                    "share of the cores",
                    "processor µs a packet");
            for (Contestant each : results.contestants()) {
                Figure share = share(results, each, floor, cores);
                table.row(
                        each.label(),
                        Unit.number(Math.rint(results.of(each, pass -> 1e9 / pass.wallNanosPerPacket())
                                .median())),
                        share.text(),
                        Unit.number(results.of(each, pass -> pass.processorNanosPerPacket() / 1e3)
                                .median()));
                if (each.isMillrace()) {
                    report.judge(SHARE, each.label() + ", " + micros + " µs", share);
                }
            }
        }
    }

    /** What the handlers need, as c-empty's processor time tells, of what all cores had to give in the time that it took. */
    private static Figure share(Results results, Contestant contestant, Contestant floor, int cores) {
        Figure needed = results.of(floor, PassResult::processorNanosPerPacket);
        return results.of(contestant, pass -> needed.median() / (cores * pass.wallNanosPerPacket()));
    }
}
