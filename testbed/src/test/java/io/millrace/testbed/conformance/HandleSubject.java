package io.millrace.testbed.conformance;

import io.millrace.pcap.Pcap;
import io.millrace.pcap.PcapException;
import io.millrace.testbed.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The handle, {@link Pcap}. One thread of its own owns it and runs the commands; {@code breakloop} and {@code close} come
 * from the thread of the test.
 */
final class HandleSubject implements Subject {
    /** Where Millrace throws what tells of a mistake in the program: a setting or a state that cannot be. */
    static final String REFUSED = "refused";

    private static final int PATIENCE_SECONDS = 20;

    private final ExecutorService owner =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon()::unstarted);
    private final Writing writing = new Writing();
    private final Reading reading = new Reading(writing);
    private volatile Opening opening = new Opening();
    private @Nullable Future<String> started;
    private volatile @Nullable Path task;

    @Override
    public String answer(Command command) {
        return switch (command.word()) {
            case "start" -> start(Command.parse(command.argument()));
            case "break_at" -> done(() -> reading.breakAt(command.number()));
            case "seen" -> seen(command.number());
            case "asleep" -> asleep();
            case "finish" -> await(started);
            case "breakloop" -> done(open()::breakLoop);
            case "close" -> done(open()::close);
            default -> await(owner.submit((Callable<String>) () -> run(command)));
        };
    }

    private static String done(Runnable call) {
        call.run();
        return "0";
    }

    private String start(Command command) {
        reading.forget();
        task = null;
        started = owner.submit(() -> {
            task = Path.of("/proc/thread-self").toRealPath();
            return run(command);
        });
        return "0";
    }

    /** Waits until the command that was started waits for packets. */
    private String asleep() {
        Await.until("the handle waits", this::sleeps);
        return "yes";
    }

    /** By {@code proc(5)}: the state follows the name of the thread, which is in brackets. */
    private boolean sleeps() {
        Path running = task;
        try {
            return running != null && Files.readString(running.resolve("stat")).contains(") S ");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String seen(int wanted) {
        Await.until("the handle delivered " + wanted + " packets", () -> reading.seen() >= wanted);
        return String.valueOf(reading.seen());
    }

    private static String await(@Nullable Future<String> answer) {
        if (answer == null) {
            throw new IllegalStateException("nothing was started");
        }
        try {
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("the handle did not answer", e);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String run(Command command) {
        try {
            return ask(command);
        } catch (PcapException e) {
            return String.valueOf(e.code());
        } catch (IllegalStateException e) {
            return REFUSED;
        }
    }

    /** Asks whoever can answer. */
    private String ask(Command command) {
        String answer = LibraryAnswers.answer(command);
        if (answer.equals(NONE)) {
            answer = opening.answer(command);
        }
        if (answer.equals(NONE)) {
            answer = writing.answer(opening, command);
        }
        Pcap handle = opening.pcap();
        if (answer.equals(NONE) && handle != null) {
            answer = HandleAnswers.answer(handle, command);
        }
        return answer.equals(NONE) ? reading.run(open(), command) : answer;
    }

    private Pcap open() {
        Pcap open = opening.pcap();
        if (open == null) {
            throw new AssertionError("no handle is open");
        }
        return open;
    }

    @Override
    public void reset() {
        Pcap open = opening.pcap();
        if (open != null) {
            open.close();
        }
        if (started != null) {
            String ignored = await(started);
        }
        started = null;
        String ignored = await(owner.submit(writing::close));
        opening = new Opening();
        reading.breakAt(0);
    }

    @Override
    public void close() {
        owner.shutdownNow();
    }
}
