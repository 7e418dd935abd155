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

/**
 * Which packets are taken, and how their device is read: tcpdump's options, and ours. An option that is not given leaves the
 * library's default alone. Where a savefile is read, what concerns a device has no effect.
 */
final class SourceOptions {
    private static final long MAX_BUFFER_KIB = CaptureBuilder.MAX_QUEUE_BYTES >> 10;

    private final CommandSpec spec;
    private @Nullable String device;
    private @Nullable Long count;
    private @Nullable Long snaplen;
    private @Nullable Long bufferKib;
    private boolean notPromiscuous;
    private @Nullable Direction direction;
    private boolean immediate;
    private boolean busyPoll;
    private @Nullable DataLink datalink;
    private @Nullable TimestampType timestampType;
    private @Nullable Path filterFile;
    private @Nullable String user;
    private @Nullable SourceKind source;
    private @Nullable Integer captureThreads;

    SourceOptions(Options options) {
        spec = options.spec();
        options.value(
                "-i, --interface",
                "DEV",
                String.class,
                word -> device = word,
                "The device, or its number in the list of -D. The first that is up, if not given.");
        options.value("-c", "N", Long.class, word -> count = word, "End after N packets.");
        options.value(
                "-s, --snapshot-length",
                "BYTES",
                Long.class,
                word -> snaplen = word,
                "Keep BYTES of each packet; 0 means all (the default).");
        options.value(
                "-B, --buffer-size",
                "KIB",
                Long.class,
                word -> bufferKib = word,
                "The kernel's buffer, in KiB. Default: 131072.");
        options.flag(
                "-p, --no-promiscuous-mode",
                given -> notPromiscuous = given,
                "Do not put the device into promiscuous mode.");
        options.value(
                "-Q, --direction",
                "in|out|inout",
                Direction.class,
                word -> direction = word,
                "Which packets are captured.");
        options.flag("--immediate-mode", given -> immediate = given, "Deliver packets as they come, not in blocks.");
        options.flag(
                "--busy-poll",
                given -> busyPoll = given,
                "Look for packets all the time, on a processor for each capture thread; with --immediate-mode.");
        options.value(
                "-y, --linktype",
                "LINKTYPE",
                DataLink.class,
                word -> datalink = word,
                "The link type of what the device delivers; see -L.");
        options.value(
                "-j, --time-stamp-type",
                "TYPE",
                TimestampType.class,
                word -> timestampType = word,
                "Who stamps packets; see -J.");
        options.value(
                "-F",
                "FILE",
                Path.class,
                word -> filterFile = word,
                "Read the filter from a file; # begins a comment.");
        options.value(
                "-Z, --relinquish-privileges",
                "USER",
                String.class,
                word -> user = word,
                "As root: become USER once the device is open.");
        options.value(
                "--source",
                "auto|libpcap|afpacket",
                SourceKind.class,
                word -> source = word,
                "How the device is read.");
        options.value(
                "--capture-threads",
                "N",
                Integer.class,
                word -> captureThreads = word,
                "Threads that take packets (afpacket).");
    }

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
