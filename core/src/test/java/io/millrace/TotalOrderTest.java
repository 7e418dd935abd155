package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Order.TOTAL: results come out in capture order, one at a time, whatever function and output do. */
final class TotalOrderTest {
    private final Trial trial = new Trial();
    private final Semaphore released = new Semaphore(0);
    private final List<Long> given = Collections.synchronizedList(new ArrayList<>());

    static Stream<Workers> workers() {
        return Stream.of(Workers.fixed(1), Workers.fixed(8), Workers.virtual(200));
    }

    @AfterEach
    void release() {
        released.release(1_000_000);
    }

    @ParameterizedTest
    @MethodSource("workers")
    void shouldGiveResultsOutInCaptureOrder(Workers workers) throws Exception {
        trial.workers = workers;
        Ledger ledger = Trial.finish(trial.startOrdered(
                packet -> {
                    if (ThreadLocalRandom.current().nextInt(50) == 0) {
                        LockSupport.parkNanos(200_000);
                    }
                    return switch ((int) (MemorySource.number(packet) % 10)) {
                        case 3 -> throw new Exception("simulated");
                        case 4 -> throw new StackOverflowError("simulated");
                        case 5 -> null;
                        default -> MemorySource.number(packet);
                    };
                },
                given::add));
        assertThat(given).hasSize(7_000).isSorted().doesNotHaveDuplicates();
        assertThat(ledger.handled()).isEqualTo(8_000);
        assertThat(ledger.failed()).isEqualTo(2_000);
    }

    @ParameterizedTest
    @MethodSource("workers")
    void shouldCountWhatTheOutputThrowsAsFailedAndGoOn(Workers workers) throws Exception {
        trial.workers = workers;
        Ledger ledger = Trial.finish(trial.startOrdered(MemorySource::number, number -> {
            given.add(number);
            if (number % 2 == 0) {
                throw new OutOfMemoryError("simulated");
            }
        }));
        assertThat(given).hasSize(10_000).isSorted().doesNotHaveDuplicates();
        assertThat(ledger.handled()).isEqualTo(5_000);
        assertThat(ledger.failed()).isEqualTo(5_000);
    }

    @Test
    void shouldNotPassOnAnInterruptThatTheOutputLeftBehind() throws Exception {
        trial.workers = Workers.fixed(1);
        trial.frames = 1_000;
        AtomicInteger inherited = new AtomicInteger();
        Trial.finish(trial.startOrdered(
                packet -> {
                    if (Thread.currentThread().isInterrupted()) {
                        inherited.incrementAndGet();
                    }
                    return MemorySource.number(packet);
                },
                number -> Thread.currentThread().interrupt()));
        assertThat(inherited).hasValue(0);
    }

    @Test
    void shouldHandleAllPacketsWhileTheOutputHangs() throws Exception {
        trial.workers = Workers.fixed(2);
        AtomicInteger handled = new AtomicInteger();
        CountDownLatch allQueued = new CountDownLatch(1);
        Capture capture = trial.startOrdered(
                packet -> {
                    allQueued.await(); // so that workers then take many lanes at a time
                    handled.incrementAndGet();
                    return MemorySource.number(packet);
                },
                number -> {
                    if (number == 5_000) {
                        released.acquireUninterruptibly();
                    }
                    given.add(number);
                });
        Eventually.holds(() -> capture.ledger().taken() == 10_000);
        allQueued.countDown();
        Eventually.holds(() -> handled.get() == 10_000 && given.size() == 5_000);
        release();
        Trial.finish(capture);
        assertThat(given).hasSize(10_000).isSorted();
    }

    @Test
    void shouldCloseInTimeWhenAFunctionHangs() {
        trial.drain = Duration.ofMillis(200);
        trial.workers = Workers.fixed(2);
        Capture capture = trial.startOrdered(
                packet -> {
                    if (MemorySource.number(packet) == 1_000) {
                        released.acquireUninterruptibly();
                    }
                    return MemorySource.number(packet);
                },
                given::add);
        Eventually.holds(() -> given.size() == 1_000 && capture.ledger().taken() == 10_000);
        Ledger ledger = trial.close(capture);
        assertThat(given).hasSize(1_000).isSorted();
        assertThat(ledger.handled()).isEqualTo(1_000);
        assertThat(ledger.abandoned()).isEqualTo(9_000);
    }

    @Test
    void shouldCloseInTimeWhenTheOutputHangs() {
        trial.drain = Duration.ofMillis(200);
        Capture capture = trial.startOrdered(MemorySource::number, number -> {
            if (number == 500) {
                released.acquireUninterruptibly();
            }
            given.add(number);
        });
        Eventually.holds(() -> given.size() == 500);
        Ledger ledger = trial.close(capture);
        assertThat(ledger.handled()).isEqualTo(500);
        assertThat(ledger.abandoned()).isEqualTo(ledger.taken() - 500);
        release();
        Eventually.holds(() -> given.size() == 501);
        assertThat(capture.ledger()).as("the books stay closed").isEqualTo(ledger);
    }
}
