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

/** As much as the sender can send, to an empty handler. */
final class LiveRace implements Race {
    private static final int FLOWS = 10_000;

    private static final Target LOST = Target.atMost("lost", "nothing lost", 0, Unit.PACKETS);
    private static final Target PROCESSOR = Target.ratioAtMost(
            "processor", "in user space at most 2.5 times the processor time of libpcap's empty callback", 2.5);

    @Override
    public String name() {
        return "live";
    }

    @Override
    public String question() {
        return "What does a live packet cost at the sender's ceiling, and what is lost?";
    }

    @Override
    public void run(Track track, RaceReport report) throws IOException, InterruptedException {
        int[] sizes = track.isQuick() ? new int[0] : new int[] {512, 1_500, Traffic.IMIX};
        RivalSettings settings = RivalSettings.DEFAULTS.withAges(false);
        Contestant floor = Contestant.of("c-empty", track.rival("c-empty"), settings);
        List<Contestant> all = new ArrayList<>(List.of(floor));
        for (int count : track.isQuick() ? new int[] {8} : new int[] {1, 8, 1_000, 10_000}) {
            MillraceSettings ours = count < 1_000 ? MillraceSettings.fixed(count) : MillraceSettings.virtual(count);
            all.add(Contestant.millrace(count + " workers", ours.with(settings.withWorkers(count))));
        }
        all.add(Contestant.of("go", track.rival("go"), settings));
        List<Contestant> some = List.copyOf(all);
        if (!track.isQuick()) {
            all.add(Contestant.of("c-recipe, 64 workers", track.rival("c-recipe"), settings.withWorkers(64)));
            all.add(Contestant.of("pcap4j", track.rival("pcap4j"), settings));
            all.add(Contestant.of("pcap4j-virtual", track.rival("pcap4j-virtual"), settings));
            all.add(Contestant.of("naive-ffm", track.rival("naive-ffm"), settings));
        }
        long packets = track.size(1_500_000L, 400_000L);
        try (Field field = new Field(track, report, all)) {
            Traffic traffic = new Traffic(FLOWS, 64);
            warmUp(track, field, traffic, packets);
            enter(report, field.live(traffic, packets, 0, track.size(3, 1)), floor, traffic, packets);
        }
        if (sizes.length > 0) {
            try (Field field = new Field(track, report, some)) {
                warmUp(track, field, new Traffic(FLOWS, sizes[0]), packets);
                for (int bytes : sizes) {
                    Traffic traffic = new Traffic(FLOWS, bytes);
                    enter(report, field.live(traffic, packets, 0, 2), floor, traffic, packets);
                }
            }
        }
        report.remark(
                "The sender and the kernel's work for it take one core. User space is capture, hand-over and the start of the"
                        + " handler; the kernel's part of the process is among all of its processor time. Linux tells the one from the other by"
                        + " samples: the ratio of user times is less exact than the sum.");
    }

    /** A virtual machine compiles for some seconds, on what is the sender's core. */
    private static void warmUp(Track track, Field field, Traffic traffic, long packets)
            throws IOException, InterruptedException {
        for (int i = 0; i < track.size(2, 0); i++) {
            field.warmUp(traffic, packets, 0);
        }
    }

    private static void enter(RaceReport report, Results results, Contestant floor, Traffic traffic, long packets) {
        Table table = report.table(
                traffic.sizes() + ", " + Unit.number(packets) + " packets in a pass",
                "who",
                "packets/s",
                "user ns a packet",
                "times c-empty",
                "processor ns a packet",
                "lost %",
                "memory MiB");
        for (Contestant each : results.contestants()) {
            Figure user = results.of(each, LiveRace::user);
            Figure ratio = results.ratio(each, floor, LiveRace::user);
            table.row(
                    each.label(),
                    Unit.number(Math.rint(results.of(each, pass -> 1e9 / pass.wallNanosPerPacket())
                            .median())),
                    user.text(),
                    ratio.text(),
                    Unit.number(results.of(each, PassResult::processorNanosPerPacket)
                            .median()),
                    results.of(each, pass -> 100.0 * (packets - pass.handled()) / packets)
                            .text(),
                    results.mebibytes(each));
            if (each.isMillrace()) {
                String subject = each.label() + ", " + traffic.sizes();
                report.judge(LOST, subject, Figure.once((double) results.sum(each, pass -> packets - pass.handled())));
                report.judge(PROCESSOR, subject, ratio);
            }
        }
    }

    private static double user(PassResult pass) {
        return (double) pass.userNanos() / pass.handled();
    }
}
