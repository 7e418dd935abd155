package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A snapshot during a run is consistent: it balances at any time, no account is negative, and none goes back. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class LiveLedgerTest {
    private static final int FRAMES = 300_000;

    private final Trial trial = new Trial();
    private final AtomicLong readings = new AtomicLong();

    @BeforeEach
    void manyFrames() {
        trial.frames = FRAMES;
        trial.captureThreads = 2;
        trial.queueBytes = 2 * CaptureBuilder.MIN_QUEUE_BYTES;
    }

    @AfterEach
    void wasRead() {
        assertThat(readings.get()).isGreaterThan(10);
    }

    @Test
    void shouldBalanceWhilePacketsAreShedAndFail() throws Exception {
        trial.overload = Overload.dropNewest();
        Ledger ledger = readWhileItRuns(trial.start(packet -> {
            if (MemorySource.number(packet) % 3 == 0) {
                throw new IllegalStateException("simulated");
            }
        }));
        assertThat(ledger.taken()).isEqualTo(2 * FRAMES);
    }

    @Test
    void shouldBalanceWithManyVirtualWorkers() throws Exception {
        trial.workers = Workers.virtual(500);
        Ledger ledger = readWhileItRuns(trial.start(packet -> {}));
        assertThat(ledger.handled()).isEqualTo(2 * FRAMES);
    }

    @Test
    void shouldBalanceWhileStagesCompleteElsewhere() throws Exception {
        trial.frames = 50_000;
        Ledger ledger = readWhileItRuns(trial.startAsync(packet -> CompletableFuture.runAsync(() -> {
            if (MemorySource.number(packet) % 3 == 0) {
                throw new IllegalStateException("simulated");
            }
        })));
        assertThat(ledger.handled() + ledger.failed()).isEqualTo(100_000);
    }

    @Test
    void shouldBalanceInTotalOrder() throws Exception {
        trial.captureThreads = 1;
        trial.workers = Workers.fixed(4);
        Ledger ledger = readWhileItRuns(trial.startOrdered(MemorySource::number, number -> {}));
        assertThat(ledger.handled()).isEqualTo(FRAMES);
    }

    private Ledger readWhileItRuns(Capture capture) throws Exception {
        AtomicBoolean ended = new AtomicBoolean();
        CompletableFuture<Void> reader = CompletableFuture.runAsync(
                () -> {
                    Ledger before = Trial.requireBooks(capture.ledger());
                    while (!ended.get()) {
                        Ledger now = Trial.requireBooks(capture.ledger());
                        readings.incrementAndGet();
                        if (now.taken() < before.taken()
                                || now.handled() < before.handled()
                                || now.failed() < before.failed()
                                || now.shed().newest() < before.shed().newest()) {
                            throw new AssertionError("an account went back from " + before + " to " + now);
                        }
                        before = now;
                    }
                },
                task -> new Thread(task, "reader").start()); // not of the pool that completes stages
        try {
            return Trial.finish(capture);
        } finally {
            ended.set(true);
            reader.join();
        }
    }
}
