package io.millrace.cli;

import io.millrace.CaptureBuilder;
import io.millrace.Overload;
import io.millrace.Workers;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How the engine runs. An option that is not given leaves the library's default alone. */
final class EngineOptions {
    /** How long the engine is warmed up, unless told otherwise: a wire does not wait until it is fast. */
    static final Duration REHEARSAL = Duration.ofMillis(500);

    @Option(
            names = "--workers",
            paramLabel = "N|fixed:N|virtual:N|auto",
            description = "Who calls the handler: N platform threads for handlers that compute, at most N virtual"
                    + " threads for handlers that wait, or as many as serve best (auto, auto:MOST).")
    private @Nullable Workers workers;

    @Option(
            names = "--overload",
            paramLabel = "POLICY",
            description = "What gives when handlers are behind: drop-newest, block (the default for savefiles),"
                    + " drop-oldest, max-age:D, codel[:TARGET,INTERVAL], sample[:flows|packets], headers:N,"
                    + " spill:DIR[,SIZE]; several that act at different places are joined by +.")
    private @Nullable Overload overload;

    @Mixin
    private SpoolOptions spool = new SpoolOptions();

    @Option(
            names = "--queue-bytes",
            paramLabel = "SIZE",
            converter = Converters.Size.class,
            description = "The bound of the queue: 64m, 1g.")
    private @Nullable Long queueBytes;

    @Option(
            names = "--max-in-flight",
            paramLabel = "N",
            description = "Asynchronous handlers: how many stages may be pending.")
    private @Nullable Integer maxInFlight;

    @Option(names = "--duration", paramLabel = "D", description = "End after a time: 500ms, 10s, 5m.")
    private @Nullable Duration duration;

    @Option(names = "--drain", paramLabel = "D", description = "How long to wait for queued packets at the end.")
    private @Nullable Duration drain;

    @Option(
            names = "--rehearsal",
            paramLabel = "D",
            description =
                    "How long made-up packets warm the engine up at the most, until the first packet comes. Default: 500ms"
                            + " for a device, none for a savefile.")
    private @Nullable Duration rehearsal;

    EngineOptions() {}

    /** The folder in which packets are parked; null for none. */
    @Nullable
    Path spoolFolder() {
        if (overload != null) {
            for (Overload policy : overload.policies()) {
                if (policy instanceof Overload.Spill spill) {
                    return spill.folder();
                }
            }
        }
        return spool.folder();
    }

    /** Settles how the capture of a device runs. */
    CaptureBuilder live(CaptureBuilder builder) {
        return offline(builder.rehearsal(REHEARSAL));
    }

    /** Settles how the capture of a savefile runs. */
    CaptureBuilder offline(CaptureBuilder builder) {
        if (rehearsal != null) {
            builder.rehearsal(rehearsal);
        }
        if (workers != null) {
            builder.workers(workers);
        }
        if (overload != null) {
            builder.overload(overload);
        }
        spool.settle(builder);
        if (queueBytes != null) {
            builder.queueBytes(queueBytes);
        }
        if (maxInFlight != null) {
            builder.maxInFlight(maxInFlight);
        }
        if (duration != null) {
            builder.duration(duration);
        }
        if (drain != null) {
            builder.drain(drain);
        }
        return builder;
    }
}
