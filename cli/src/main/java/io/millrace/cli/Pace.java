package io.millrace.cli;

import io.millrace.PacketHandler;
import java.time.Duration;

/** Handlers that only take time: stand-ins for a database ({@code sleep}) or a computation ({@code spin}). */
final class Pace {
    private Pace() {}

    /** Waits, without using a processor. */
    static PacketHandler sleep(Duration time) {
        return packet -> Thread.sleep(time);
    }

    /** Uses a processor for as long; ends early when interrupted. */
    static PacketHandler spin(Duration time) {
        long nanos = time.toNanos();
        return packet -> {
            long start = System.nanoTime();
            while (System.nanoTime() - start < nanos && !Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
        };
    }
}
