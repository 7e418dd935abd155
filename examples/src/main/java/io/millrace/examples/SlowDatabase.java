package io.millrace.examples;

import io.millrace.Capture;
import io.millrace.Device;
import io.millrace.Overload;
import io.millrace.Workers;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A handler that blocks: each packet is a row in a database, which takes 1 to 10 ms for it. {@code SlowDatabase DEVICE}
 *
 * <p>The handler is written as if it had all the time in the world. Virtual threads make that cheap: while one waits for
 * the database it holds no processor. 500 of them insert some 90,000 rows a second here. With a real database their number
 * is that of the connections in the pool: more would only wait for a connection.
 */
public final class SlowDatabase {
    private static final int CONNECTIONS = 500;

    private final LongAdder rows = new LongAdder();

    private SlowDatabase() {}

    /** Captures for ten seconds. */
    public static void main(String[] args) throws InterruptedException {
        SlowDatabase database = new SlowDatabase();
        try (Capture capture = Capture.from(Device.named(args[0]))
                .workers(Workers.virtual(CONNECTIONS))
                .queueBytes(512L << 20) // room for a slow minute
                .overload(Overload.dropNewest()) // when even that is full, and the ledger counts it
                .drain(Duration.ofSeconds(30)) // what is queued at the end is still inserted
                .duration(Duration.ofSeconds(10))
                .onFailure((packet, failure) -> System.err.println(packet.timestamp() + " not stored: " + failure))
                .start(packet -> database.insert(packet.timestamp(), packet.source(), packet.payload()))) {
            capture.join();
            System.out.println(database.rows + " rows");
            System.out.println(capture.ledger().toJson());
        }
    }

    /** Stands for a statement that goes to the database, and its answer. */
    private void insert(Instant at, @Nullable InetAddress source, byte[] payload) throws InterruptedException {
        if (at.isAfter(Instant.now().plus(Duration.ofDays(1)))) {
            throw new IllegalArgumentException(payload.length + " bytes of " + source + " come from the future");
        }
        Thread.sleep(Duration.ofMillis(ThreadLocalRandom.current().nextInt(1, 11)));
        rows.increment();
    }
}
