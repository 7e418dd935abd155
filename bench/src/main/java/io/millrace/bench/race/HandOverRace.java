package io.millrace.bench.race;

import io.millrace.bench.report.Figure;
import io.millrace.bench.report.RaceReport;
import io.millrace.bench.report.Table;
import io.millrace.bench.report.Target;
import io.millrace.bench.report.Unit;
import io.millrace.bench.rival.FlowFile;
import io.millrace.bench.rival.HandlerKind;
import io.millrace.bench.rival.MillraceSettings;
import io.millrace.bench.rival.PassResult;
import io.millrace.bench.rival.RivalSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Handing packets over, and nothing else: from a file, to an empty handler. */
final class HandOverRace implements Race {
    private static final int FRAME_BYTES = 64;
    private static final int FEW = 64;
    private static final int MANY = 100_000;
    /** From here on platform threads are not what anybody would take. */
    private static final int MOST_FIXED = 64;

    private static final Target BARE_LOOP =
            Target.ratioAtMost("bare-loop", "at most 0.9 times libpcap's bare loop on the same file", 0.9);
    private static final Target FLAT =
            Target.ratioAtMost("flat", "with any number of workers at most 1.25 times the least time", 1.25);
    private static final Target RECIPE_1 =
            Target.ratioAtLeast("recipe-1", "at least 4 times as fast as the recipe in C, with 1 worker", 4);
    private static final Target RECIPE_8 =
            Target.ratioAtLeast("recipe-8", "at least 10 times as fast as the recipe in C, with 8 workers", 10);

    @Override
    public String name() {
        return "handover";
    }

    @Override
    public String question() {
        return "What does it take to hand each packet of a file to another thread, in the order of its flow?";
    }

    @Override
    public void run(Track track, RaceReport report) throws IOException, InterruptedException {
        Contestant floor = Contestant.of("c-empty", track.rival("c-empty"), RivalSettings.DEFAULTS);
        Map<Integer, Contestant> ours = ours(track);
        List<Contestant> others = rivals(track);
        List<Contestant> everybody = new ArrayList<>(List.of(floor));
        everybody.addAll(ours.values());
        everybody.addAll(others);
        long packets = track.size(8_000_000L, 200_000L);
        FlowFile few = track.file(packets, FEW, FRAME_BYTES);
        FlowFile many = track.file(packets, MANY, FRAME_BYTES);
        FlowFile fewer = track.file(track.size(1_000_000L, 100_000L), FEW, FRAME_BYTES);
        for (int count : ours.keySet()) {
            verifyOrder(track, report, count, many);
        }
        try (Field field = new Field(track, report, everybody)) {
            int rounds = track.size(5, 2);
            Results first = field.overFiles(each -> others.contains(each) ? fewer : few, track.size(2, 1), rounds);
            Results second = field.overFiles(each -> others.contains(each) ? null : many, 1, rounds);
            enter(report, first, floor, FEW);
            enter(report, second, floor, MANY);
            judge(report, first, ours.values(), floor, FEW);
            judge(report, second, ours.values(), floor, MANY);
            judgeRecipe(report, first, RECIPE_1, Objects.requireNonNull(ours.get(1)), recipe(track, 1));
            judgeRecipe(report, first, RECIPE_8, Objects.requireNonNull(ours.get(8)), recipe(track, 8));
        }
        report.remark("Rivals read a file of " + Unit.number(fewer.packets()) + " packets, Millrace and c-empty one of "
                + Unit.number(packets) + ". Millrace's order was verified on every packet, in passes of their own.");
    }

    /** By the number of workers. */
    private static Map<Integer, Contestant> ours(Track track) {
        Map<Integer, Contestant> ours = new LinkedHashMap<>();
        for (int count : track.isQuick() ? new int[] {1, 8} : new int[] {1, 2, 8, 64, 1_000, 10_000}) {
            MillraceSettings settings = settings(count);
            ours.put(count, Contestant.millrace(settings.kind() + ":" + count, settings));
        }
        return ours;
    }

    private static MillraceSettings settings(int workers) {
        return workers <= MOST_FIXED ? MillraceSettings.fixed(workers) : MillraceSettings.virtual(workers);
    }

    private static Contestant recipe(Track track, int workers) {
        return Contestant.of(
                "c-recipe, " + workers + (workers == 1 ? " worker" : " workers"),
                track.rival("c-recipe"),
                RivalSettings.DEFAULTS.withWorkers(workers));
    }

    private static List<Contestant> rivals(Track track) {
        RivalSettings settings = RivalSettings.DEFAULTS;
        List<Contestant> rivals = new ArrayList<>(List.of(recipe(track, 1), recipe(track, 8)));
        if (!track.isQuick()) {
            rivals.add(recipe(track, 2));
            rivals.add(Contestant.of("pcap4j", track.rival("pcap4j"), settings));
            rivals.add(Contestant.of("pcap4j-pool, 8 workers", track.rival("pcap4j-pool"), settings.withWorkers(8)));
            for (String name : List.of("pcap4j-virtual", "ardikars", "naive-ffm", "go")) {
                rivals.add(Contestant.of(name, track.rival(name), settings));
            }
        }
        return rivals;
    }

    private static void verifyOrder(Track track, RaceReport report, int count, FlowFile file)
            throws IOException, InterruptedException {
        MillraceSettings settings = settings(count);
        RivalSettings common = settings.common().withHandler(HandlerKind.CHECK).withFlows(file.flows());
        Contestant checked = Contestant.millrace(count + " workers, checked", settings.with(common));
        try (Field field = new Field(track, report, List.of(checked))) {
            Results ignored = field.overFile(file, 0, 1);
        }
    }

    private static void enter(RaceReport report, Results results, Contestant floor, int flows) {
        Table table = report.table(
                Unit.number(flows) + " flows, packets of " + FRAME_BYTES + " bytes",
                "who",
                "ns a packet",
                "times c-empty",
                "processor ns a packet",
                "memory MiB",
                "order, bound, accounts");
        for (Contestant each : results.contestants()) {
            Figure ratio = results.ratio(each, floor, PassResult::wallNanosPerPacket);
            table.row(
                    each.label(),
                    results.of(each, PassResult::wallNanosPerPacket).text(),
                    ratio.text(),
                    Unit.number(results.of(each, PassResult::processorNanosPerPacket)
                            .median()),
                    results.mebibytes(each),
                    each.rival().lacks());
        }
    }

    private static void judge(
            RaceReport report, Results results, Collection<Contestant> ours, Contestant floor, int flows) {
        double least = Double.MAX_VALUE;
        double most = 0;
        for (Contestant each : ours) {
            String subject = each.label() + ", " + Unit.number(flows) + " flows";
            report.judge(BARE_LOOP, subject, results.ratio(each, floor, PassResult::wallNanosPerPacket));
            double time = results.of(each, PassResult::wallNanosPerPacket).median();
            least = Math.min(least, time);
            most = Math.max(most, time);
        }
        report.judge(FLAT, Unit.number(flows) + " flows", Figure.once(most / least));
    }

    private static void judgeRecipe(
            RaceReport report, Results results, Target target, Contestant ours, Contestant recipe) {
        if (results.has(recipe)) {
            report.judge(target, "", results.ratio(recipe, ours, PassResult::wallNanosPerPacket));
        }
    }
}
