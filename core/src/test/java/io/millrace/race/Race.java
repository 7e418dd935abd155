package io.millrace.race;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jetbrains.lincheck.Lincheck;

/**
 * Lets threads race, in two ways. {@link #explore} has Lincheck run a small scenario under every interleaving it can find:
 * it switches threads at each shared access, and assumes sequential consistency. {@link #load} is the other half: real
 * threads on real processors, for reorderings that no interleaving shows.
 */
public final class Race {
    /** A few milliseconds each. A mutant of any of the protocols is found within a fraction of them. */
    private static final int INTERLEAVINGS = 200;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Race() {}

    /** Runs a scenario under many interleavings; it must be deterministic but for the threads it starts. */
    public static void explore(Runnable scenario) {
        Lincheck.runConcurrentTest(INTERLEAVINGS, scenario);
    }

    /**
     * Lets others run: the machine may have fewer processors than the race has parties. Ends the party if another has failed,
     * for whom it might wait for ever.
     */
    @SuppressWarnings("ThreadPriorityCheck")
    public static void pause() {
        Thread.yield();
        forbid(Thread.currentThread().isInterrupted(), "to wait for a party that has failed");
    }

    /** Runs all at the same time on real processors; throws as soon as one has thrown, or when they take too long. */
    public static void load(Runnable... parties) {
        BlockingQueue<Optional<Throwable>> ends = new LinkedBlockingQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (Runnable party : parties) {
            threads.add(Thread.ofPlatform().daemon().unstarted(() -> {
                try {
                    party.run();
                    ends.add(Optional.empty());
                } catch (Throwable e) {
                    ends.add(Optional.of(e));
                }
            }));
        }
        threads.forEach(Thread::start);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            for (int i = 0; i < parties.length; i++) {
                Optional<Throwable> end = ends.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (end == null) {
                    throw new AssertionError("the race did not end in " + PATIENCE);
                }
                if (end.isPresent()) {
                    throw new AssertionError("a party of the race failed: " + end.get(), end.get());
                }
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            threads.forEach(Thread::interrupt);
        }
    }

    /** Runs all in a scenario that is explored, and waits for them; throws what any of them threw. */
    public static void run(Runnable... parties) {
        Throwable[] thrown = new Throwable[parties.length];
        Thread[] threads = new Thread[parties.length];
        for (int i = 0; i < parties.length; i++) {
            int party = i;
            threads[i] = new Thread(() -> {
                try {
                    parties[party].run();
                } catch (Throwable e) {
                    thrown[party] = e;
                }
            });
        }
        for (Thread thread : threads) {
            thread.start();
        }
        for (Thread thread : threads) {
            join(thread);
        }
        for (Throwable each : thrown) {
            if (each != null) {
                throw new AssertionError("a party of the race failed: " + each, each);
            }
        }
    }

    /** Fails with the name of a forbidden outcome. */
    public static void forbid(boolean happened, String outcome) {
        if (happened) {
            throw new AssertionError("forbidden: " + outcome);
        }
    }

    /** Whether a list holds each of the numbers from 0 to {@code count - 1} once. */
    public static boolean isEachOnce(List<Integer> numbers, int count) {
        int[] sorted = numbers.stream().mapToInt(Integer::intValue).sorted().toArray();
        int[] expected = new int[count];
        Arrays.setAll(expected, i -> i);
        return Arrays.equals(sorted, expected);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
