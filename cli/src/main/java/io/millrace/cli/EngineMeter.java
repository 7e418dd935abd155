package io.millrace.cli;

import io.millrace.Capture;
import io.millrace.CaptureException;
import io.millrace.PacketHandler;
import io.millrace.Workers;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What the engine itself costs a processor for a packet on this machine: the process's time while made-up packets go through it,
 * with a handler that does nothing, or that waits for a millisecond. Of several rounds the cheapest counts: what the others took
 * more was the virtual machine's, which compiles, or somebody else's.
 */
final class EngineMeter {
    private static final int ROUNDS = 4;

    /** The system counts processor time in hundredths of a second: a round must take many of them. */
    private static final Duration ROUND = Duration.ofMillis(200);

    private static final int WORKERS = 1_000;

    private EngineMeter() {}

    /** Seconds of a processor for each packet. */
    static double overheadSeconds(Path packets, boolean computes) throws InterruptedException {
        double least = Double.MAX_VALUE;
        for (int i = 0; i < ROUNDS; i++) {
            least = Math.min(least, round(packets, computes));
        }
        return least;
    }

    private static double round(Path packets, boolean computes) throws InterruptedException {
        Duration before = processorTime();
        Duration used;
        long handled = 0;
        do {
            handled += pass(packets, computes);
            used = processorTime().minus(before);
        } while (used.compareTo(ROUND) < 0);
        return used.toNanos() / 1e9 / handled;
    }

    private static long pass(Path packets, boolean computes) throws InterruptedException {
        PacketHandler handler = computes ? packet -> {} : packet -> Thread.sleep(1);
        try (Capture capture = Capture.from(packets)
                .workers(computes ? Workers.fixed(1) : Workers.virtual(WORKERS))
                .start(handler)) {
            capture.join();
            return Math.max(1, capture.ledger().handled());
        }
    }

    private static Duration processorTime() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .orElseThrow(() -> new CaptureException("this system does not tell how much processor time is used"));
    }
}
