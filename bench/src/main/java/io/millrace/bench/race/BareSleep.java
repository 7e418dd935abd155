package io.millrace.bench.race;

import io.millrace.bench.report.Figure;
import io.millrace.bench.rival.ProcessorTime;
import io.millrace.bench.rival.Rivals;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/** What nobody can be below whose handlers sleep on virtual threads: what the sleep itself costs, in a process of its own. */
final class BareSleep {
    private static final int WARM_UP_MILLIS = 1_000;

    private BareSleep() {}

    /**
     * Measures.
     *
     * @param threads that sleep at the same time
     * @param micros how long each sleep is
     * @return processor time for a sleep, in nanoseconds
     */
    static Figure measure(int threads, long micros, int rounds, int millis) throws IOException {
        List<String> command = new ArrayList<>(Rivals.java(BareSleep.class));
        for (long number : new long[] {threads, micros, rounds, millis}) {
            command.add(Long.toString(number));
        }
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (output.isEmpty()) {
            throw new IOException("the bare sleep ended without a result");
        }
        return Figure.of(output.lines().mapToDouble(Double::parseDouble).toArray());
    }

    /** {@code BareSleep THREADS MICROS ROUNDS MILLIS}: prints a figure for each round. */
    @SuppressWarnings("SystemOut") // a program's result
    public static void main(String[] arguments) throws InterruptedException {
        int threads = Integer.parseInt(arguments[0]);
        long micros = Long.parseLong(arguments[1]);
        AtomicBoolean over = new AtomicBoolean();
        LongAdder sleeps = new LongAdder();
        for (int i = 0; i < threads; i++) {
            Thread ignored = Thread.startVirtualThread(() -> sleep(micros, sleeps, over));
        }
        Thread.sleep(WARM_UP_MILLIS);
        for (int round = 0; round < Integer.parseInt(arguments[2]); round++) {
            ProcessorTime before = ProcessorTime.ofThisProcess();
            long counted = sleeps.sum();
            Thread.sleep(Long.parseLong(arguments[3]));
            ProcessorTime used = ProcessorTime.ofThisProcess().since(before);
            System.out.println((double) (used.userNanos() + used.systemNanos()) / (sleeps.sum() - counted));
        }
        over.set(true);
    }

    private static void sleep(long micros, LongAdder sleeps, AtomicBoolean over) {
        try {
            while (!over.get()) {
                Thread.sleep(micros / 1_000, (int) (micros % 1_000) * 1_000);
                sleeps.increment();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
