package io.millrace.testbed.conformance;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The real C library, driven by {@code oracle.c} in a process of its own. Belongs to one thread. */
final class Oracle implements Subject {
    private static final int PATIENCE_SECONDS = 20;

    private final Process process;
    private final BufferedWriter commands;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    private Oracle(Process process) {
        this.process = process;
        commands = process.outputWriter(StandardCharsets.UTF_8);
        Thread ignored = Thread.ofVirtual().start(this::listen);
    }

    static Oracle start(Path program) throws IOException {
        return new Oracle(new ProcessBuilder(program.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    private void listen() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                answers.add(line);
            }
        } catch (IOException e) {
            answers.add("the oracle ended: " + e);
        }
    }

    @Override
    public String answer(Command command) {
        try {
            commands.write(command + "\n");
            commands.flush();
            String answer = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (answer == null) {
                process.destroyForcibly();
                throw new AssertionError("the oracle did not answer to: " + command);
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException("the oracle ended before: " + command, e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void reset() {
        String ignored = answer(Command.parse("reset"));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
