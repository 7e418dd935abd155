package io.millrace.cli;

import io.millrace.Capture;
import io.millrace.CaptureBuilder;
import io.millrace.Device;
import io.millrace.Direction;
import io.millrace.Overload;
import io.millrace.SourceKind;
import io.millrace.Workers;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * What is captured and with which means: tcpdump's options where it has them, and the engine's. An option that is not
 * given leaves the library's default alone.
 */
final class CaptureOptions {
    /** How long the engine is warmed up, unless told otherwise. */
    static final Duration REHEARSAL = Duration.ofMillis(500);

    private static final long MAX_BUFFER_KIB = CaptureBuilder.MAX_QUEUE_BYTES >> 10;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // injected by picocli
    private CommandSpec spec;

    @Option(
            names = {"-c", "--count"},
            paramLabel = "N",
            description = "End after N packets.")
    private @Nullable Long count;

    @Option(
            names = {"-s", "--snapshot-length"},
            paramLabel = "BYTES",
            description = "Keep BYTES of each packet; 0 means all (the default).")
    private @Nullable Long snaplen;

    @Option(
            names = {"-B", "--buffer-size"},
            paramLabel = "KIB",
            description = "The kernel's buffer, in KiB. Default: 65536.")
    private @Nullable Long bufferKib;

    @Option(
            names = {"-p", "--no-promiscuous-mode"},
            description = "Do not put the device into promiscuous mode.")
    private boolean notPromiscuous;

    @Option(names = "-n", description = "Do not turn addresses into names (Millrace never does).")
    @SuppressWarnings("UnusedVariable") // accepted out of habit, as is -nn
    private boolean @Nullable [] numeric;

    @Option(
            names = {"-Q", "--direction"},
            paramLabel = "in|out|inout",
            description = "Which packets are captured.")
    private @Nullable Direction direction;

    @Option(names = "--immediate-mode", description = "Deliver packets as they come, not in blocks.")
    private boolean immediate;

    @Option(names = "--source", paramLabel = "auto|libpcap|afpacket", description = "How the device is read.")
    private @Nullable SourceKind source;

    @Option(names = "--capture-threads", paramLabel = "N", description = "Threads that take packets (afpacket).")
    private @Nullable Integer captureThreads;

    @Option(
            names = "--workers",
            paramLabel = "N|fixed:N|virtual:N",
            description = "Who calls the handler: N platform threads for handlers that compute, or at most N virtual"
                    + " threads for handlers that wait.")
    private @Nullable Workers workers;

    @Option(
            names = "--overload",
            paramLabel = "POLICY",
            description = "What gives when the queue is full: drop-newest or block.")
    private @Nullable Overload overload;

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
            defaultValue = "500ms",
            description = "How long made-up packets warm the engine up before the device is opened. Default: 500ms.")
    private Duration rehearsal = REHEARSAL;

    @Parameters(
            arity = "0..*",
            paramLabel = "FILTER",
            description = "Which packets, in libpcap's language (pcap-filter(7)). Put -- before a filter that begins"
                    + " with a dash.")
    private List<String> filter = List.of();

    CaptureOptions() {}

    /** How many threads are to take packets. */
    int captureThreads() {
        return captureThreads == null ? 1 : captureThreads;
    }

    /** A capture from a device with these settings, not yet started. */
    CaptureBuilder builder(String device) {
        CaptureBuilder builder = Capture.from(Device.named(device));
        configureSource(builder);
        configureEngine(builder);
        return builder;
    }

    private void configureSource(CaptureBuilder builder) {
        if (!filter.isEmpty()) {
            builder.filter(String.join(" ", filter));
        }
        if (snaplen != null) {
            long bytes = snaplen == 0 ? CaptureBuilder.MAX_SNAPLEN : snaplen;
            builder.snaplen((int) inRange("--snapshot-length", bytes, CaptureBuilder.MAX_SNAPLEN));
        }
        if (bufferKib != null) {
            builder.kernelBuffer(inRange("--buffer-size", bufferKib, MAX_BUFFER_KIB) << 10);
        }
        if (notPromiscuous) {
            builder.promiscuous(false);
        }
        if (immediate) {
            builder.immediate(true);
        }
        if (direction != null) {
            builder.direction(direction);
        }
        if (source != null) {
            builder.source(source);
        }
        if (captureThreads != null) {
            builder.captureThreads(captureThreads);
        }
    }

    private void configureEngine(CaptureBuilder builder) {
        builder.rehearsal(rehearsal);
        if (workers != null) {
            builder.workers(workers);
        }
        if (overload != null) {
            builder.overload(overload);
        }
        if (queueBytes != null) {
            builder.queueBytes(queueBytes);
        }
        if (maxInFlight != null) {
            builder.maxInFlight(maxInFlight);
        }
        if (count != null) {
            builder.count(inRange("--count", count, Long.MAX_VALUE));
        }
        if (duration != null) {
            builder.duration(duration);
        }
        if (drain != null) {
            builder.drain(drain);
        }
    }

    private long inRange(String option, long value, long max) {
        if (value < 1 || value > max) {
            String most = max == Long.MAX_VALUE ? "at least 1" : "1 to " + max;
            throw OptionNames.complaint(spec, option, value + " (expected: " + most + ")");
        }
        return value;
    }
}
