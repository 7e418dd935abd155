package io.millrace.bench.race;

import io.millrace.Capture;
import io.millrace.Ledger;
import io.millrace.Overload;
import io.millrace.Workers;
import io.millrace.bench.rival.FlowFile;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * A queue that is filled while its handlers are held back, and then let go.
 *
 * @param bytesAPacket of the store, for each packet that waits, with all overhead
 * @param nanosAPacket from when the handlers were let go
 */
record Backlog(double bytesAPacket, double nanosAPacket) {
    private static final Duration DRAIN = Duration.ofMinutes(5);
    private static final long ROOM_BYTES = 64L << 20;

    /**
     * Queues all packets of a file, and handles them.
     *
     * @throws InvalidRaceException if the books do not balance, or not all of them were handled
     */
    static Backlog of(FlowFile file, int workers) throws InterruptedException {
        CountDownLatch gate = new CountDownLatch(1);
        long queueBytes = ROOM_BYTES + file.packets() * 2 * (file.frameBytes() + 64L);
        try (Capture capture = Capture.from(file.path())
                .workers(Workers.fixed(workers))
                .queueBytes(queueBytes)
                .overload(Overload.dropNewest()) // a source that may wait would not be read so far ahead
                .drain(DRAIN)
                .start(packet -> gate.await())) {
            while (capture.ledger().taken() < file.packets()) {
                Thread.sleep(1);
            }
            long begun = System.nanoTime();
            gate.countDown();
            capture.join();
            long nanos = System.nanoTime() - begun;
            Ledger ledger = capture.ledger();
            if (!ledger.balanced() || ledger.handled() != file.packets()) {
                throw new InvalidRaceException("of " + file.packets() + " queued packets " + ledger.handled()
                        + " were handled: " + ledger.toJson());
            }
            return new Backlog((double) ledger.queue().peakBytes() / file.packets(), (double) nanos / file.packets());
        } finally {
            gate.countDown();
        }
    }
}
