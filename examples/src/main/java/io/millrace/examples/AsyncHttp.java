package io.millrace.examples;

import io.millrace.Capture;
import io.millrace.Device;
import io.millrace.Order;
import io.millrace.Packet;
import io.millrace.Workers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * An asynchronous handler: it sends a request and returns at once; the packet is in flight until the answer is there.
 * {@code AsyncHttp DEVICE}
 *
 * <p>A delay stands for the server. With a real one {@code post} would call {@code HttpClient.sendAsync}, which returns the
 * same kind of future. Two workers suffice, because they only send. With {@link Order#NONE} up to 2,000 requests are under
 * way at a time; with {@link Order#PER_FLOW} it would be one for each flow.
 */
public final class AsyncHttp {
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int UNDER_WAY = 2_000;
    private static final Executor AFTER_A_WHILE = CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS);

    private AsyncHttp() {}

    /** Captures for ten seconds. */
    public static void main(String[] args) throws InterruptedException {
        try (Capture capture = Capture.from(Device.named(args[0]))
                .workers(Workers.fixed(2))
                .order(Order.NONE)
                .maxInFlight(UNDER_WAY)
                .duration(Duration.ofSeconds(10))
                .startAsync(AsyncHttp::report)) {
            capture.join();
            System.out.println(capture.ledger().toJson());
        }
    }

    /** The handler. Whatever fails, here or later, counts the packet as failed. */
    private static CompletionStage<?> report(Packet packet) {
        return post(packet.bytes()).thenAccept(status -> {
            if (status != OK) {
                throw new IllegalStateException("status " + status);
            }
        });
    }

    /** Stands for a request and its answer, which tells the status. */
    private static CompletableFuture<Integer> post(byte[] body) {
        return CompletableFuture.supplyAsync(() -> body.length > 0 ? OK : BAD_REQUEST, AFTER_A_WHILE);
    }
}
