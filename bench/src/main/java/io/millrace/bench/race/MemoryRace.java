package io.millrace.bench.race;

import io.millrace.Capture;
import io.millrace.Ledger;
import io.millrace.Workers;
import io.millrace.bench.report.Figure;
import io.millrace.bench.report.RaceReport;
import io.millrace.bench.report.Table;
import io.millrace.bench.report.Target;
import io.millrace.bench.report.Unit;
import io.millrace.bench.rival.FlowFile;
import io.millrace.testbed.HeapMeter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Memory: what a packet allocates, what one that waits occupies, what the command occupies, and how long its collector
 * pauses it.
 */
final class MemoryRace implements Race {
    private static final int FLOWS = 10_000;
    private static final int RATE = 100_000;
    private static final Pattern PAUSE = Pattern.compile("Pause .* (\\d+\\.\\d+)ms");

    private static final Target HEAP = Target.atMost(
            "heap", "nothing allocated on the heap for a packet (less than half a byte)", 0.5, Unit.BYTES);
    private static final Target STORE = Target.ratioAtMost(
            "store", "a packet that waits occupies at most 1.3 times its bytes and 64 more, which is 1 here", 1);
    private static final Target PAUSES = Target.atMost("pause", "no pause of the collector over 5 ms", 5, Unit.MILLIS);

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public String question() {
        return "How much memory does it take, for a packet and in all, and how long does the collector stop it?";
    }

    @Override
    public void run(Track track, RaceReport report) throws IOException, InterruptedException {
        heap(track, report);
        store(track, report);
        resident(track, report);
    }

    /** What a capture allocates once is in both of two runs, of which one is longer. */
    private static void heap(Track track, RaceReport report) throws InterruptedException {
        FlowFile few = track.file(track.size(1_000_000L, 100_000L), FLOWS, 64);
        FlowFile many = track.file(track.size(4_000_000L, 400_000L), FLOWS, 64);
        Table table = report.table("heap", "workers", "bytes a packet");
        for (Workers workers : new Workers[] {Workers.fixed(2), Workers.virtual(1_000)}) {
            track.say("what is allocated with " + workers);
            int rounds = track.size(5, 1);
            double[] bytes = new double[rounds];
            for (int i = -2; i < rounds; i++) {
                long first = allocated(few, workers);
                long second = allocated(many, workers);
                if (i >= 0) {
                    bytes[i] = Math.max(0, (double) (second - first) / (many.packets() - few.packets()));
                }
            }
            String name = workers instanceof Workers.Fixed ? "fixed:" + workers.count() : "virtual:" + workers.count();
            table.row(name, Figure.of(bytes).text());
            report.judge(HEAP, name, Figure.of(bytes));
        }
    }

    private static long allocated(FlowFile file, Workers workers) throws InterruptedException {
        long before = HeapMeter.allocatedBytes();
        LongAdder handled = new LongAdder();
        try (Capture capture = Capture.from(file.path()).workers(workers).start(packet -> handled.increment())) {
            capture.join();
            Ledger ledger = capture.ledger();
            if (!ledger.balanced() || handled.sum() != file.packets()) {
                throw new InvalidRaceException(
                        handled + " of " + file.packets() + " packets were handled: " + ledger.toJson());
            }
        }
        return HeapMeter.allocatedBytes() - before;
    }

    private static void store(Track track, RaceReport report) throws IOException, InterruptedException {
        Table table = report.table(
                "the store, full of packets of one size", "bytes", "occupied by each", "of what is allowed");
        for (int bytes : new int[] {64, 128, 300, 512, 1_000, 1_514}) {
            track.say("packets that wait, of " + bytes + " bytes");
            FlowFile file = track.file(track.size(100_000L, 20_000L), FLOWS, bytes);
            double occupied = Backlog.of(file, 1).bytesAPacket();
            double share = occupied / (1.3 * bytes + 64);
            table.row(Unit.number(bytes), Unit.number(occupied), Unit.number(share));
            report.judge(STORE, bytes + " bytes", Figure.once(share));
            track.remove(file);
        }
    }

    private static void resident(Track track, RaceReport report) throws IOException, InterruptedException {
        int seconds = track.size(300, 3);
        Path log = Files.createTempFile("millrace-bench", ".gc");
        String device = track.wire().device();
        long packets = (long) RATE * seconds;
        try (LaunchedCommand command = LaunchedCommand.millrace(
                track,
                "-Xlog:gc:file=" + log + "::filecount=0",
                "capture",
                "-i",
                device,
                "-n",
                "--handler",
                "count",
                "--ledger",
                "-")) {
            command.awaitSaid("listening on");
            track.say("the command, at " + Unit.number(RATE) + " packets/s for " + seconds + " s");
            long atOnce = Machine.kib("/proc/" + command.pid() + "/status", "VmRSS:");
            double ignored = track.wire().send(new Traffic(FLOWS, 64), packets, RATE);
            long then = Machine.kib("/proc/" + command.pid() + "/status", "VmRSS:");
            long most = Machine.kib("/proc/" + command.pid() + "/status", "VmHWM:");
            Thread.sleep(200);
            command.interrupt();
            LaunchedCommand.requireHandled(command.awaitEnd(), packets);
            report.table(
                            "millrace capture with its defaults, 100,000 packets/s for " + seconds + " s",
                            "when",
                            "resident MiB")
                    .row("at its beginning", Unit.number(atOnce / 1024))
                    .row("at its end", Unit.number(then / 1024))
                    .row("at the most", Unit.number(most / 1024));
            pauses(report, Files.readString(log));
        } finally {
            Files.deleteIfExists(log);
        }
    }

    private static void pauses(RaceReport report, String log) {
        Matcher matcher = PAUSE.matcher(log);
        int count = 0;
        double longest = 0;
        while (matcher.find()) {
            count++;
            longest = Math.max(longest, Double.parseDouble(matcher.group(1)));
        }
        report.remark(
                "The collector paused it " + count + " times, for " + Unit.number(longest) + " ms at the longest.");
        report.judge(PAUSES, "", Figure.once(longest));
    }
}
