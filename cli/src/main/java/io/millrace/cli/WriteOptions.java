package io.millrace.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Whether packets are written to savefiles instead of being handled. */
final class WriteOptions {
    private final CommandSpec spec;
    private @Nullable String file;
    private final FileOptions files;

    WriteOptions(Options options) {
        spec = options.spec();
        options.value(
                "-w",
                "FILE",
                String.class,
                word -> file = word,
                "Write packets to a savefile instead of printing them; - is standard output. What ends with"
                        + " .gz or .zst is compressed.");
        files = new FileOptions(options);
    }

    /** The file that is written; null if packets are not. */
    @Nullable
    String file() {
        return file;
    }

    /** Tells that an option of another group cannot stand beside {@code -w}. */
    RuntimeException beside(String option) {
        return OptionNames.complaint(spec, option, "beside -w (expected: one of them)");
    }

    /** Refuses what would have no effect where packets are not written. */
    void requireNone() {
        files.requireNone();
    }

    /**
     * What writes them, in a manner.
     *
     * @param named all files of the command line
     */
    SavefileHandler handler(String name, NamedFiles named, SavefileHandler.Manner manner) {
        return new SavefileHandler(files.of("-w", name, named.besides("-w")), manner);
    }
}
