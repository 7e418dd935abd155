package io.millrace.cli;

import io.millrace.AsyncPacketHandler;
import io.millrace.Capture;
import io.millrace.CaptureException;
import io.millrace.Order;
import io.millrace.Overload;
import io.millrace.Packet;
import io.millrace.PacketFunction;
import io.millrace.PacketHandler;
import io.millrace.Workers;
import io.millrace.cli.print.PacketPrinter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Runs a handler on the packets of a savefile, over and over, with one worker, and takes its times: how long each call
 * takes, and how much of that a processor is at work, which tells handlers that compute from those that wait. Where the
 * thread waits for a processor that others have, it does neither: Linux tells how long that is ({@code
 * /proc/thread-self/schedstat}). Calls of the first fifth of the time warm the virtual machine up and do not count, nor does
 * the longest of a thousand.
 *
 * <p>Results go nowhere. A handler that throws is timed all the same, and told of. The fields are the worker's while a capture
 * runs, which is over when {@link #measure} returns.
 */
final class HandlerMeter implements PacketHandler {
    private static final int MOST_CALLS = 1 << 20;
    private static final int LEAST_CALLS = 10;
    private static final long LEAST_QUEUE_BYTES = 1 << 20;
    private static final int WARM_UP_PART = 5;
    private static final long LOOK_NANOS = 10_000_000;
    private static final Path SCHEDSTAT = Path.of("/proc/thread-self/schedstat");

    /** The longest call of so many is the machine's own affair: a pause, another process. */
    private static final int LONGEST_PART = 1_000;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final PacketHandler handler;
    private final long begunNanos = System.nanoTime();
    private final long warmNanos;
    private final long endNanos;

    private final long[] nanos = new long[MOST_CALLS];
    private int calls;
    private long wallNanos;
    private long processorNanos;
    private int firstWarm = -1;
    private Moment base = Moment.NONE;
    private Moment last = Moment.NONE;
    private long nextLookNanos;
    private long failures;
    private @Nullable Throwable failure;

    private HandlerMeter(PacketHandler handler, Duration time) {
        this.handler = handler;
        warmNanos = begunNanos + (time.toNanos() / WARM_UP_PART);
        endNanos = begunNanos + time.toNanos();
    }

    /**
     * What had been used up at a moment.
     *
     * @param wallNanos time in the handler
     * @param processorNanos of that, a processor's
     * @param queuedNanos time that the thread waited for a processor
     */
    private record Moment(long wallNanos, long processorNanos, long queuedNanos) {
        static final Moment NONE = new Moment(0, 0, 0);

        /** The share of its own time since another moment that the thread was at work. */
        double processorShareSince(Moment other) {
            double own = (double) (wallNanos - other.wallNanos) - (queuedNanos - other.queuedNanos);
            double used = (double) processorNanos - other.processorNanos;
            return own <= used ? 1 : Math.max(0, used / own);
        }
    }

    /**
     * What was measured.
     *
     * @param calls how many calls counted
     * @param meanSeconds how long they took on average
     * @param p50Seconds half of them took no longer
     * @param p99Seconds 99 of a hundred took no longer
     * @param variability the variance divided by the mean's square
     * @param processorShare how much of the time a processor was at work
     * @param failures how many of all calls threw
     */
    record Times(
            int calls,
            double meanSeconds,
            double p50Seconds,
            double p99Seconds,
            double variability,
            double processorShare,
            long failures) {
        /** The times in words. */
        String text() {
            return String.format(
                    Locale.ROOT,
                    "%s calls: mean %s, p50 %s, p99 %s, variability %.2f; a processor is at work for %.0f%% of it%s",
                    Figures.count(calls),
                    Figures.seconds(meanSeconds),
                    Figures.seconds(p50Seconds),
                    Figures.seconds(p99Seconds),
                    variability,
                    100 * processorShare,
                    failures == 0 ? "" : "; " + Figures.count(failures) + " failed");
        }
    }

    /**
     * Takes the times of a handler.
     *
     * @param handler what {@link Handlers} made
     * @param packets a savefile
     * @param filter which of its packets
     * @throws CaptureException if there are no packets, or every call failed
     */
    static Times measure(Object handler, Path packets, String filter, Duration time) throws InterruptedException {
        HandlerMeter meter = new HandlerMeter(calling(handler), time);
        while (!meter.isOver()) {
            int before = meter.calls;
            try (Capture capture = Capture.from(packets)
                    .filter(filter)
                    .workers(Workers.fixed(1))
                    .order(Order.SERIAL)
                    .overload(Overload.block())
                    .queueBytes(LEAST_QUEUE_BYTES)
                    .drain(time)
                    .start(meter)) {
                while (!capture.join(Duration.ofMillis(20))) {
                    if (meter.isOver()) {
                        capture.stop();
                    }
                }
            }
            if (meter.calls == before && !meter.isOver()) {
                throw new CaptureException(packets + " has no packets" + (filter.isEmpty() ? "" : " for that filter")
                        + "; without -r the handler is measured on made-up ones");
            }
        }
        return meter.times();
    }

    private static PacketHandler calling(Object handler) {
        return switch (handler) {
            case PacketPrinter printer -> packet -> told(printer.text(printer.apply(packet)));
            case PacketFunction<?> function -> packet -> told(function.apply(packet));
            case PacketHandler plain -> plain;
            case AsyncPacketHandler async ->
                packet -> async.handle(packet).toCompletableFuture().get();
            default ->
                throw new IllegalArgumentException("handler: " + handler + " (expected: " + Handlers.KINDS + ")");
        };
    }

    /** A result is made into words, as it would be written, and forgotten. */
    private static void told(@Nullable Object result) {
        if (result != null && result.toString() == null) {
            throw new IllegalStateException("a result without words");
        }
    }

    private boolean isOver() {
        return System.nanoTime() - endNanos >= 0 || calls == MOST_CALLS;
    }

    @Override
    public void handle(Packet packet) {
        long begun = System.nanoTime();
        if (isOver()) {
            return;
        }
        if (calls == 0) {
            base = moment();
        } else if (firstWarm < 0 && begun - warmNanos >= 0) {
            firstWarm = calls;
            base = moment();
        }
        long processorBegun = threads.getCurrentThreadCpuTime();
        begun = System.nanoTime();
        try {
            handler.handle(packet);
        } catch (Throwable e) { // whatever it is, it is the handler's affair
            failures++;
            failure = e;
        }
        long ended = System.nanoTime();
        nanos[calls++] = ended - begun;
        wallNanos += ended - begun;
        processorNanos += threads.getCurrentThreadCpuTime() - processorBegun;
        if (calls == 1 || ended - nextLookNanos >= 0) { // to look takes some 20 us
            last = moment();
            nextLookNanos = ended + LOOK_NANOS;
        }
    }

    private Moment moment() {
        return new Moment(wallNanos, processorNanos, queuedNanos());
    }

    /** How long this thread has waited for a processor; 0 where the system does not tell. */
    private static long queuedNanos() {
        try {
            return Long.parseLong(Files.readString(SCHEDSTAT).split(" ", -1)[1]);
        } catch (IOException | RuntimeException untold) {
            return 0;
        }
    }

    private Times times() {
        if (failures == calls) {
            throw new CaptureException(
                    "the handler failed for every packet: " + (failure == null ? "" : Complaint.oneLine(failure))
                            + "; a plan needs one that works",
                    failure);
        }
        int first = firstWarm >= 0 && calls - firstWarm >= LEAST_CALLS ? firstWarm : 0;
        long[] counted = Arrays.copyOfRange(nanos, first, calls);
        Arrays.sort(counted);
        long[] usual = Arrays.copyOf(counted, counted.length - (counted.length / LONGEST_PART));
        double mean = Arrays.stream(usual).average().orElse(0);
        double squares = Arrays.stream(usual)
                .mapToDouble(time -> (time - mean) * (time - mean))
                .average()
                .orElse(0);
        return new Times(
                counted.length,
                mean / 1e9,
                counted[counted.length / 2] / 1e9,
                counted[(int) (counted.length * 0.99)] / 1e9,
                mean == 0 ? 0 : squares / (mean * mean),
                last.processorShareSince(base),
                failures);
    }
}
