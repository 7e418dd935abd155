package io.millrace.cli;

import io.millrace.savefile.SavefileFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whether packets are written to savefiles, and how: tcpdump's options, and ours. */
final class WriteOptions {
    private static final String STANDARD_OUTPUT = "-";
    private static final long MILLION = 1_000_000;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // injected by picocli
    private CommandSpec spec;

    @Option(
            names = "-w",
            paramLabel = "FILE",
            description = "Write packets to a savefile instead of printing them; - is standard output. What ends with"
                    + " .gz or .zst is compressed.")
    private @Nullable String file;

    @Option(names = "--format", paramLabel = "pcap|pcapng", description = "What -w writes. Default: pcapng.")
    private @Nullable String format;

    @Option(names = "--compress", paramLabel = "gzip|zstd", description = "Compress what -w writes, whatever its name.")
    private @Nullable String compress;

    @Option(
            names = "-C",
            paramLabel = "SIZE",
            description = "With -w: begin a new file after SIZE million bytes, or bytes with k, m or g.")
    private @Nullable String size;

    @Option(
            names = "-G",
            paramLabel = "SECONDS",
            description = "With -w: begin a new file after so many seconds; FILE may have parts of the time, by"
                    + " strftime(3).")
    private @Nullable Long seconds;

    @Option(
            names = "-W",
            paramLabel = "N",
            description = "With -C: write the first file again after N files. With -G alone: end after N files.")
    private @Nullable Integer files;

    @Option(
            names = "-z",
            paramLabel = "COMMAND",
            description = "With -C or -G: run COMMAND on each file that is whole.")
    private @Nullable String command;

    WriteOptions() {}

    /** Whether packets are written. */
    boolean given() {
        return file != null;
    }

    /** Tells that an option of another group cannot stand beside {@code -w}. */
    RuntimeException beside(String option) {
        return OptionNames.complaint(spec, option, "beside -w (expected: one of them)");
    }

    /**
     * What writes them.
     *
     * @param atOnce whether each packet is written as it comes
     * @param nanoseconds whether timestamps have more than microseconds
     */
    SavefileHandler handler(boolean atOnce, boolean nanoseconds) {
        String name = file == null ? STANDARD_OUTPUT : file;
        if (name.equals(STANDARD_OUTPUT) && (size != null || seconds != null)) {
            throw OptionNames.complaint(spec, "-w", "- (expected: a file, with -C or -G)");
        }
        requireFolder(name);
        boolean bySize = size != null;
        return new SavefileHandler(new SavefileHandler.Plan(
                name.equals(STANDARD_OUTPUT)
                        ? null
                        : new FileNames(name, seconds != null, bySize ? atLeast("-W", files, 0) : 0),
                format(),
                compress,
                nanoseconds,
                atOnce,
                bySize ? size(String.valueOf(size)) : Long.MAX_VALUE,
                seconds == null
                        ? Long.MAX_VALUE
                        : atLeast("-G", Math.toIntExact(Math.min(seconds, Integer.MAX_VALUE)), 1) * 1_000_000_000L,
                seconds != null && !bySize ? atLeast("-W", files, 0) : 0,
                command));
    }

    private SavefileFormat format() {
        try {
            return format == null ? SavefileFormat.PCAPNG : SavefileFormat.valueOf(format.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw OptionNames.complaint(spec, "--format", format + " (expected: pcap or pcapng)");
        }
    }

    private long size(String text) {
        try {
            long bytes = Character.isDigit(text.charAt(text.length() - 1))
                    ? Math.multiplyExact(Long.parseLong(text), MILLION)
                    : Quantities.bytes(text);
            if (bytes > 0) {
                return bytes;
            }
        } catch (ArithmeticException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw OptionNames.complaint(spec, "-C", text + " (expected: a size such as 1, 500k, 64m or 1g)");
        }
        throw OptionNames.complaint(spec, "-C", text + " (expected: a size such as 1, 500k, 64m or 1g)");
    }

    private int atLeast(String option, @Nullable Integer value, int least) {
        if (value == null) {
            return 0;
        }
        if (value < Math.max(1, least)) {
            throw OptionNames.complaint(spec, option, value + " (expected: at least 1)");
        }
        return value;
    }

    /** What cannot succeed is told before anything is captured. */
    private void requireFolder(String name) {
        Path folder = Path.of(name).toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder) && !folder.toString().contains("%")) {
            throw OptionNames.complaint(spec, "-w", name + " (expected: a file in a folder that exists)");
        }
    }
}
