package io.millrace.cli;

import io.millrace.CaptureBuilder;
import io.millrace.Failures;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What is done about handlers that fail, or take too long. */
final class FailureOptions {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // injected by picocli
    private CommandSpec spec;

    @Option(
            names = "--handler-timeout",
            paramLabel = "D[,interrupt]",
            description = "Tell of each call of the handler that takes longer, with its packet and its stack, and"
                    + " interrupt it if wanted; with virtual threads others take its place.")
    private FailureWords.@Nullable Timeout timeout;

    @Option(
            names = "--on-failure",
            paramLabel = "ACTION",
            description = "When the handler fails: continue (the default), stop:N (end after N failures in a row),"
                    + " retry:N[,BACKOFF] (try again up to N times, after 10ms, 20ms, ... unless told otherwise).")
    private @Nullable Failures failures;

    @Option(
            names = "--dead-letter",
            paramLabel = "FILE",
            description = "Write packets that failed for good to a pcapng file, each with the reason as its comment; to"
                    + " a file that is there they are added.")
    private @Nullable Path deadLetter;

    FailureOptions() {}

    /** Names the file that is written. */
    void name(NamedFiles files) {
        files.written("--dead-letter", deadLetter == null ? null : deadLetter.toString());
    }

    /** Settles it for a capture. */
    CaptureBuilder applied(CaptureBuilder builder) {
        if (timeout != null) {
            builder.handlerTimeout(timeout.time(), timeout.action());
        }
        if (failures != null) {
            builder.whenFailing(failures);
        }
        if (deadLetter != null) {
            if (deadLetter.toString().equals("-")) {
                throw OptionNames.complaint(spec, "--dead-letter", "- (expected: a file)");
            }
            builder.deadLetter(deadLetter);
        }
        return builder;
    }
}
