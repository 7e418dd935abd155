package io.millrace.cli;

import io.millrace.CaptureBuilder;
import io.millrace.Overload;
import io.millrace.Workers;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How the engine runs. An option that is not given leaves the library's default alone. */
final class EngineOptions {
    /** How long the engine is warmed up, unless told otherwise: a wire does not wait until it is fast. */
    static final Duration REHEARSAL = Duration.ofMillis(500);

    private @Nullable Workers workers;
    private @Nullable Overload overload;
    private final SpoolOptions spool;
    private @Nullable Long queueBytes;
    private @Nullable Integer maxInFlight;
    private @Nullable Duration duration;
    private @Nullable Duration drain;
    private @Nullable Duration rehearsal;

    EngineOptions(Options options) {
        options.value(
                "--workers",
                "N|fixed:N|virtual:N|auto",
                Workers.class,
                word -> workers = word,
                "Who calls the handler: N platform threads for handlers that compute, at most N virtual"
                        + " threads for handlers that wait, or as many as serve best (auto, auto:MOST).");
        options.value(
                "--overload",
                "POLICY",
                Overload.class,
                word -> overload = word,
                "What gives when handlers are behind: drop-newest, block (the default for savefiles),"
                        + " drop-oldest, max-age:D, codel[:TARGET,INTERVAL], sample[:flows|packets], headers:N,"
                        + " spill:DIR[,SIZE]; several that act at different places are joined by +.");
        spool = new SpoolOptions(options);
        options.size("--queue-bytes", "SIZE", bytes -> queueBytes = bytes, "The bound of the queue: 64m, 1g.");
        options.value(
                "--max-in-flight",
                "N",
                Integer.class,
                word -> maxInFlight = word,
                "Asynchronous handlers: how many stages may be pending.");
        options.value("--duration", "D", Duration.class, word -> duration = word, "End after a time: 500ms, 10s, 5m.");
        options.value(
                "--drain",
                "D",
                Duration.class,
                word -> drain = word,
                "How long to wait for queued packets at the end.");
        options.value(
                "--rehearsal",
                "D",
                Duration.class,
                word -> rehearsal = word,
                "How long made-up packets warm the engine up at the most, until the first packet comes. Default: 500ms"
                        + " for a device, none for a savefile.");
    }

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
