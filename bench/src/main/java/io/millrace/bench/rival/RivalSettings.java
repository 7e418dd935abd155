package io.millrace.bench.rival;

import java.util.List;

/**
 * How a rival is to work: what it is started with, as {@code name=value}.
 *
 * @param handler what is done with a packet
 * @param micros for how long, where it waits or computes, in microseconds
 * @param rounds of {@link SpinWork} that take a microsecond on this machine; 0 if nothing is computed
 * @param workers how many; 0 for what comes natural to the rival
 * @param immediate whether packets are to be had one by one as they come
 * @param ages whether the ages of live packets are measured, which takes two looks at the clock each
 * @param timeoutMillis after which the kernel hands a block over that is not full
 * @param bufferBytes of the kernel
 * @param flows numbers of flows are less, where the handler checks
 */
public record RivalSettings(
        HandlerKind handler,
        long micros,
        long rounds,
        int workers,
        boolean immediate,
        boolean ages,
        int timeoutMillis,
        long bufferBytes,
        int flows) {
    /** Counting, with what is natural to the rival. */
    public static final RivalSettings DEFAULTS =
            new RivalSettings(HandlerKind.COUNT, 0, 0, 0, false, true, 10, 128 << 20, 1);

    /** The same with a handler that takes no time. */
    public RivalSettings withHandler(HandlerKind kind) {
        return withHandler(kind, 0, 0);
    }

    /** The same with a handler that waits so many microseconds. */
    public RivalSettings sleeping(long forMicros) {
        return withHandler(HandlerKind.SLEEP, forMicros, 0);
    }

    /** The same with a handler that computes for so many microseconds; the first call takes a moment, to measure the machine. */
    public RivalSettings spinning(long forMicros) {
        return withHandler(HandlerKind.SPIN, forMicros, SpinWork.roundsPerMicro());
    }

    private RivalSettings withHandler(HandlerKind kind, long forMicros, long roundsPerMicro) {
        return new RivalSettings(
                kind, forMicros, roundsPerMicro, workers, immediate, ages, timeoutMillis, bufferBytes, flows);
    }

    /** The same with so many workers. */
    public RivalSettings withWorkers(int count) {
        return new RivalSettings(handler, micros, rounds, count, immediate, ages, timeoutMillis, bufferBytes, flows);
    }

    /** The same, in immediate mode or not. */
    public RivalSettings withImmediate(boolean immediately) {
        return new RivalSettings(
                handler, micros, rounds, workers, immediately, ages, timeoutMillis, bufferBytes, flows);
    }

    /** The same, with ages measured or not. */
    public RivalSettings withAges(boolean measured) {
        return new RivalSettings(
                handler, micros, rounds, workers, immediate, measured, timeoutMillis, bufferBytes, flows);
    }

    /** The same with another time for a block that is not full. */
    public RivalSettings withTimeout(int millis) {
        return new RivalSettings(handler, micros, rounds, workers, immediate, ages, millis, bufferBytes, flows);
    }

    /** The same with another buffer in the kernel. */
    public RivalSettings withBuffer(long bytes) {
        return new RivalSettings(handler, micros, rounds, workers, immediate, ages, timeoutMillis, bytes, flows);
    }

    /** The same with so many flows. */
    public RivalSettings withFlows(int count) {
        return new RivalSettings(handler, micros, rounds, workers, immediate, ages, timeoutMillis, bufferBytes, count);
    }

    /** The rival's arguments. */
    public List<String> arguments() {
        return List.of(
                "handler=" + handler.word(),
                "micros=" + micros,
                "rounds=" + rounds,
                "workers=" + workers,
                "immediate=" + immediate,
                "ages=" + ages,
                "timeout=" + timeoutMillis,
                "buffer=" + bufferBytes,
                "flows=" + flows);
    }

    /**
     * Reads a rival's arguments; what is not among them stays as it is by default.
     *
     * @throws IllegalArgumentException naming the argument that is none
     */
    public static RivalSettings parse(List<String> arguments) {
        RivalSettings settings = DEFAULTS;
        for (String argument : arguments) {
            settings = settings.with(argument);
        }
        return settings;
    }

    private RivalSettings with(String argument) {
        int equals = argument.indexOf('=');
        String value = argument.substring(equals + 1);
        try {
            return switch (equals < 0 ? "" : argument.substring(0, equals)) {
                case "handler" ->
                    withHandler(
                            HandlerKind.of(value).orElseThrow(() -> new IllegalArgumentException(value)),
                            micros,
                            rounds);
                case "micros" -> withHandler(handler, Long.parseLong(value), rounds);
                case "rounds" -> withHandler(handler, micros, Long.parseLong(value));
                case "workers" -> withWorkers(Integer.parseInt(value));
                case "immediate" -> withImmediate(Boolean.parseBoolean(value));
                case "ages" -> withAges(Boolean.parseBoolean(value));
                case "timeout" -> withTimeout(Integer.parseInt(value));
                case "buffer" -> withBuffer(Long.parseLong(value));
                case "flows" -> withFlows(Integer.parseInt(value));
                default -> throw new IllegalArgumentException(argument);
            };
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(argument + " (expected: a setting of a rival, NAME=VALUE)", e);
        }
    }
}
