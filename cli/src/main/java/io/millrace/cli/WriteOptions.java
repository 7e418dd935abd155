package io.millrace.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whether packets are written to savefiles instead of being handled. */
final class WriteOptions {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // injected by picocli
    private CommandSpec spec;

    @Option(
            names = "-w",
            paramLabel = "FILE",
            description = "Write packets to a savefile instead of printing them; - is standard output. What ends with"
                    + " .gz or .zst is compressed.")
    private @Nullable String file;

    @Mixin
    private FileOptions files = new FileOptions();

    WriteOptions() {}

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
