package io.millrace.cli;

import io.millrace.AsyncPacketHandler;
import io.millrace.Capture;
import io.millrace.CaptureBuilder;
import io.millrace.Order;
import io.millrace.PacketFunction;
import io.millrace.PacketHandler;
import io.millrace.cli.print.PacketPrinter;
import java.util.function.Function;

/** How packets reach a handler of any kind in the order that was asked for. */
final class Delivery {
    private Delivery() {}

    /** The order that a handler has unless told otherwise: total for what makes output, serial for what writes a file, per flow for
     * the rest. */
    static Order usualOrder(Object handler) {
        if (handler instanceof SavefileHandler) {
            return Order.SERIAL;
        }
        return hasResults(handler) ? Order.TOTAL : Order.PER_FLOW;
    }

    /** Whether a handler writes something for each packet. */
    static boolean hasResults(Object handler) {
        return handler instanceof PacketFunction || (handler instanceof SavefileHandler writer && writer.prints());
    }

    /**
     * Starts a capture with a handler.
     *
     * @param output where the results of a {@link PacketFunction} go
     * @throws IllegalArgumentException if the handler cannot keep that order
     */
    static Capture start(CaptureBuilder builder, Object handler, Order order, Output output) {
        // No switch over types: the start runs through it, and would link it anew each time.
        if (handler instanceof PacketPrinter printer) {
            return function(builder, printer, printer::text, order, output);
        }
        if (handler instanceof PacketFunction<?> function) {
            return function(builder, function, String::valueOf, order, output);
        }
        if (handler instanceof PacketHandler plain) {
            return plain(builder, plain, order);
        }
        if (handler instanceof AsyncPacketHandler async) {
            return async(builder, async, order);
        }
        throw new IllegalArgumentException(
                "handler: " + handler.getClass().getName() + " (expected: " + Handlers.KINDS + ")");
    }

    private static <R> Capture function(
            CaptureBuilder builder,
            PacketFunction<R> function,
            Function<? super R, String> text,
            Order order,
            Output output) {
        builder.order(order);
        if (order == Order.TOTAL) {
            return builder.startOrdered(function, result -> output.line(text.apply(result)));
        }
        return builder.start(packet -> {
            R result = function.apply(packet);
            if (result != null) {
                output.line(text.apply(result));
            }
        });
    }

    private static Capture plain(CaptureBuilder builder, PacketHandler handler, Order order) {
        builder.order(order);
        if (order == Order.TOTAL) {
            return builder.startOrdered(
                    packet -> {
                        handler.handle(packet);
                        return null;
                    },
                    nothing -> {});
        }
        return builder.start(handler);
    }

    private static Capture async(CaptureBuilder builder, AsyncPacketHandler handler, Order order) {
        if (order == Order.TOTAL) {
            throw new IllegalArgumentException("order: total (expected: flow or none with an AsyncPacketHandler)");
        }
        return builder.order(order).startAsync(handler);
    }
}
