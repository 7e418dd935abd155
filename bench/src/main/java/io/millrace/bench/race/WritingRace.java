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
import java.util.List;

/** As much as the sender can send, to a savefile. */
final class WritingRace implements Race {
    private static final int FLOWS = 10_000;
    private static final int SMALL = 64;
    private static final int LARGE = 1_500;

    private static final Target LOST = Target.atMost("lost", "nothing lost", 0, Unit.PACKETS);
    private static final Target PROCESSOR = Target.ratioAtMost("processor", "less processor time than tcpdump", 1);

    @Override
    public String name() {
        return "writing";
    }

    @Override
    public String question() {
        return "What does it cost to write live packets to a file at the sender's ceiling, and what is lost?";
    }

    @Override
    public void run(Track track, RaceReport report) throws IOException, InterruptedException {
        RivalSettings settings = RivalSettings.DEFAULTS.withAges(false);
        Contestant floor = Contestant.of("tcpdump -w", track.rival("tcpdump"), settings);
        List<Contestant> all = List.of(
                floor,
                Contestant.of("dumpcap -w", track.rival("dumpcap"), settings),
                Contestant.of("millrace capture -w", track.command(), settings),
                Contestant.millrace("which writes", MillraceSettings.writing().with(settings.withWorkers(1))));
        long packets = track.size(2_000_000L, 200_000L);
        long large = packets / 4; // 750 MB, which the system does not bring to the disk at once
        try (Field field = new Field(track, report, all)) {
            if (!field.has(floor)) {
                return; // and the report says why
            }
            Traffic small = new Traffic(FLOWS, SMALL);
            for (int i = 0; i < track.size(2, 0); i++) {
                field.warmUp(small, packets, 0);
            }
            int rounds = track.size(3, 1);
            enter(report, field.live(small, packets, 0, rounds), floor, small, packets);
            if (!track.isQuick()) {
                Traffic traffic = new Traffic(FLOWS, LARGE);
                enter(report, field.live(traffic, large, 0, rounds), floor, traffic, large);
            }
        }
        report.remark(
                "Of programs all of the process counts, its start included; Millrace's virtual machine compiles for most of"
                        + " the time that it is there. The last one is a handler of the API in a process that runs on. Each file was"
                        + " read again, and has every packet that is said to be in it.");
    }

    private static void enter(RaceReport report, Results results, Contestant floor, Traffic traffic, long packets) {
        Table table = report.table(
                traffic.sizes() + ", " + Unit.number(packets) + " packets in a pass",
                "who",
                "processor ns a packet",
                "times tcpdump",
                "lost %",
                "memory MiB");
        for (Contestant each : results.contestants()) {
            Figure ratio = results.ratio(each, floor, PassResult::processorNanosPerPacket);
            table.row(
                    each.label(),
                    results.of(each, PassResult::processorNanosPerPacket).text(),
                    ratio.text(),
                    results.of(each, pass -> 100.0 * (packets - pass.handled()) / packets)
                            .text(),
                    results.mebibytes(each));
            if (each.label().startsWith("millrace")) {
                String subject = each.label() + ", " + traffic.sizes();
                report.judge(LOST, subject, Figure.once((double) results.sum(each, pass -> packets - pass.handled())));
                if (each.isMillrace()) {
                    report.judge(PROCESSOR, subject, ratio);
                }
            }
        }
    }
}
