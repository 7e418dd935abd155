package io.millrace.cli;

import io.millrace.Capture;
import io.millrace.CaptureBuilder;
import io.millrace.Device;
import io.millrace.Direction;
import io.millrace.Privileges;
import io.millrace.Savefile;
import io.millrace.SourceKind;
import io.millrace.pcap.DataLink;
import io.millrace.pcap.TimestampType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Which packets are taken, and how their device is read: tcpdump's options, and ours. An option that is not given leaves the
 * library's default alone. Where a savefile is read, what concerns a device has no effect.
 */
final class SourceOptions {
    private static final long MAX_BUFFER_KIB = CaptureBuilder.MAX_QUEUE_BYTES >> 10;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // injected by picocli
    private CommandSpec spec;

    @Option(
            names = {"-i", "--interface"},
            paramLabel = "DEV",
            description = "The device, or its number in the list of -D. The first that is up, if not given.")
    private @Nullable String device;

    @Option(names = "-c", paramLabel = "N", description = "End after N packets.")
    private @Nullable Long count;

    @Option(
            names = {"-s", "--snapshot-length"},
            paramLabel = "BYTES",
            description = "Keep BYTES of each packet; 0 means all (the default).")
    private @Nullable Long snaplen;

    @Option(
            names = {"-B", "--buffer-size"},
            paramLabel = "KIB",
            description = "The kernel's buffer, in KiB. Default: 131072.")
    private @Nullable Long bufferKib;

    @Option(
            names = {"-p", "--no-promiscuous-mode"},
            description = "Do not put the device into promiscuous mode.")
    private boolean notPromiscuous;

    @Option(
            names = {"-Q", "--direction"},
            paramLabel = "in|out|inout",
            description = "Which packets are captured.")
    private @Nullable Direction direction;

    @Option(names = "--immediate-mode", description = "Deliver packets as they come, not in blocks.")
    private boolean immediate;

    @Option(
            names = "--busy-poll",
            description =
                    "Look for packets all the time, on a processor for each capture thread; with --immediate-mode.")
    private boolean busyPoll;

    @Option(
            names = {"-y", "--linktype"},
            paramLabel = "LINKTYPE",
            description = "The link type of what the device delivers; see -L.")
    private @Nullable DataLink datalink;

    @Option(
            names = {"-j", "--time-stamp-type"},
            paramLabel = "TYPE",
            description = "Who stamps packets; see -J.")
    private @Nullable TimestampType timestampType;

    @Option(names = "-F", paramLabel = "FILE", description = "Read the filter from a file; # begins a comment.")
    private @Nullable Path filterFile;

    @Option(
            names = {"-Z", "--relinquish-privileges"},
            paramLabel = "USER",
            description = "As root: become USER once the device is open.")
    private @Nullable String user;

    @Option(names = "--source", paramLabel = "auto|libpcap|afpacket", description = "How the device is read.")
    private @Nullable SourceKind source;

    @Option(names = "--capture-threads", paramLabel = "N", description = "Threads that take packets (afpacket).")
    private @Nullable Integer captureThreads;

    SourceOptions() {}

    /** How many threads are to take packets. */
    int captureThreads() {
        return captureThreads == null ? 1 : captureThreads;
    }

    /** How many bytes of each packet are kept. */
    int snaplen() {
        if (snaplen == null || snaplen == 0) {
            return CaptureBuilder.MAX_SNAPLEN;
        }
        return (int) inRange("--snapshot-length", snaplen, 0, CaptureBuilder.MAX_SNAPLEN);
    }

    /** The link type that is wanted; null if the device shall decide. */
    @Nullable
    DataLink datalink() {
        return datalink;
    }

    /** Whether a device was named. */
    boolean namesDevice() {
        return device != null;
    }

    /** The device that is meant. */
    String device() {
        return device == null ? Devices.first() : NumberedDevices.named(device);
    }

    /**
     * The filter: that of the file, or else of the command line.
     *
     * @throws IOException if the file cannot be read
     */
    String filter(List<String> words) throws IOException {
        return filterFile == null ? String.join(" ", words) : FilterFile.read(filterFile);
    }

    /** A capture from a device with these settings, not yet started. */
    CaptureBuilder from(Device from) {
        CaptureBuilder builder =
                Capture.from(from).snaplen(snaplen()).immediate(immediate).busyPoll(busyPoll);
        if (bufferKib != null) {
            builder.kernelBuffer(bufferBytes(bufferKib));
        }
        if (notPromiscuous) {
            builder.promiscuous(false);
        }
        if (direction != null) {
            builder.direction(direction);
        }
        if (source != null) {
            builder.source(source);
        }
        if (datalink != null) {
            builder.datalink(datalink);
        }
        if (timestampType != null) {
            builder.timestampType(timestampType);
        }
        if (captureThreads != null) {
            builder.captureThreads(captureThreads);
        }
        return common(builder);
    }

    /** A capture from a savefile with these settings, not yet started. What has no effect must be right all the same. */
    CaptureBuilder from(Savefile from) {
        int _ = snaplen();
        if (bufferKib != null) {
            long _ = bufferBytes(bufferKib);
        }
        return common(Capture.from(from));
    }

    private long bufferBytes(long kib) {
        return inRange("--buffer-size", kib, 1, MAX_BUFFER_KIB) << 10;
    }

    private CaptureBuilder common(CaptureBuilder builder) {
        if (count != null) {
            builder.count(inRange("-c", count, 1, Long.MAX_VALUE));
        }
        String wanted = user;
        if (wanted != null) {
            builder.whenOpen(() -> becomeUser(wanted));
        }
        return builder;
    }

    /** Who is not root has nothing to give up, as with tcpdump. */
    private static void becomeUser(String wanted) {
        if (Privileges.areRoots()) {
            Privileges.dropTo(wanted);
        }
    }

    private long inRange(String option, long value, long min, long max) {
        if (value < min || value > max) {
            String expected = max == Long.MAX_VALUE ? "at least " + min : min + " to " + max;
            throw OptionNames.complaint(spec, option, value + " (expected: " + expected + ")");
        }
        return value;
    }
}
