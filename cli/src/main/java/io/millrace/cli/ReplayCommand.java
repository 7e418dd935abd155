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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** {@code millrace replay}: packets of savefiles, put on a device. */
final class ReplayCommand implements Callable<Integer> {
    private final CommandSpec spec;
    private List<String> files = List.of();
    private String device = "";
    private boolean merge;
    private @Nullable String speed;
    private @Nullable String rate;
    private @Nullable String bits;
    private boolean fastest;
    private int loop = 1;
    private @Nullable Duration duration;
    private final SelectionOptions selection;
    private boolean quiet;

    ReplayCommand(Options options) {
        spec = options.spec();
        options.describe(
                "Put the packets of savefiles on a device, at their own pace or another.",
                "",
                "Whoever is connected to the device gets these packets: name one that is meant for it.",
                "Example: millrace replay trace.pcap -i veth0 --speed 10 --loop 3");
        options.words(1, "FILE", words -> files = words, "Savefiles, one after the other; - is standard input.");
        options.required("-i, --interface", "DEV", String.class, word -> device = word, "The device.");
        options.flag(
                "--merge", given -> merge = given, "Merge the files by time, instead of sending one after the other.");
        options.value(
                "--speed", "X", String.class, word -> speed = word, "With the original pace, but X times as fast.");
        options.value("--rate", "PPS", String.class, word -> rate = word, "So many packets a second.");
        options.value(
                "--bits",
                "BPS",
                String.class,
                word -> bits = word,
                "So many bits a second: 64k, 10m, 1g, by thousands.");
        options.flag("--fastest", given -> fastest = given, "As fast as the device takes them.");
        options.value(
                "--loop",
                "N",
                Integer.class,
                word -> loop = word,
                "Send the files N times; 0 for ever. Default: once.");
        options.value("--duration", "D", Duration.class, word -> duration = word, "End after a time.");
        selection = new SelectionOptions(options);
        options.flag("--quiet", given -> quiet = given, "No word but failures: no progress, no report.");
        options.helpAndVersion("-V, --version");
    }

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
