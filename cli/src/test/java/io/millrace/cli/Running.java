package io.millrace.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A command that runs, with its output and its errors in files. */
final class Running implements AutoCloseable {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long STEP_NANOS = 5_000_000;

    private final Path out;
    private final Path err;
    private final Process process;

    private Running(ProcessBuilder builder, Path out, Path err) throws IOException {
        this.out = out;
        this.err = err;
        process = builder.start();
    }

    /** Starts a command whose output goes to a file, or is read by the test. */
    static Running start(ProcessBuilder builder, boolean piped) throws IOException {
        Path out = Files.createTempFile("millrace-", ".out");
        Path err = Files.createTempFile("millrace-", ".err");
        builder.redirectInput(Path.of("/dev/null").toFile()).redirectError(err.toFile());
        if (!piped) {
            builder.redirectOutput(out.toFile());
        }
        return new Running(builder, out, err);
    }

    Process process() {
        return process;
    }

    /** Waits until it captures. */
    Running awaitListening() {
        await("it listens", () -> err().contains("millrace: listening on "));
        return this;
    }

    /** Waits until something holds, for as long as the command runs. */
    void await(String what, BooleanSupplier condition) {
        long begun = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (!process.isAlive()) {
                throw new AssertionError("ended with " + process.exitValue() + " before " + what + ": " + err());
            }
            if (System.nanoTime() - begun > PATIENCE_NANOS) {
                throw new AssertionError("waited in vain until " + what + ": " + err());
            }
            LockSupport.parkNanos(STEP_NANOS);
        }
    }

    /** Sends a signal, as Ctrl-C does. */
    Running signal(String name) throws IOException, InterruptedException {
        int status = new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid())
                .start()
                .waitFor();
        if (status != 0) {
            throw new AssertionError("the command has ended already: " + err());
        }
        return this;
    }

    /** Waits for its end. */
    Ended end() throws InterruptedException {
        if (!process.waitFor(PATIENCE_NANOS, TimeUnit.NANOSECONDS)) {
            throw new AssertionError("the command does not end: " + err());
        }
        return new Ended(process.exitValue(), text(out), err());
    }

    String out() {
        return text(out);
    }

    String err() {
        return text(err);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it, and its children, if a test did not. */
    @Override
    public void close() throws IOException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        for (Path file : List.of(out, err)) {
            Files.deleteIfExists(file);
        }
    }
}
