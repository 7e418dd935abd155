package io.millrace.bench.rival;

import io.millrace.savefile.SavefileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A program that captures live and writes a savefile: tcpdump, dumpcap, or the command {@code millrace}. It has no handlers:
 * a packet is handled when the program says that it was captured, and it is in the file. Its processor time is that of the
 * whole process, its start included; {@code wallNanos} runs from when it captured to when it had ended.
 */
record FileWriter(Kind kind, String program, Workshop workshop) implements Rival {
    enum Kind {
        TCPDUMP("tcpdump", "listening on", "(\\d+) packets? captured", "(\\d+) packets? dropped by kernel", ""),
        DUMPCAP(
                "wireshark-common",
                "File: ",
                "Packets captured: (\\d+)",
                "received/dropped on interface .*: \\d+/(\\d+) .*",
                ""),
        /** It may give packets up that the disk does not take in time. */
        MILLRACE(
                "millrace",
                "listening on",
                "(\\d+) packets? captured",
                "(\\d+) packets? dropped by kernel",
                "(\\d+) packets? written to .*");

        private final String packageName;
        private final String opened;
        private final Pattern captured;
        private final Pattern dropped;
        private final @Nullable Pattern written;

        Kind(String packageName, String opened, String captured, String dropped, String written) {
            this.packageName = packageName;
            this.opened = opened;
            this.captured = Pattern.compile(captured);
            this.dropped = Pattern.compile(dropped);
            this.written = written.isEmpty() ? null : Pattern.compile(written);
        }

        private List<String> options(RivalSettings settings) {
            String kibibytes = Long.toString(settings.bufferBytes() >> 10);
            return switch (this) {
                case TCPDUMP -> List.of("-n", "-Z", "root", "-B", kibibytes);
                case DUMPCAP -> List.of("-P", "-B", Long.toString(settings.bufferBytes() >> 20));
                case MILLRACE -> List.of("--format", "pcap", "-B", kibibytes);
            };
        }
    }

    @Override
    public String name() {
        return Path.of(program).getFileName().toString();
    }

    @Override
    public String what() {
        return name() + " -w";
    }

    @Override
    public String lacks() {
        return "writes files and handles nothing";
    }

    @Override
    public boolean isLiveOnly() {
        return true;
    }

    @Override
    public Runner start(RivalSettings settings) throws RivalUnavailableException {
        if (kind != Kind.MILLRACE && !Workshop.isOnPath(program)) {
            throw RivalUnavailableException.missing(program, kind.packageName);
        }
        return new Writing(this, settings, workshop.file(name() + ".pcap"));
    }

    private List<String> command(String device, Path file, RivalSettings settings) {
        List<String> command = new ArrayList<>(List.of(program));
        if (kind == Kind.MILLRACE) {
            command.add("capture");
        }
        command.addAll(List.of("-i", device, "-w", file.toString(), "-s", "262144"));
        command.addAll(kind.options(settings));
        if (settings.immediate() && kind != Kind.DUMPCAP) {
            command.add("--immediate-mode");
        }
        return command;
    }

    /** One program for each pass. */
    private static final class Writing implements Runner {
        private static final Duration STARTING = Duration.ofSeconds(20);
        private static final Duration STOPPING = Duration.ofSeconds(30);

        private static final long QUIET_NANOS = 1_500_000_000;

        private final FileWriter writer;
        private final Kind kind;
        private final RivalSettings settings;
        private final Path file;
        private @Nullable Child child;
        private long begun;

        Writing(FileWriter writer, RivalSettings settings, Path file) {
            this.writer = writer;
            kind = writer.kind;
            this.settings = settings;
            this.file = file;
        }

        @Override
        public PassResult file(Path savefile) {
            throw new RivalException(writer.name() + ": captures live only");
        }

        @Override
        public void live(String device) {
            close();
            Child started = Child.start(writer.name(), writer.command(device, file, settings), true);
            child = started;
            String ignored = started.await("`" + kind.opened + "`", line -> line.contains(kind.opened), STARTING);
            begun = System.nanoTime();
        }

        /** There is nobody to ask; either hands a block that is not full over after a second at the latest. */
        @Override
        public void awaitQuiet(Duration atMost) {
            LockSupport.parkNanos(Math.min(QUIET_NANOS, atMost.toNanos()));
        }

        @Override
        public PassResult stop() {
            Child running = child;
            if (running == null) {
                throw new RivalException(writer.name() + ": does not capture");
            }
            long residentKib = ProcessorTime.residentKib(running.pid());
            ProcessorTime before = ProcessorTime.ofEndedChildren();
            running.terminate();
            long captured = number(running, kind.captured);
            long dropped = number(running, kind.dropped);
            long written = kind.written == null ? captured : number(running, kind.written);
            if (!running.awaitEnd(STOPPING)) {
                throw running.failed("does not end when it is asked to");
            }
            long nanos = System.nanoTime() - begun;
            ProcessorTime used = ProcessorTime.ofEndedChildren().since(before);
            try {
                WrittenFile.require(file, written);
            } catch (SavefileException | IllegalStateException e) {
                throw new RivalException(writer.name() + ": " + e.getMessage(), e);
            }
            delete(); // its pages are there for the next one's file
            return new PassResult(
                    captured,
                    written,
                    dropped,
                    captured - written,
                    PassResult.UNKNOWN,
                    nanos,
                    used.userNanos(),
                    used.systemNanos(),
                    PassResult.UNKNOWN,
                    residentKib,
                    PassResult.UNKNOWN,
                    PassResult.UNKNOWN,
                    PassResult.UNKNOWN);
        }

        private static long number(Child child, Pattern pattern) {
            String line =
                    child.await(pattern.pattern(), said -> pattern.matcher(said).find(), STOPPING);
            Matcher matcher = pattern.matcher(line);
            if (!matcher.find()) {
                throw new IllegalStateException(line);
            }
            return Long.parseLong(matcher.group(1));
        }

        @Override
        public void close() {
            Child last = child;
            if (last != null) {
                child = null;
                last.close();
            }
            delete();
        }

        private void delete() {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new RivalException(file + ": " + e.getMessage(), e);
            }
        }
    }
}
