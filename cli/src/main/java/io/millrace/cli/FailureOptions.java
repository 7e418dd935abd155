package io.millrace.cli;

import io.millrace.CaptureBuilder;
import io.millrace.Failures;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** What is done about handlers that fail, or take too long. */
final class FailureOptions {
    private final CommandSpec spec;
    private FailureWords.@Nullable Timeout timeout;
    private @Nullable Failures failures;
    private @Nullable Path deadLetter;

    FailureOptions(Options options) {
        spec = options.spec();
        options.value(
                "--handler-timeout",
                "D[,interrupt]",
                FailureWords.Timeout.class,
                word -> timeout = word,
                "Tell of each call of the handler that takes longer, with its packet and its stack, and"
                        + " interrupt it if wanted; with virtual threads others take its place.");
        options.value(
                "--on-failure",
                "ACTION",
                Failures.class,
                word -> failures = word,
                "When the handler fails: continue (the default), stop:N (end after N failures in a row),"
                        + " retry:N[,BACKOFF] (try again up to N times, after 10ms, 20ms, ... unless told otherwise).");
        options.value(
                "--dead-letter",
                "FILE",
                Path.class,
                word -> deadLetter = word,
                "Write packets that failed for good to a pcapng file, each with the reason as its comment; to"
                        + " a file that is there they are added.");
    }

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
