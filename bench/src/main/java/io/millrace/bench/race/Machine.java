package io.millrace.bench.race;

import io.millrace.pcap.Pcap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a run depends on besides the program: the machine, its versions, and what else ran on it. */
final class Machine {
    private static final int TICKS = 10; // of /proc/stat: user to guest_nice
    private static final int IDLE = 3;
    private static final int IO_WAIT = 4;
    private static final int STEAL = 7;

    private static final Pattern SPACES = Pattern.compile(" +");

    private final Path root;
    private final double loadBefore;
    private final long[] ticksBefore;

    /**
     * Looks how busy it is.
     *
     * @param root the folder of the sources
     */
    Machine(Path root) {
        this.root = root;
        loadBefore = loadAverage();
        ticksBefore = ticks();
    }

    static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    private static double loadAverage() {
        return Double.parseDouble(
                SPACES.splitAsStream(firstLine("/proc/loadavg")).findFirst().orElse("0"));
    }

    private static long[] ticks() {
        return SPACES.splitAsStream(firstLine("/proc/stat"))
                .skip(1) // "cpu"
                .limit(TICKS)
                .mapToLong(Long::parseLong)
                .toArray();
    }

    /** What a run since then depended on, in a sentence. */
    String circumstances(String command) {
        long[] now = ticks();
        long all = 0;
        for (int i = 0; i < TICKS - 2; i++) { // the last two are in others
            all += now[i] - ticksBefore[i];
        }
        long stolen = now[STEAL] - ticksBefore[STEAL];
        long idle = now[IDLE] + now[IO_WAIT] - ticksBefore[IDLE] - ticksBefore[IO_WAIT];
        return String.format(
                Locale.ROOT,
                "%d cores (%s), %d GiB; Linux %s; %s %s; %s; load before %.2f, cores %.0f %% busy in the run, %.1f %% taken by"
                        + " the hypervisor; Millrace %s; %s; `%s`",
                cores(),
                processor(),
                Math.round(kib("/proc/meminfo", "MemTotal:") / 1048576.0),
                System.getProperty("os.version"),
                System.getProperty("java.vendor.version", System.getProperty("java.vm.name")),
                Runtime.version(),
                Pcap.version(),
                loadBefore,
                all == 0 ? 0 : 100.0 * (all - idle - stolen) / all,
                all == 0 ? 0 : 100.0 * stolen / all,
                commit(),
                Instant.now().truncatedTo(ChronoUnit.MINUTES),
                command);
    }

    /** A figure of a file of the kernel with a name on each line, in KiB; -1 if it has none. */
    static long kib(String file, String name) {
        try {
            for (String line : Files.readAllLines(Path.of(file))) {
                if (line.startsWith(name)) {
                    return Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
            return -1;
        } catch (IOException e) {
            return -1;
        }
    }

    private static String processor() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/cpuinfo"))) {
                if (line.startsWith("model name")) {
                    return line.substring(line.indexOf(':') + 1).strip();
                }
            }
        } catch (IOException e) {
            // Then the architecture has to do.
        }
        return System.getProperty("os.arch");
    }

    private String commit() {
        try {
            Process git = new ProcessBuilder("git", "describe", "--always", "--dirty", "--exclude=*")
                    .directory(root.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String name = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return name.isEmpty() ? "of an unknown commit" : name;
        } catch (IOException e) {
            return "of an unknown commit";
        }
    }

    private static String firstLine(String file) {
        try {
            return Files.readAllLines(Path.of(file)).getFirst();
        } catch (IOException e) {
            throw new InvalidRaceException("cannot read " + file + ": the races are for Linux");
        }
    }
}
