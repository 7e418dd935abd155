package io.millrace.race;

import java.util.Arrays;
import java.util.List;
import org.jetbrains.lincheck.Lincheck;

/**
 * Lets threads race, in two ways. {@link #explore} has Lincheck run a small scenario under every interleaving it can find:
 * it switches threads at each shared access, and assumes sequential consistency. {@link #run} is the other half: real
 * threads on real processors, for reorderings that no interleaving shows.
 */
public final class Race {
    /** A few milliseconds each. A mutant of any of the protocols is found within a fraction of them. */
    private static final int INTERLEAVINGS = 200;

    private Race() {}

    /** Runs a scenario under many interleavings; it must be deterministic but for the threads it starts. */
    public static void explore(Runnable scenario) {
        Lincheck.runConcurrentTest(INTERLEAVINGS, scenario);
    }

    /** Lets others run: the machine may have fewer processors than the race has parties. */
    @SuppressWarnings("ThreadPriorityCheck")
    public static void pause() {
        Thread.yield();
    }

    /** Runs all at the same time and waits for them; throws what any of them threw. */
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
