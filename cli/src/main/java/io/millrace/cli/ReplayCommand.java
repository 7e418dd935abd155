package io.millrace.cli;

import io.millrace.replay.Choice;
import io.millrace.replay.Pacing;
import io.millrace.replay.Replay;
import io.millrace.savefile.SavefileSeries;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace replay}: packets of savefiles, put on a device. */
@Command(
        name = "replay",
        description = "Put the packets of savefiles on a device, at their own pace or another.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        footer = {
            "",
            "Whoever is connected to the device gets these packets: name one that is meant for it.",
            "Example: millrace replay trace.pcap -i veth0 --speed 10 --loop 3"
        })
final class ReplayCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // injected by picocli
    private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Savefiles, one after the other; - is standard input.")
    private List<String> files = List.of();

    @Option(
            names = {"-i", "--interface"},
            required = true,
            paramLabel = "DEV",
            description = "The device.")
    @SuppressWarnings("NullAway.Init") // picocli demands it
    private String device;

    @Option(names = "--merge", description = "Merge the files by time, instead of sending one after the other.")
    private boolean merge;

    @Option(names = "--speed", paramLabel = "X", description = "With the original pace, but X times as fast.")
    private @Nullable String speed;

    @Option(names = "--rate", paramLabel = "PPS", description = "So many packets a second.")
    private @Nullable String rate;

    @Option(names = "--bits", paramLabel = "BPS", description = "So many bits a second: 64k, 10m, 1g, by thousands.")
    private @Nullable String bits;

    @Option(names = "--fastest", description = "As fast as the device takes them.")
    private boolean fastest;

    @Option(names = "--loop", paramLabel = "N", description = "Send the files N times; 0 for ever. Default: once.")
    private int loop = 1;

    @Option(names = "--duration", paramLabel = "D", description = "End after a time.")
    private @Nullable Duration duration;

    @Mixin
    private SelectionOptions selection = new SelectionOptions();

    @Option(names = "--quiet", description = "No word but failures: no progress, no report.")
    private boolean quiet;

    ReplayCommand() {}

    @Override
    public Integer call() throws IOException {
        if (loop < 0) {
            throw OptionNames.complaint(spec, "--loop", loop + " (expected: 0 or more)");
        }
        if (loop != 1 && files.contains("-")) {
            throw OptionNames.complaint(
                    spec, "--loop", "with standard input, which can be read only once (expected: files)");
        }
        Choice _ = choice(); // what is wrong with it is told before anything is sent
        Replay replay = new Replay(
                this::open,
                device,
                pacing(),
                loop,
                this::choice,
                duration == null ? Duration.ZERO : duration,
                canBeReopened());
        PrintWriter err = spec.commandLine().getErr();
        if (!quiet) {
            err.println("millrace: sending " + String.join(", ", files) + " on " + device);
            err.flush();
        }
        boolean ended = false;
        try (Ending _ = Ending.onSignal(replay::stop);
                LiveLine _ = LiveLine.of(progress(replay), quiet)) {
            replay.run();
            ended = true;
        } finally {
            if (!quiet && (ended || replay.sentPackets() > 0)) {
                err.print(ReplayText.of(replay.report(), device));
                err.flush();
            }
        }
        return 0;
    }

    private SavefileSeries open() {
        return merge && files.size() > 1 ? SavefileSeries.byTime(files) : SavefileSeries.inTurn(files);
    }

    private Choice choice() {
        try {
            return selection.selection(files, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private static Supplier<String> progress(Replay replay) {
        Progress progress = new Progress(replay::readBytes, replay::totalBytes);
        return () -> progress.get() + "  " + Figures.count(replay.sentPackets()) + " packets";
    }

    /** What comes by a pipe comes once. */
    private boolean canBeReopened() {
        return files.stream().allMatch(file -> !file.equals("-") && Files.isRegularFile(Path.of(file)));
    }

    private Pacing pacing() {
        Pacing pacing = new Pacing.Original(1);
        int given = 0;
        if (speed != null) {
            pacing = new Pacing.Original(Speeds.of(spec, "--speed", speed));
            given++;
        }
        if (rate != null) {
            pacing = new Pacing.PacketsPerSecond(Speeds.of(spec, "--rate", rate));
            given++;
        }
        if (bits != null) {
            pacing = new Pacing.BitsPerSecond(Speeds.bits(spec, "--bits", bits));
            given++;
        }
        if (fastest) {
            pacing = new Pacing.Unpaced();
            given++;
        }
        if (given > 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--speed, --rate, --bits, --fastest: " + given + " of them (expected: one at most)");
        }
        return pacing;
    }
}
