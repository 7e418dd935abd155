package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Handlers that return a stage: one outcome for each packet, whatever the stage does and whenever it does it. */
@SuppressWarnings("FutureReturnValueIgnored") // the stage says what became of it
final class AsyncHandlerTest {
    private final Trial trial = new Trial();
    private final ScheduledExecutorService elsewhere = Executors.newScheduledThreadPool(2);

    @BeforeEach
    void fewWorkers() {
        trial.workers = Workers.virtual(4);
    }

    @AfterEach
    void shutDown() {
        elsewhere.shutdownNow();
    }

    @Test
    void shouldCountStagesThatAreCompleteAlready() throws Exception {
        AtomicLong told = new AtomicLong();
        trial.onFailure = (packet, failure) -> {
            assertThat(failure).isInstanceOf(IllegalStateException.class).hasMessage("simulated");
            assertThat(packet.caplen()).isEqualTo(64);
            told.incrementAndGet();
        };
        Ledger ledger = Trial.finish(trial.startAsync(packet -> MemorySource.number(packet) % 4 == 0
                ? CompletableFuture.failedFuture(new IllegalStateException("simulated"))
                : CompletableFuture.completedFuture("done")));
        assertThat(ledger.handled()).isEqualTo(7_500);
        assertThat(ledger.failed()).isEqualTo(2_500).isEqualTo(told.get());
    }

    @Test
    void shouldCountStagesThatCompleteLaterAndKeepTheOrderOfEachFlow() throws Exception {
        trial.frames = 5_000;
        long[] last = new long[100];
        AtomicInteger inverted = new AtomicInteger();
        AtomicLong told = new AtomicLong();
        trial.onFailure = (packet, failure) -> {
            assertThat(failure).isInstanceOf(IllegalStateException.class);
            assertThat(MemorySource.number(packet) % 4).isZero();
            told.incrementAndGet();
        };
        Ledger ledger = Trial.finish(trial.startAsync(packet -> {
            CompletableFuture<Void> stage = new CompletableFuture<>();
            elsewhere.schedule(
                    () -> {
                        long number = MemorySource.number(packet); // lent until the stage completes, for any thread
                        int flow = MemorySource.flow(packet);
                        if (number < last[flow]) {
                            inverted.incrementAndGet();
                        }
                        last[flow] = number;
                        if (number % 4 == 0) {
                            stage.completeExceptionally(new IllegalStateException("simulated"));
                        } else {
                            stage.complete(null);
                        }
                    },
                    MemorySource.number(packet) % 7 * 100,
                    TimeUnit.MICROSECONDS);
            return stage;
        }));
        assertThat(inverted).hasValue(0);
        assertThat(ledger.handled()).isEqualTo(3_750);
        assertThat(ledger.failed()).isEqualTo(1_250).isEqualTo(told.get());
    }

    @Test
    void shouldCountACallThatThrowsAndOneThatReturnsNull() throws Exception {
        trial.workers = Workers.fixed(1);
        trial.frames = 300;
        Ledger ledger = Trial.finish(trial.startAsync(packet -> switch ((int) (MemorySource.number(packet) % 3)) {
            case 0 -> throw new Exception("simulated");
            case 1 -> null;
            default -> CompletableFuture.completedFuture(null);
        }));
        assertThat(ledger.failed()).isEqualTo(200);
        assertThat(ledger.handled()).isEqualTo(100);
    }

    @Test
    void shouldCountAStageOnceThatIsOfAnOddKind() throws Exception {
        trial.workers = Workers.fixed(1);
        trial.frames = 300;
        Ledger ledger = Trial.finish(trial.startAsync(packet -> new OddStage((int) (MemorySource.number(packet) % 3))));
        assertThat(ledger.handled()).isEqualTo(200);
        assertThat(ledger.failed()).isEqualTo(100);
    }

    @Test
    void shouldAbandonStagesThatNeverComplete() {
        trial.drain = Duration.ofMillis(200);
        ConcurrentLinkedQueue<CompletableFuture<Void>> stages = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<Packet> packets = new ConcurrentLinkedQueue<>();
        Capture capture = trial.startAsync(packet -> {
            CompletableFuture<Void> stage = new CompletableFuture<>();
            stages.add(stage);
            packets.add(packet);
            return stage;
        });
        Eventually.holds(() -> stages.size() > 90 && capture.ledger().inFlight() == stages.size()); // one for each lane
        Ledger ledger = trial.close(capture);
        assertThat(ledger.handled()).isZero();
        assertThat(ledger.abandoned()).isEqualTo(ledger.taken()).isGreaterThan(90);
        for (Packet packet : packets) {
            assertThatThrownBy(packet::caplen).isInstanceOf(IllegalStateException.class);
        }
        stages.forEach(stage -> stage.complete(null)); // after the close, and once more
        stages.forEach(stage -> stage.completeExceptionally(new Exception("simulated")));
        assertThat(capture.ledger()).as("the books stay closed").isEqualTo(ledger);
    }

    @Test
    void shouldBoundTheStagesThatArePending() throws Exception {
        trial.maxInFlight = 5;
        trial.workers = Workers.virtual(50);
        trial.frames = 1_000;
        AtomicInteger pending = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Ledger ledger = Trial.finish(trial.startAsync(packet -> {
            most.accumulateAndGet(pending.incrementAndGet(), Math::max);
            CompletableFuture<Void> stage = new CompletableFuture<>();
            elsewhere.schedule(
                    () -> {
                        pending.decrementAndGet();
                        stage.complete(null);
                    },
                    100,
                    TimeUnit.MICROSECONDS);
            return stage;
        }));
        assertThat(ledger.handled()).isEqualTo(1_000);
        assertThat(most.get()).isBetween(2, 5);
    }

    @Test
    void shouldNotPassOnAnInterruptThatACompletionLeftBehind() throws Exception {
        trial.workers = Workers.fixed(1);
        trial.frames = 100;
        trial.onFailure = (packet, failure) -> Thread.currentThread().interrupt();
        AtomicInteger inherited = new AtomicInteger();
        Trial.finish(trial.startAsync(packet -> {
            if (Thread.currentThread().isInterrupted()) {
                inherited.incrementAndGet();
            }
            return new OddStage(2);
        }));
        assertThat(inherited).hasValue(0);
    }

    /** The memory is kept for the listener: to read a mapping that is gone would end the JVM. */
    @Test
    void shouldLetAListenerThatOutlivesTheCaptureReadItsPacket() {
        trial.frames = 1;
        trial.drain = Duration.ZERO;
        Semaphore listening = new Semaphore(0);
        Semaphore closed = new Semaphore(0);
        AtomicReference<byte[]> read = new AtomicReference<>();
        trial.onFailure = (packet, failure) -> {
            listening.release();
            closed.acquireUninterruptibly();
            read.set(packet.bytes());
        };
        Capture capture = trial.startAsync(packet -> {
            CompletableFuture<Void> stage = new CompletableFuture<>();
            elsewhere.execute(() -> stage.completeExceptionally(new Exception("simulated")));
            return stage;
        });
        listening.acquireUninterruptibly();
        capture.close();
        closed.release();
        Eventually.holds(() -> read.get() != null);
        assertThat(read.get()).hasSize(64);
        Trial.requireBooks(capture.ledger());
    }

    @Test
    void shouldEndTheLoanOfAStageThatWasReturnedAfterTheClose() {
        trial.frames = 1;
        trial.drain = Duration.ZERO;
        trial.workers = Workers.fixed(1);
        Semaphore inside = new Semaphore(0);
        Semaphore closed = new Semaphore(0);
        AtomicReference<Packet> kept = new AtomicReference<>();
        CompletableFuture<Void> stage = new CompletableFuture<>();
        Capture capture = trial.startAsync(packet -> {
            kept.set(packet);
            inside.release();
            closed.acquireUninterruptibly();
            return stage;
        });
        inside.acquireUninterruptibly();
        Ledger ledger = trial.close(capture);
        assertThat(ledger.abandoned()).isEqualTo(1);
        closed.release();
        Packet packet = kept.get();
        Eventually.holds(() -> isDead(packet)); // and until then its memory is there
        stage.complete(null);
        assertThat(capture.ledger()).isEqualTo(ledger);
    }

    private static boolean isDead(Packet packet) {
        try {
            return packet.bytes().length == 0;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    /** Stages of a user's own making: 0 completes twice, 1 completes and throws, 2 only throws. */
    private static final class OddStage extends CompletableFuture<Void> {
        private final int kind;

        OddStage(int kind) {
            this.kind = kind;
        }

        @Override
        public CompletableFuture<Void> whenComplete(BiConsumer<? super Void, ? super Throwable> action) {
            if (kind < 2) {
                action.accept(null, null);
            }
            if (kind == 0) {
                action.accept(null, new IllegalStateException("simulated, too late"));
            } else {
                throw new IllegalStateException("simulated");
            }
            return this;
        }

        @Override
        public <U> CompletableFuture<U> newIncompleteFuture() {
            return new CompletableFuture<>();
        }
    }
}
