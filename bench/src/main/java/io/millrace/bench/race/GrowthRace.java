package io.millrace.bench.race;

import io.millrace.bench.report.Figure;
import io.millrace.bench.report.Plot;
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

/** What a packet costs when there is more of everything. */
final class GrowthRace implements Race {
    private static final int FRAME_BYTES = 64;
    private static final int FLOWS = 100_000;
    private static final int USUAL_WORKERS = 1_000;
    /** Smaller backlogs are handled so soon that they are handled several times. */
    private static final int REPEATED_PACKETS = 200_000;

    private static final double FLAT = 1.5;
    private static final Target FLAT_FLOWS =
            Target.ratioAtMost("flat-flows", "flat: with any number of flows at most 1.5 times the least", FLAT);
    private static final Target FLAT_DEPTH = Target.ratioAtMost(
            "flat-depth", "flat: with any number of packets queued at most 1.5 times the least", FLAT);
    private static final Target FLAT_WORKERS =
            Target.ratioAtMost("flat-workers", "flat: with any number of workers at most 1.5 times the least", FLAT);

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public String question() {
        return "What does a packet cost with more flows, more packets queued, more workers?";
    }

    @Override
    public void run(Track track, RaceReport report) throws IOException, InterruptedException {
        flows(track, report);
        depth(track, report);
        workers(track, report);
    }

    private static void flows(Track track, RaceReport report) throws IOException, InterruptedException {
        Contestant floor = Contestant.of("c-empty", track.rival("c-empty"), RivalSettings.DEFAULTS);
        Contestant ours = Contestant.millrace("virtual:" + USUAL_WORKERS, MillraceSettings.virtual(USUAL_WORKERS));
        int[] counts =
                track.isQuick() ? new int[] {1, 10_000} : new int[] {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000};
        Line own = new Line("millrace");
        Line bare = new Line("c-empty");
        try (Field field = new Field(track, report, List.of(floor, ours))) {
            for (int count : counts) {
                FlowFile file = track.file(track.size(4_000_000L, 100_000L), count, FRAME_BYTES);
                Results results = field.overFile(file, 2, track.size(5, 1));
                own.add(count, results.of(ours, PassResult::wallNanosPerPacket));
                bare.add(count, results.of(floor, PassResult::wallNanosPerPacket));
                if (count != FLOWS) {
                    track.remove(file);
                }
            }
        }
        enter(report, "growth-flows", "Time against flows", "flows", List.of(own, bare));
        report.judge(FLAT_FLOWS, "", Figure.once(own.steepness()));
    }

    private static void depth(Track track, RaceReport report) throws IOException, InterruptedException {
        int[] depths = track.isQuick()
                ? new int[] {1_000, 100_000}
                : new int[] {10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000};
        Line line = new Line("millrace");
        warmUp(track);
        for (int depth : depths) {
            FlowFile file = track.file(depth, FLOWS, FRAME_BYTES);
            int times = Math.max(track.size(3, 1), Math.min(track.size(50, 5), REPEATED_PACKETS / depth));
            double[] nanos = new double[times];
            for (int i = 0; i < times; i++) {
                track.say("a backlog of " + Unit.number(depth) + ", " + (i + 1) + " of " + times);
                nanos[i] = Backlog.of(file, Machine.cores()).nanosAPacket();
            }
            line.add(depth, Figure.of(nanos));
            track.remove(file);
        }
        enter(report, "growth-depth", "Time against queued packets", "packets queued", List.of(line));
        Line deep = line.from(10_000);
        report.judge(FLAT_DEPTH, "10,000 and more", Figure.once(deep.steepness()));
        report.remark(
                "A backlog is handled from when its handlers are let go to when the capture has ended. To end one takes up to"
                        + " a millisecond, which is most of the time that fewer than 10,000 packets take; they are not judged.");
    }

    private static void warmUp(Track track) throws IOException, InterruptedException {
        FlowFile file = track.file(track.size(300_000L, 50_000L), FLOWS, FRAME_BYTES);
        for (int i = 0; i < track.size(10, 2); i++) {
            track.say("warming up");
            Backlog ignored = Backlog.of(file, Machine.cores());
        }
        track.remove(file);
    }

    private static void workers(Track track, RaceReport report) throws IOException, InterruptedException {
        int[] counts = track.isQuick() ? new int[] {1, 1_000} : new int[] {1, 10, 100, 1_000, 10_000, 100_000};
        List<Contestant> all = new ArrayList<>();
        for (int count : counts) {
            all.add(Contestant.millrace("virtual:" + count, MillraceSettings.virtual(count)));
        }
        FlowFile file = track.file(track.size(4_000_000L, 100_000L), FLOWS, FRAME_BYTES);
        Line line = new Line("millrace");
        try (Field field = new Field(track, report, all)) {
            Results results = field.overFile(file, 2, track.size(5, 1));
            for (int i = 0; i < counts.length; i++) {
                line.add(counts[i], results.of(all.get(i), PassResult::wallNanosPerPacket));
            }
        }
        enter(report, "growth-workers", "Time against workers", "workers", List.of(line));
        report.judge(FLAT_WORKERS, "", Figure.once(line.steepness()));
    }

    private static void enter(RaceReport report, String name, String title, String across, List<Line> lines) {
        Table table = report.table(
                title, across, "millrace, ns a packet", lines.size() > 1 ? "c-empty, ns a packet" : "packets/s");
        Line first = lines.getFirst();
        for (int i = 0; i < first.size(); i++) {
            double nanos = first.figure(i).median();
            table.row(
                    Unit.number(first.x(i)),
                    first.figure(i).text(),
                    lines.size() > 1 ? lines.get(1).figure(i).text() : Unit.number(Math.rint(1e9 / nanos)));
        }
        report.plot(new Plot(
                "performance-" + name,
                title,
                across,
                "ns a packet",
                lines.stream().map(Line::plotted).toList()));
    }
}
