package io.millrace.bench.race;

import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A command, as people type it, in a process of its own. Belongs to one thread. */
final class LaunchedCommand implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;
    private static final Pattern HANDLED = Pattern.compile("\"handled\":(\\d+)");

    private final String name;
    private final Path errors;
    private final Process process;
    private final long begun;
    private final Instant begunAt;

    private LaunchedCommand(List<String> command, String javaOptions) throws IOException {
        name = Path.of(command.getFirst()).getFileName() + " " + command.get(1);
        errors = Files.createTempFile("millrace-bench", ".err");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment().put("MILLRACE_JAVA_OPTS", javaOptions);
        builder.redirectInput(Path.of("/dev/null").toFile());
        begunAt = Instant.now();
        begun = System.nanoTime();
        process = builder.start();
    }

    /** Starts a program. */
    static LaunchedCommand start(String... command) throws IOException {
        return new LaunchedCommand(List.of(command), "");
    }

    /** Starts Millrace, with further options for Java. */
    static LaunchedCommand millrace(Track track, String javaOptions, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(track.launcher().toString()));
        command.addAll(List.of(words));
        return new LaunchedCommand(command, javaOptions);
    }

    long pid() {
        return process.pid();
    }

    /** The times since the start, in milliseconds, of the first line of its output, and of the packet that this tells of. */
    record FirstLine(double toldMillis, double capturedMillis) {}

    /** Waits for a line of {@code -tt}, which begins with the seconds since 1970 at which the packet came. */
    FirstLine awaitFirstLine() throws IOException {
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String line = output.readLine();
        double told = elapsedNanos() / 1e6;
        if (line == null) {
            throw failed("it ended without output");
        }
        BigDecimal seconds = new BigDecimal(line.substring(0, line.indexOf(' ')));
        Instant captured = Instant.ofEpochSecond(
                seconds.longValue(),
                seconds.remainder(BigDecimal.ONE).movePointRight(9).longValue());
        return new FirstLine(told, Duration.between(begunAt, captured).toNanos() / 1e6);
    }

    /** Waits until its errors hold some words. */
    void awaitSaid(String words) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!Files.readString(errors).contains(words)) {
            if (!process.isAlive() || System.nanoTime() - deadline > 0) {
                throw failed("it did not say: " + words);
            }
            Thread.sleep(5);
        }
    }

    /** Asks it to end, as Ctrl-C does, without waiting. */
    void interrupt() throws IOException {
        Process ignored = new ProcessBuilder("kill", "-INT", Long.toString(pid())).start();
    }

    /** Waits for its end, which must be well; returns what it wrote. */
    String awaitEnd() throws IOException, InterruptedException {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw failed("it did not end well");
        }
        return output;
    }

    /** The time since the start, in nanoseconds. */
    long elapsedNanos() {
        return System.nanoTime() - begun;
    }

    /**
     * Looks at the ledger that Millrace wrote to its output.
     *
     * @throws InvalidRaceException if it does not balance, or not so many packets were handled
     */
    static void requireHandled(String output, long packets) {
        Matcher handled = HANDLED.matcher(output);
        if (!output.contains("\"balanced\":true") || !handled.find() || Long.parseLong(handled.group(1)) != packets) {
            throw new InvalidRaceException("millrace did not handle " + packets
                    + " packets, or its ledger does not balance: " + output.strip());
        }
    }

    private InvalidRaceException failed(String how) throws IOException {
        return new InvalidRaceException(
                name + ": " + how + ": " + Files.readString(errors).strip().replace('\n', '|'));
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Files.deleteIfExists(errors);
    }
}
