package io.millrace.bench.rival;

import io.millrace.CaptureBuilder;
import io.millrace.Order;
import io.millrace.Workers;
import java.util.ArrayList;
import java.util.List;

/**
 * How Millrace is to work, besides what all rivals are told.
 *
 * @param common what all are told; no number of workers is one for each processor
 * @param kind of workers: {@code fixed}, {@code virtual} or {@code auto}
 * @param order a word of {@link Order#parse}
 * @param queueBytes the bound of the store
 * @param busyPoll whether the capture thread never sleeps
 * @param writes whether live packets are written to a savefile
 */
public record MillraceSettings(
        RivalSettings common, String kind, Order order, long queueBytes, boolean busyPoll, boolean writes) {
    /** What Millrace does if it is told nothing, but for the number of workers. */
    public static final MillraceSettings DEFAULTS = new MillraceSettings(
            RivalSettings.DEFAULTS, "virtual", Order.PER_FLOW, CaptureBuilder.DEFAULT_QUEUE_BYTES, false, false);

    /** Virtual workers, so many at the most. */
    public static MillraceSettings virtual(int workers) {
        return DEFAULTS.with(RivalSettings.DEFAULTS.withWorkers(workers));
    }

    /** Threads of the system, so many. */
    public static MillraceSettings fixed(int workers) {
        return new MillraceSettings(
                RivalSettings.DEFAULTS.withWorkers(workers),
                "fixed",
                DEFAULTS.order,
                DEFAULTS.queueBytes,
                false,
                false);
    }

    /** As many workers as serve best. */
    public static MillraceSettings auto() {
        return new MillraceSettings(
                RivalSettings.DEFAULTS.withWorkers(Workers.Auto.USUAL_MOST),
                "auto",
                DEFAULTS.order,
                DEFAULTS.queueBytes,
                false,
                false);
    }

    /** What {@code capture -w} does: packets are written in the order of capture. */
    public static MillraceSettings writing() {
        return new MillraceSettings(
                RivalSettings.DEFAULTS.withWorkers(1), "fixed", Order.SERIAL, DEFAULTS.queueBytes, false, true);
    }

    /** The same with other common settings. */
    public MillraceSettings with(RivalSettings others) {
        return new MillraceSettings(others, kind, order, queueBytes, busyPoll, writes);
    }

    /** The same with another bound of the store. */
    public MillraceSettings withQueue(long bytes) {
        return new MillraceSettings(common, kind, order, bytes, busyPoll, writes);
    }

    /** The same with a capture thread that never sleeps. */
    public MillraceSettings withBusyPoll() {
        return new MillraceSettings(common, kind, order, queueBytes, true, writes);
    }

    Workers workers() {
        int count =
                common.workers() > 0 ? common.workers() : Runtime.getRuntime().availableProcessors();
        return Workers.parse(kind + ":" + count);
    }

    /** The program's arguments, but for the common ones. */
    List<String> ownArguments() {
        return List.of(
                "kind=" + kind, "order=" + word(order), "queue=" + queueBytes, "poll=" + busyPoll, "writes=" + writes);
    }

    private static String word(Order order) {
        return switch (order) {
            case PER_FLOW -> "flow";
            case NONE -> "none";
            case TOTAL -> "total";
            case SERIAL -> "serial";
        };
    }

    /**
     * Reads the program's arguments.
     *
     * @throws IllegalArgumentException naming the argument that is none
     */
    public static MillraceSettings parse(List<String> arguments) {
        List<String> others = new ArrayList<>();
        String kind = DEFAULTS.kind;
        Order order = DEFAULTS.order;
        long queueBytes = DEFAULTS.queueBytes;
        boolean busyPoll = DEFAULTS.busyPoll;
        boolean writes = DEFAULTS.writes;
        for (String argument : arguments) {
            String value = argument.substring(argument.indexOf('=') + 1);
            switch (argument.substring(0, argument.length() - value.length())) {
                case "kind=" -> kind = value;
                case "order=" -> order = Order.parse(value);
                case "writes=" -> writes = Boolean.parseBoolean(value);
                case "poll=" -> busyPoll = Boolean.parseBoolean(value);
                case "queue=" -> queueBytes = Long.parseLong(value);
                default -> others.add(argument);
            }
        }
        return new MillraceSettings(RivalSettings.parse(others), kind, order, queueBytes, busyPoll, writes);
    }
}
