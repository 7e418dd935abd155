package io.millrace.bench.race;

import io.millrace.bench.race.LaunchedCommand.FirstLine;
import io.millrace.bench.report.Figure;
import io.millrace.bench.report.RaceReport;
import io.millrace.bench.report.Table;
import io.millrace.bench.report.Target;
import io.millrace.bench.report.Unit;
import io.millrace.bench.rival.FlowFile;
import io.millrace.bench.rival.RivalSettings;
import io.millrace.bench.rival.RivalUnavailableException;
import io.millrace.bench.rival.Runner;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** From the command to its first packet; and runs that never get warm. */
final class StartRace implements Race {
    private static final int FLOWS = 10_000;
    private static final int FRAME_BYTES = 64;
    private static final int RATE = 5_000;
    private static final int SLICE_PACKETS = 500;
    private static final int MOST_SLICES = 300;

    private static final Target FIRST =
            Target.atMost("first", "from the command to the first packet it captures at most 250 ms", 250, Unit.MILLIS);
    private static final Target COLD = Target.ratioAtMost(
            "cold", "a fresh process reads a file in at most 2 times what libpcap's bare loop takes", 2);

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String question() {
        return "How long is it from the command to the first packet, and what does a cold start cost?";
    }

    @Override
    public void run(Track track, RaceReport report) throws IOException, InterruptedException {
        first(track, report);
        cold(track, report);
    }

    private static void first(Track track, RaceReport report) throws IOException, InterruptedException {
        int rounds = track.size(11, 2);
        FirstLine[] ours = new FirstLine[rounds];
        FirstLine[] theirs = new FirstLine[rounds];
        String[] words = {"-i", track.wire().device(), "-n", "-tt", "-c", "1", "-l", "--immediate-mode"};
        for (int i = 0; i < rounds; i++) {
            track.say("first packet, " + (i + 1) + " of " + rounds);
            ours[i] = first(track, LaunchedCommand.millrace(track, "", before(words, "capture")));
            theirs[i] = first(track, LaunchedCommand.start(before(words, "tcpdump")));
        }
        Figure captured =
                Figure.of(Stream.of(ours).mapToDouble(FirstLine::capturedMillis).toArray());
        report.table(
                        "from the command to its first packet, which comes as soon as it can, and to the line that tells of it",
                        "who",
                        "captured, ms",
                        "told, ms")
                .row("millrace capture", captured.text(), told(ours))
                .row(
                        "tcpdump",
                        Figure.of(Stream.of(theirs)
                                        .mapToDouble(FirstLine::capturedMillis)
                                        .toArray())
                                .text(),
                        told(theirs));
        report.judge(FIRST, "", captured);
        if (!Files.exists(track.launcher().resolveSibling("cli/target/millrace.aot"))) {
            report.remark("There is no cache for quick starts, which `millrace build` makes.");
        }
    }

    private static String[] before(String[] words, String first) {
        return Stream.concat(Stream.of(first), Stream.of(words)).toArray(String[]::new);
    }

    private static String told(FirstLine[] lines) {
        return Figure.of(Stream.of(lines).mapToDouble(FirstLine::toldMillis).toArray())
                .text();
    }

    /** Packets come all the time, before the command has a device open and behind its first line. */
    private static FirstLine first(Track track, LaunchedCommand command) throws IOException, InterruptedException {
        FutureTask<FirstLine> output = new FutureTask<>(command::awaitFirstLine);
        try (command) {
            Thread.ofVirtual().start(output);
            for (int i = 0; i < MOST_SLICES && !output.isDone(); i++) {
                double ignored = track.wire().send(new Traffic(FLOWS, FRAME_BYTES), SLICE_PACKETS, RATE);
            }
            return output.get(1, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new InvalidRaceException(String.valueOf(e.getCause()));
        } catch (TimeoutException e) {
            throw new InvalidRaceException("no packet was told of in half a minute");
        }
    }

    private static void cold(Track track, RaceReport report) throws IOException, InterruptedException {
        FlowFile file = track.file(track.size(20_000_000L, 500_000L), FLOWS, FRAME_BYTES);
        int rounds = track.size(5, 1);
        double[] ours = new double[rounds];
        double[] floor = new double[rounds];
        double[] ratios = new double[rounds];
        for (int i = -1; i < rounds; i++) {
            track.say("cold run, " + (i + 1) + " of " + rounds);
            double bare = bareLoop(track, file) / 1e6;
            double millis = cold(track, file) / 1e6;
            if (i >= 0) { // the first brings the file into the page cache
                ours[i] = millis;
                floor[i] = bare;
                ratios[i] = millis / bare;
            }
        }
        Table table = report.table(
                "a fresh process reads " + Unit.number(file.packets()) + " packets", "who", "ms", "times c-empty");
        table.row("millrace read", Figure.of(ours).text(), Figure.of(ratios).text());
        table.row("c-empty", Figure.of(floor).text(), "1");
        report.judge(COLD, "", Figure.of(ratios));
        track.remove(file);
    }

    private static long bareLoop(Track track, FlowFile file) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        try (Runner runner = track.rival("c-empty").start(RivalSettings.DEFAULTS)) {
            Judge.requireWhole("c-empty", runner.file(file.path()), file.packets());
            return System.nanoTime() - begun;
        } catch (RivalUnavailableException e) {
            throw new InvalidRaceException("c-empty is not available: " + e.getMessage());
        }
    }

    private static long cold(Track track, FlowFile file) throws IOException, InterruptedException {
        try (LaunchedCommand command = LaunchedCommand.millrace(
                track, "", "read", file.path().toString(), "--handler", "count", "--ledger", "-")) {
            String output = command.awaitEnd();
            long nanos = command.elapsedNanos();
            LaunchedCommand.requireHandled(output, file.packets());
            return nanos;
        }
    }
}
