package io.millrace.cli;

import io.millrace.savefile.Durability;
import io.millrace.savefile.SavefileFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** How savefiles are written, and when a new one begins: tcpdump's options, and ours. */
final class FileOptions {
    static final String STANDARD_OUTPUT = "-";

    private static final long MILLION = 1_000_000;

    private final CommandSpec spec;
    private @Nullable String format;
    private @Nullable String compress;
    private @Nullable String size;
    private @Nullable Long seconds;
    private @Nullable Integer packets;
    private @Nullable Integer files;
    private @Nullable FileSync sync;
    private @Nullable String command;

    FileOptions(Options options) {
        spec = options.spec();
        options.value(
                "--format",
                "pcap|pcapng",
                String.class,
                word -> format = word,
                "What is written. Default: pcapng; of convert, what the name says.");
        options.value(
                "--compress",
                "gzip|lz4|zstd",
                String.class,
                word -> compress = word,
                "Compress what is written, whatever its name.");
        options.value(
                "-C",
                "SIZE",
                String.class,
                word -> size = word,
                "Begin a new file after SIZE million bytes, or bytes with k, m or g.");
        options.value(
                "-G",
                "SECONDS",
                Long.class,
                word -> seconds = word,
                "Begin a new file after so many seconds; FILE may have parts of the time, by" + " strftime(3).");
        options.value(
                "--file-packets", "N", Integer.class, word -> packets = word, "Begin a new file after N packets.");
        options.value(
                "-W",
                "N",
                Integer.class,
                word -> files = word,
                "With -C or --file-packets: write the first file again after N files. With -G alone: end after N files.");
        options.value(
                "--sync",
                "never|file|write",
                FileSync.class,
                word -> sync = word,
                "When the disk is waited for (fsync): never, so that files survive everything but a loss of"
                        + " power; when a file ends, before it has its name; with each write of 256 KiB, which costs some"
                        + " milliseconds each. Default: never.");
        options.value("-z", "COMMAND", String.class, word -> command = word, "Run COMMAND on each file that is whole.");
    }

    /**
     * The files of a name, in the format that was asked for, or else pcapng.
     *
     * @param option what the name was typed behind
     * @param spared files that none of these may be
     */
    OutputFiles of(String option, String name, List<Path> spared) {
        return of(option, name, spared, SavefileFormat.PCAPNG);
    }

    /** The same, where another format is usual. */
    OutputFiles of(String option, String name, List<Path> spared, SavefileFormat usual) {
        boolean toOutput = name.equals(STANDARD_OUTPUT);
        boolean byCount = size != null || packets != null;
        if (toOutput && (byCount || seconds != null)) {
            throw OptionNames.complaint(spec, option, "- (expected: a file, where new ones begin)");
        }
        if (toOutput && sync != null) {
            throw OptionNames.complaint(spec, option, "- (expected: a file, with --sync)");
        }
        if (!toOutput) {
            requirePlace(option, name);
        }
        return new OutputFiles(new OutputFiles.Plan(
                toOutput ? null : new FileNames(name, seconds != null, byCount ? atLeastOne("-W", files) : 0),
                spared,
                format(usual),
                compress,
                size == null ? Long.MAX_VALUE : size(size),
                packets == null ? Long.MAX_VALUE : atLeastOne("--file-packets", packets),
                seconds == null
                        ? Long.MAX_VALUE
                        : atLeastOne("-G", Math.toIntExact(Math.min(seconds, Integer.MAX_VALUE))) * 1_000_000_000L,
                seconds != null && !byCount ? atLeastOne("-W", files) : 0,
                sync == null ? Durability.NONE : sync.durability(),
                command));
    }

    private SavefileFormat format(SavefileFormat usual) {
        try {
            return format == null ? usual : SavefileFormat.valueOf(format.toUpperCase(Locale.ROOT));
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

    /** Refuses what would have no effect, because nothing is written. */
    void requireNone() {
        if (sync != null) {
            throw OptionNames.complaint(spec, "--sync", sync + " without -w (expected: -w FILE too)");
        }
    }

    /** 0 if it was not given. */
    private int atLeastOne(String option, @Nullable Integer value) {
        if (value == null) {
            return 0;
        }
        if (value < 1) {
            throw OptionNames.complaint(spec, option, value + " (expected: at least 1)");
        }
        return value;
    }

    /** What cannot succeed is told before anything is captured. */
    private void requirePlace(String option, String name) {
        Path folder = Path.of(name).toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder) && !folder.toString().contains("%")) {
            throw OptionNames.complaint(spec, option, name + " (expected: a file in a folder that exists)");
        }
        if (Files.isDirectory(Path.of(name))) {
            throw OptionNames.complaint(spec, option, name + " is a directory (expected: a file)");
        }
    }
}
