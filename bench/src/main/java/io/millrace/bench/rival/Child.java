package io.millrace.bench.rival;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A process that is listened to. Belongs to one thread; two more read what it writes: one the lines that are waited for, the
 * other those that only matter when something fails.
 */
final class Child implements AutoCloseable {
    private static final int MOST_REMEMBERED = 50;
    private static final long GRACE_MILLIS = 2_000;

    private final String name;
    private final Process process;
    private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> remembered = new LinkedBlockingQueue<>(MOST_REMEMBERED);
    private final Thread listener;
    private final Thread rememberer;

    private Child(String name, Process process, boolean speaksOnErr) {
        this.name = name;
        this.process = process;
        InputStream spoken = speaksOnErr ? process.getErrorStream() : process.getInputStream();
        InputStream other = speaksOnErr ? process.getInputStream() : process.getErrorStream();
        listener = read(spoken, line -> lines.add(Optional.of(line)), () -> lines.add(Optional.empty()));
        rememberer = read(other, this::remember, () -> {});
    }

    /**
     * Starts it.
     *
     * @param name how it is named in messages
     * @param speaksOnErr whether it says on standard error, and not on standard output, what is waited for
     * @throws RivalException if that fails
     */
    static Child start(String name, List<String> command, boolean speaksOnErr) {
        try {
            return new Child(name, new ProcessBuilder(command).start(), speaksOnErr);
        } catch (IOException e) {
            throw new RivalException(name + ": " + e.getMessage(), e);
        }
    }

    private interface Entry {
        void add(String line);
    }

    private Thread read(InputStream stream, Entry entry, Runnable end) {
        return Thread.ofPlatform().daemon().name(name + "-output").start(() -> {
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    entry.add(line);
                }
            } catch (IOException e) {
                remember(String.valueOf(e.getMessage()));
            } finally {
                end.run();
            }
        });
    }

    private void remember(String line) {
        boolean ignored = remembered.offer(line); // what went wrong is said first
    }

    long pid() {
        return process.pid();
    }

    /** Gives it a line to read. */
    void say(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) { // it has ended, and what it said is more telling
            remember(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Waits for a line, and passes over others.
     *
     * @param what is waited for, for the message
     * @throws RivalException if it does not come in time, or the process ended without it
     */
    String await(String what, Predicate<String> wanted, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            while (true) {
                Optional<String> line = lines.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (line == null) {
                    throw failed("no " + what + " within " + patience.toSeconds() + " s");
                } else if (line.isEmpty()) {
                    throw failed("ended without " + what + ", with status " + process.waitFor());
                } else if (wanted.test(line.get())) {
                    return line.get();
                }
                remember(line.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RivalException(name + ": interrupted while waiting for " + what, e);
        }
    }

    /** What went wrong, with what it said beside; it is ended. */
    RivalException failed(String cause) {
        close();
        String said = String.join(" | ", remembered);
        return new RivalException(name + ": " + cause + (said.isEmpty() ? "" : "; it said: " + said));
    }

    /** Asks it by a signal to end; what it says then is still heard. */
    void terminate() {
        boolean ignored = process.toHandle().destroy();
    }

    /** Waits until it has ended; says whether it has. */
    boolean awaitEnd(Duration patience) {
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends it: by the end of its input if it heeds that, or else by force. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            remember(String.valueOf(e.getMessage()));
        }
        if (!awaitEnd(Duration.ofMillis(GRACE_MILLIS))) {
            process.destroyForcibly();
        }
        try {
            process.waitFor();
            listener.join(GRACE_MILLIS);
            rememberer.join(GRACE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
