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
import org.jspecify.annotations.Nullable;

/**
 * The real C library, driven by {@code oracle.c} in a process of its own. A process that ended, because the library crashed, is
 * replaced for the next row. Belongs to one thread.
 */
final class Oracle implements Subject {
    private static final int PATIENCE_SECONDS = 20;
    private static final String ENDED = "the oracle ended";

    private final Path program;
    private @Nullable Process process;
    private BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    Oracle(Path program) {
        this.program = program;
    }

    private static void listen(Process process, BlockingQueue<String> answers) {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                answers.add(line);
            }
            answers.add(ENDED);
        } catch (IOException e) {
            answers.add(ENDED + ": " + e);
        }
    }

    private Process running() throws IOException {
        Process running = process;
        if (running == null) {
            Process fresh = new ProcessBuilder(program.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BlockingQueue<String> queue = new LinkedBlockingQueue<>();
            answers = queue;
            Thread ignored = Thread.ofVirtual().start(() -> listen(fresh, queue));
            process = fresh;
            return fresh;
        }
        return running;
    }

    @Override
    public String answer(Command command) {
        try {
            BufferedWriter commands = running().outputWriter(StandardCharsets.UTF_8);
            commands.write(command + "\n");
            commands.flush();
            String answer = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (answer == null || answer.startsWith(ENDED)) {
                close();
                throw new AssertionError("C does not answer to: " + command + "; " + answer);
            }
            return answer;
        } catch (IOException e) {
            close();
            throw new UncheckedIOException("C ended before: " + command, e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void reset() {
        if (process != null) {
            String ignored = answer(new Command("reset", ""));
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
            process = null;
        }
    }
}
