package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Handlers that take too long are found, told of once with what they are at, interrupted if wanted, and replaced. */
final class StuckHandlerTest {
    /** So many of 300 flows may have the lane of another, and wait for it. */
    private static final int SAME_LANE = 8;

    private final Trial trial = new Trial();
    private final Semaphore released = new Semaphore(0);
    private final Queue<StuckHandler> told = new ConcurrentLinkedQueue<>();

    static Stream<Workers> workers() {
        return Stream.of(Workers.fixed(4), Workers.virtual(4), Workers.auto());
    }

    @AfterEach
    void release() {
        released.release(1_000_000);
    }

    private void deadline(Duration time, WhenStuck action) {
        trial.deadline = new Deadline(time, action, told::add);
    }

    @ParameterizedTest
    @MethodSource("workers")
    void shouldTellOnceOfACallThatTakesTooLong(Workers workers) throws Exception {
        trial.workers = workers;
        deadline(Duration.ofMillis(150), WhenStuck.REPORT);
        Capture capture = trial.start(packet -> {
            if (MemorySource.number(packet) == 4_321) {
                hang();
            }
        });
        Eventually.holds(() -> !told.isEmpty() && capture.ledger().handled() > 9_800);
        Thread.sleep(400);
        assertThat(told).hasSize(1);
        StuckHandler stuck = told.element();
        assertThat(MemorySource.number(stuck.packet())).isEqualTo(4_321);
        assertThat(MemorySource.flow(stuck.packet())).isEqualTo(21);
        assertThat(stuck.packet().timestampNanos()).isEqualTo(1_700_000_000_000_004_321L);
        assertThat(stuck.running()).isGreaterThanOrEqualTo(Duration.ofMillis(150));
        assertThat(stuck.thread()).startsWith("millrace-worker-").endsWith(String.valueOf(stuck.worker()));
        assertThat(stuck.stack().stream().map(StackTraceElement::getMethodName))
                .contains("hang", "acquireUninterruptibly");
        assertThat(stuck.stack().getLast().getClassName()).isEqualTo(getClass().getName());
        assertThat(stuck.interrupted()).isFalse();
        assertThat(stuck.isStage()).isFalse();
        release();
        Ledger ledger = Trial.finish(capture);
        assertThat(ledger.handled()).isEqualTo(10_000);
        assertThat(ledger.incidents().stuck()).isEqualTo(1);
    }

    private void hang() {
        released.acquireUninterruptibly();
    }

    @ParameterizedTest
    @MethodSource("workers")
    void shouldInterruptIfToldTo(Workers workers) throws Exception {
        trial.workers = workers;
        deadline(Duration.ofMillis(150), WhenStuck.INTERRUPT);
        Ledger ledger = Trial.finish(trial.start(packet -> {
            if (MemorySource.number(packet) % 1_000 == 0) {
                released.acquire();
            }
        }));
        assertThat(ledger.failed()).isEqualTo(10);
        assertThat(ledger.handled()).isEqualTo(9_990);
        assertThat(ledger.incidents().stuck()).isEqualTo(10);
        assertThat(told).hasSize(10).allMatch(StuckHandler::interrupted);
    }

    @Test
    void shouldHandleAgainWhatWasInterrupted() throws Exception {
        trial.workers = Workers.fixed(2);
        trial.failing = new Failing(Failures.retry(2, Duration.ofMillis(50)), null);
        deadline(Duration.ofMillis(150), WhenStuck.INTERRUPT);
        AtomicInteger attempts = new AtomicInteger();
        Ledger ledger = Trial.finish(trial.start(packet -> {
            if (MemorySource.number(packet) == 5 && attempts.incrementAndGet() < 3) {
                released.acquire();
            }
        }));
        assertThat(ledger.handled()).isEqualTo(10_000);
        assertThat(ledger.incidents()).isEqualTo(new Ledger.Incidents(2, 2, 0, 0));
    }

    /** To rest before another attempt is not to be stuck. */
    @Test
    void shouldNotTakeARestForACall() throws Exception {
        trial.frames = 1;
        trial.failing = new Failing(Failures.retry(2, Duration.ofMillis(500)), null);
        deadline(Duration.ofMillis(200), WhenStuck.INTERRUPT);
        Ledger ledger = Trial.finish(trial.start(packet -> {
            throw new IOException("simulated");
        }));
        assertThat(ledger.incidents()).isEqualTo(new Ledger.Incidents(0, 2, 0, 0));
    }

    /**
     * Handlers that end just when they are interrupted. Forbidden: that the interrupt reaches another packet's handler, or the
     * next attempt. Whoever is interrupted was meant if he was told of: the interrupt may come before the handler's first line.
     */
    @ParameterizedTest
    @ValueSource(strings = {"fixed:2", "virtual:64"})
    void shouldInterruptNobodyElse(String workers) throws Exception {
        trial.workers = Workers.parse(workers);
        trial.frames = 20_000;
        trial.flowOf = number -> (int) (number % 1_000);
        trial.failing = new Failing(Failures.retry(2, Duration.ofNanos(100)), null);
        deadline(Duration.ofMillis(1), WhenStuck.INTERRUPT);
        AtomicIntegerArray attempts = new AtomicIntegerArray((int) trial.frames);
        Queue<Long> inherited = new ConcurrentLinkedQueue<>();
        Ledger ledger = Trial.finish(trial.start(packet -> {
            boolean fails = attempts.incrementAndGet((int) MemorySource.number(packet)) == 1;
            if (Thread.currentThread().isInterrupted()) {
                inherited.add(MemorySource.number(packet));
            }
            if (ThreadLocalRandom.current().nextInt(20) == 0) {
                // 9 to 21 ms: about when the watch comes, which looks every 10
                long end = System.nanoTime() + ThreadLocalRandom.current().nextLong(9_000_000, 21_000_000);
                while (System.nanoTime() < end && !Thread.currentThread().isInterrupted()) {
                    LockSupport.parkNanos(50_000);
                }
            }
            if (fails && ThreadLocalRandom.current().nextBoolean()) {
                throw new IOException("simulated");
            }
        }));
        List<Long> meant = told.stream()
                .filter(StuckHandler::interrupted)
                .map(stuck -> MemorySource.number(stuck.packet()))
                .toList();
        assertThat(meant).isNotEmpty().containsAll(inherited);
        assertThat(ledger.handled()).isEqualTo(trial.frames);
    }

    @ParameterizedTest
    @ValueSource(strings = {"virtual:1", "virtual:8", "auto", "auto:8"})
    void shouldServeAllOtherFlowsWhenEveryWorkerIsStuck(String workers) {
        trial.workers = Workers.parse(workers);
        trial.drain = Duration.ofMillis(200);
        trial.frames = 30_000;
        trial.flowOf = number -> (int) (number % 300);
        deadline(Duration.ofMillis(50), WhenStuck.REPORT);
        AtomicInteger stuck = new AtomicInteger();
        AtomicInteger others = new AtomicInteger();
        Capture capture = trial.start(packet -> {
            if (MemorySource.flow(packet) < 100) { // more than there are workers
                stuck.incrementAndGet();
                hang();
            }
            others.incrementAndGet();
        });
        Eventually.holds(() -> others.get() >= 20_000 - SAME_LANE * 100);
        Eventually.holds(() -> stuck.get() >= 100 - SAME_LANE && told.size() >= stuck.get());
        assertThat(Trial.requireBooks(capture.ledger()).inFlight()).isEqualTo(stuck.get());
        Ledger ledger = trial.close(capture);
        assertThat(ledger.handled()).isEqualTo(others.get());
        assertThat(ledger.abandoned()).isEqualTo(30_000 - others.get());
        assertThat(ledger.incidents().stuck()).isGreaterThanOrEqualTo(stuck.get());
    }

    /** Each keeps a thread that carries virtual threads, and there are no more of these than processors. */
    @ParameterizedTest
    @ValueSource(strings = {"virtual:4", "virtual:100", "auto"})
    void shouldServeAllOtherFlowsWhenHandlersComputeWithoutEnd(String workers) {
        trial.workers = Workers.parse(workers);
        trial.drain = Duration.ofMillis(200);
        trial.frames = 20_000;
        deadline(Duration.ofMillis(50), WhenStuck.REPORT);
        int endless = Runtime.getRuntime().availableProcessors() + 1;
        AtomicInteger others = new AtomicInteger();
        Capture capture = trial.start(packet -> {
            if (MemorySource.flow(packet) < endless) {
                while (!released.tryAcquire()) {
                    Thread.onSpinWait();
                }
            }
            others.incrementAndGet();
        });
        int expected = 20_000 - (endless + 2) * 200; // two flows more may have the lane of one of these
        Eventually.holds(() -> others.get() >= expected);
        Ledger ledger = trial.close(capture);
        assertThat(ledger.handled()).isGreaterThanOrEqualTo(expected);
        assertThat(ledger.incidents().stuck()).isGreaterThanOrEqualTo(endless - 1);
    }

    @Test
    void shouldHaveNoMoreWorkersThanAskedForWhenTheStuckOnesComeBack() throws Exception {
        trial.workers = Workers.virtual(4);
        trial.frames = 12_000;
        deadline(Duration.ofMillis(200), WhenStuck.REPORT); // longer than a busy machine keeps anybody waiting
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Capture capture = trial.start(packet -> {
            long number = MemorySource.number(packet);
            if (number < 50) {
                hang();
            } else if (number >= 1_000) {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                Thread.sleep(1);
                inside.decrementAndGet();
            }
        });
        Eventually.holds(() -> told.size() >= 50);
        Eventually.holds(() -> capture.ledger().handled() > 1_500);
        release();
        Thread.sleep(300); // the watch must notice
        most.set(0);
        Ledger ledger = Trial.finish(capture);
        assertThat(ledger.handled()).isEqualTo(12_000);
        assertThat(most.get()).isLessThanOrEqualTo(8); // the number is kept loosely
        assertThat(ledger.workers().peak()).isBetween(50, 100);
    }

    @Test
    void shouldLeaveAFixedNumberAlone() {
        trial.workers = Workers.fixed(3);
        trial.drain = Duration.ofMillis(100);
        deadline(Duration.ofMillis(20), WhenStuck.REPORT);
        Capture capture = trial.start(packet -> hang());
        Eventually.holds(() -> told.size() == 3);
        Ledger ledger = trial.close(capture);
        assertThat(ledger.workers().peak()).isEqualTo(3);
        assertThat(ledger.abandoned()).isEqualTo(ledger.taken());
    }

    @Test
    void shouldTellOfAStageThatTakesTooLong() throws Exception {
        trial.workers = Workers.virtual(4);
        deadline(Duration.ofMillis(50), WhenStuck.INTERRUPT);
        CompletableFuture<Void> late = new CompletableFuture<>();
        Capture capture = trial.startAsync(
                packet -> MemorySource.number(packet) == 777 ? late : CompletableFuture.completedFuture(null));
        Eventually.holds(() -> !told.isEmpty());
        Thread.sleep(400);
        assertThat(told).hasSize(1);
        StuckHandler stuck = told.element();
        assertThat(MemorySource.number(stuck.packet())).isEqualTo(777);
        assertThat(stuck.isStage()).isTrue();
        assertThat(stuck.stack()).isEmpty();
        assertThat(stuck.interrupted()).isFalse();
        late.complete(null);
        Ledger ledger = Trial.finish(capture);
        assertThat(ledger.handled()).isEqualTo(10_000);
        assertThat(ledger.incidents().stuck()).isEqualTo(1);
    }

    /** Many calls end just when their packets are copied: what is told is never a mixture. */
    @Test
    void shouldTellOfNoPacketThatWasReplaced() throws Exception {
        trial.workers = Workers.fixed(2);
        trial.frames = 3_000_000;
        trial.queueBytes = 1 << 20;
        trial.caplen = 1_500;
        trial.timestampOf = number -> 1_700_000_000_000_000_000L + number;
        deadline(Duration.ofMillis(1), WhenStuck.REPORT);
        AtomicInteger mixed = new AtomicInteger();
        trial.deadline = new Deadline(Duration.ofMillis(1), WhenStuck.REPORT, stuck -> {
            told.add(stuck);
            Packet packet = stuck.packet();
            if (packet.caplen() != 1_500
                    || packet.timestampNanos() - 1_700_000_000_000_000_000L != MemorySource.number(packet)) {
                mixed.incrementAndGet();
            }
        });
        Trial.finish(trial.start(packet -> {
            if (ThreadLocalRandom.current().nextInt(10_000) == 0) {
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(9_000_000, 21_000_000));
            }
        }));
        assertThat(mixed).hasValue(0);
        assertThat(List.copyOf(told)).isNotEmpty();
    }
}
