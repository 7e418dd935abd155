package io.millrace.bench.rival;

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
 * A program that captures live and writes a savefile, tcpdump or dumpcap. It has no handlers: a packet is handled when the program
 * says that it was captured. Its processor time is that of the whole process, its start included; {@code wallNanos} runs from when it
 * captured to when it had ended.
 */
record FileWriter(Kind kind, Workshop workshop) implements Rival {
    enum Kind {
        TCPDUMP(
                "tcpdump",
                "listening on",
                Pattern.compile("(\\d+) packets? captured"),
                Pattern.compile("(\\d+) packets? dropped by kernel")),
        DUMPCAP(
                "dumpcap",
                "File: ",
                Pattern.compile("Packets captured: (\\d+)"),
                Pattern.compile("received/dropped on interface .*: \\d+/(\\d+) .*"));

        private final String program;
        private final String opened;
        private final Pattern captured;
        private final Pattern dropped;

        Kind(String program, String opened, Pattern captured, Pattern dropped) {
            this.program = program;
            this.opened = opened;
            this.captured = captured;
            this.dropped = dropped;
        }

        private List<String> command(String device, Path file, RivalSettings settings) {
            List<String> command =
                    new ArrayList<>(List.of(program, "-i", device, "-w", file.toString(), "-s", "262144"));
            command.addAll(
                    switch (this) {
                        case TCPDUMP -> List.of("-n", "-Z", "root", "-B", Long.toString(settings.bufferBytes() >> 10));
                        case DUMPCAP -> List.of("-P", "-B", Long.toString(settings.bufferBytes() >> 20));
                    });
            if (settings.immediate() && this == TCPDUMP) {
                command.add("--immediate-mode");
            }
            return command;
        }
    }

    @Override
    public String name() {
        return kind.program;
    }

    @Override
    public String what() {
        return kind.program + " -w";
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
        if (!Workshop.isOnPath(kind.program)) {
            throw RivalUnavailableException.missing(
                    kind.program, kind == Kind.DUMPCAP ? "wireshark-common" : kind.program);
        }
        return new Writing(kind, settings, workshop.file(kind.program + ".pcap"));
    }

    /** One program for each pass. */
    private static final class Writing implements Runner {
        private static final Duration STARTING = Duration.ofSeconds(20);
        private static final Duration STOPPING = Duration.ofSeconds(30);

        private static final long QUIET_NANOS = 1_500_000_000;

        private final Kind kind;
        private final RivalSettings settings;
        private final Path file;
        private @Nullable Child child;
        private long begun;

        Writing(Kind kind, RivalSettings settings, Path file) {
            this.kind = kind;
            this.settings = settings;
            this.file = file;
        }

        @Override
        public PassResult file(Path savefile) {
            throw new RivalException(kind.program + ": captures live only");
        }

        @Override
        public void live(String device) {
            close();
            Child started = Child.start(kind.program, kind.command(device, file, settings), true);
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
                throw new RivalException(kind.program + ": does not capture");
            }
            long residentKib = ProcessorTime.residentKib(running.pid());
            ProcessorTime before = ProcessorTime.ofEndedChildren();
            running.terminate();
            long captured = number(running, kind.captured);
            long dropped = number(running, kind.dropped);
            if (!running.awaitEnd(STOPPING)) {
                throw running.failed("does not end when it is asked to");
            }
            long nanos = System.nanoTime() - begun;
            ProcessorTime used = ProcessorTime.ofEndedChildren().since(before);
            return new PassResult(
                    captured,
                    captured,
                    dropped,
                    0,
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
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new RivalException(file + ": " + e.getMessage(), e);
            }
        }
    }
}
