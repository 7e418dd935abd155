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
import java.util.List;
import org.jspecify.annotations.Nullable;

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
        int[] counts = track.isQuick() ? new int[] {1, 8} : new int[] {1, 2, 8, 64, 1_000, 10_000};
        Contestant floor = Contestant.of("c-empty", track.rival("c-empty"), RivalSettings.DEFAULTS);
        List<Contestant> ours = new ArrayList<>();
        for (int count : counts) {
            ours.add(Contestant.millrace(count + " workers", settings(count)));
        }
        List<Contestant> everybody = new ArrayList<>(List.of(floor));
        everybody.addAll(ours);
        List<Contestant> others = rivals(track);
        everybody.addAll(others);
        long packets = track.size(8_000_000L, 200_000L);
        FlowFile few = track.file(packets, FEW, FRAME_BYTES);
        FlowFile many = track.file(packets, MANY, FRAME_BYTES);
        FlowFile fewer = track.file(track.size(1_000_000L, 100_000L), FEW, FRAME_BYTES);
        verifyOrder(track, report, counts, many);
        try (Field field = new Field(track, report, everybody)) {
            int warmUps = track.size(2, 1);
            int rounds = track.size(5, 2);
            Results first = field.overFiles(each -> others.contains(each) ? fewer : few, warmUps, rounds);
            Results second = field.overFiles(each -> others.contains(each) ? null : many, 1, rounds);
            enter(report, first, floor, FEW);
            enter(report, second, floor, MANY);
            judge(report, first, ours, floor, FEW);
            judge(report, second, ours, floor, MANY);
            judgeRecipe(report, first, RECIPE_1, ours.getFirst(), find(others, "c-recipe, 1 worker"));
            judgeRecipe(
                    report,
                    first,
                    RECIPE_8,
                    ours.get(List.of(1, 8).equals(boxed(counts)) ? 1 : 2),
                    find(others, "c-recipe, 8 workers"));
        }
        report.remark("Rivals read a file of " + Unit.number(fewer.packets()) + " packets, Millrace and c-empty one of "
                + Unit.number(packets) + ". Millrace's order was verified on every packet, in passes of their own.");
    }

    private static List<Integer> boxed(int[] counts) {
        return java.util.Arrays.stream(counts).boxed().toList();
    }

    private static MillraceSettings settings(int workers) {
        return workers <= MOST_FIXED ? MillraceSettings.fixed(workers) : MillraceSettings.virtual(workers);
    }

    private static List<Contestant> rivals(Track track) {
        RivalSettings settings = RivalSettings.DEFAULTS;
        List<Contestant> rivals = new ArrayList<>();
        rivals.add(Contestant.of("c-recipe, 1 worker", track.rival("c-recipe"), settings.withWorkers(1)));
        rivals.add(Contestant.of("c-recipe, 8 workers", track.rival("c-recipe"), settings.withWorkers(8)));
        if (!track.isQuick()) {
            rivals.add(Contestant.of("c-recipe, 2 workers", track.rival("c-recipe"), settings.withWorkers(2)));
            rivals.add(Contestant.of("pcap4j", track.rival("pcap4j"), settings));
            rivals.add(Contestant.of("pcap4j-pool, 8 workers", track.rival("pcap4j-pool"), settings.withWorkers(8)));
            for (String name : List.of("pcap4j-virtual", "ardikars", "naive-ffm", "go")) {
                rivals.add(Contestant.of(name, track.rival(name), settings));
            }
        }
        return rivals;
    }

    private static void verifyOrder(Track track, RaceReport report, int[] counts, FlowFile file)
            throws IOException, InterruptedException {
        for (int count : counts) {
            MillraceSettings settings = settings(count);
            RivalSettings common =
                    settings.common().withHandler(HandlerKind.CHECK).withFlows(file.flows());
            Contestant checked = Contestant.millrace(count + " workers, checked", settings.with(common));
            try (Field field = new Field(track, report, List.of(checked))) {
                Results ignored = field.overFile(file, 0, 1);
            }
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

    private static void judge(RaceReport report, Results results, List<Contestant> ours, Contestant floor, int flows) {
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
            RaceReport report, Results results, Target target, Contestant ours, @Nullable Contestant recipe) {
        if (recipe != null && results.has(recipe)) {
            report.judge(target, "", results.ratio(recipe, ours, PassResult::wallNanosPerPacket));
        }
    }

    private static @Nullable Contestant find(List<Contestant> contestants, String label) {
        return contestants.stream()
                .filter(each -> each.label().equals(label))
                .findFirst()
                .orElse(null);
    }
}
