package io.millrace.examples;

import io.millrace.Capture;
import io.millrace.Device;
import io.millrace.Workers;
import java.time.Duration;

/** The least that a capture takes: the ten lines that README.md shows. {@code SmallestCapture DEVICE} */
public final class SmallestCapture {
    private SmallestCapture() {}

    /** Captures for ten seconds. */
    public static void main(String[] args) throws InterruptedException {
        try (Capture capture = Capture.from(Device.named(args[0]))
                .workers(Workers.virtual(1_000))
                .duration(Duration.ofSeconds(10))
                .start(packet -> {
                    Thread.sleep(1); // a handler may be as slow as it likes
                    System.out.println(packet.source() + " > " + packet.destination() + "  " + packet.len());
                })) {
            capture.join();
            System.out.println(capture.ledger().toJson());
        }
    }
}
