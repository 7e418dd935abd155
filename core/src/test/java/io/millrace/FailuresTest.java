package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is done when handlers fail: tried again in its flow's order, or the end after too many in a row; and the books
 * balance.
 */
final class FailuresTest {
    /** The kinds of handler; each fails where a deed throws. */
    enum Kind {
        SYNC,
        FUNCTION,
        ASYNC_CALL,
        ASYNC_STAGE
    }

    private interface Deed {
        void on(Packet packet) throws Exception;
    }

    private static final Executor LATER = CompletableFuture.delayedExecutor(200, TimeUnit.MICROSECONDS);

    private final Trial trial = new Trial();

    private Capture start(Kind kind, Deed deed) {
        return switch (kind) {
            case SYNC -> trial.start(deed::on);
            case FUNCTION ->
                trial.startOrdered(
                        packet -> {
                            deed.on(packet);
                            return null;
                        },
                        nothing -> {});
            case ASYNC_CALL ->
                trial.startAsync(packet -> {
                    deed.on(packet);
                    return CompletableFuture.completedFuture(null);
                });
            case ASYNC_STAGE ->
                trial.startAsync(packet -> CompletableFuture.runAsync(
                        () -> {
                            try {
                                deed.on(packet);
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        },
                        LATER));
        };
    }

    private static Failing failing(Failures failures) {
        return new Failing(failures, null);
    }

    static Stream<Arguments> kindsAndWorkers() {
        return Stream.of(Kind.values())
                .flatMap(kind -> Stream.of(Workers.fixed(2), Workers.virtual(50), Workers.auto())
                        .map(workers -> Arguments.of(kind, workers)));
    }

    @ParameterizedTest
    @MethodSource("kindsAndWorkers")
    void shouldHandleAgainWhatFailedAndKeepTheOrderOfItsFlow(Kind kind, Workers workers) throws Exception {
        trial.workers = workers;
        trial.frames = 3_000;
        trial.failing = failing(Failures.retry(3, Duration.ofMillis(1)));
        AtomicIntegerArray attempts = new AtomicIntegerArray((int) trial.frames);
        AtomicIntegerArray lastOfFlow = new AtomicIntegerArray(100);
        AtomicInteger outOfOrder = new AtomicInteger();
        Ledger ledger = Trial.finish(start(kind, packet -> {
            int number = (int) MemorySource.number(packet);
            if (kind != Kind.FUNCTION && lastOfFlow.getAndSet(MemorySource.flow(packet), number) > number) {
                outOfOrder.incrementAndGet();
            }
            if (attempts.incrementAndGet(number) <= number / 100 % 5) { // fails 0, 1, 2, 3 times, or 4: one too many
                throw new IOException("simulated");
            }
        }));
        assertThat(outOfOrder).hasValue(0);
        for (int i = 0; i < trial.frames; i++) {
            assertThat(attempts.get(i)).as("attempts at %d", i).isEqualTo(Math.min(i / 100 % 5 + 1, 4));
        }
        assertThat(ledger.handled()).isEqualTo(trial.frames * 4 / 5);
        assertThat(ledger.failed()).isEqualTo(trial.frames / 5);
        assertThat(ledger.incidents().retried()).isEqualTo(trial.frames / 5 * (1 + 2 + 3 + 3));
    }

    @Test
    void shouldLetOtherFlowsGoOnWhileOneIsTriedAgain() throws Exception {
        trial.workers = Workers.fixed(2);
        trial.failing = failing(Failures.retry(1, Duration.ofSeconds(10)));
        trial.drain = Duration.ofMillis(200);
        Capture capture = trial.start(packet -> {
            if (MemorySource.flow(packet) == 7) {
                throw new IOException("simulated");
            }
        });
        Eventually.holds(() -> capture.ledger().handled() == 9_900);
        Ledger ledger = trial.close(capture);
        assertThat(ledger.failed()).as("the one that rested").isEqualTo(1);
        assertThat(ledger.abandoned()).isEqualTo(99);
        assertThat(ledger.incidents().retried()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void shouldGiveUpAtTheClose(Kind kind) {
        trial.workers = Workers.virtual(20);
        trial.frames = 1_000;
        trial.drain = Duration.ofMillis(100);
        trial.failing = failing(Failures.retry(1_000, Duration.ofMillis(500)));
        Capture capture = start(kind, packet -> {
            throw new IOException("simulated");
        });
        Eventually.holds(() -> capture.ledger().inFlight() >= 20);
        Ledger ledger = trial.close(capture);
        assertThat(ledger.handled()).isZero();
        assertThat(ledger.failed()).isBetween(20L, 100L);
    }

    @Test
    void shouldWaitTwiceAsLongEachTime() throws Exception {
        trial.frames = 1;
        trial.failing = failing(Failures.retry(3, Duration.ofMillis(20)));
        List<Long> times = new ArrayList<>();
        Trial.finish(trial.start(packet -> {
            times.add(System.nanoTime());
            throw new IOException("simulated");
        }));
        assertThat(times).hasSize(4);
        for (int i = 1; i <= 3; i++) {
            assertThat(times.get(i) - times.get(i - 1)).isGreaterThanOrEqualTo((20_000_000L << (i - 1)));
        }
    }

    @Test
    void shouldNotPassOnAnInterruptThatAFailureLeftBehind() throws Exception {
        trial.frames = 500;
        trial.failing = failing(Failures.retry(1, Duration.ofNanos(1_000)));
        AtomicInteger inherited = new AtomicInteger();
        Ledger ledger = Trial.finish(trial.start(packet -> {
            if (Thread.currentThread().isInterrupted()) {
                inherited.incrementAndGet();
            }
            Thread.currentThread().interrupt();
            throw new IOException("simulated");
        }));
        assertThat(inherited).hasValue(0);
        assertThat(ledger.incidents().retried()).isEqualTo(500);
    }

    static Stream<Arguments> kindsThatStop() {
        return kindsAndWorkers();
    }

    @ParameterizedTest
    @MethodSource("kindsThatStop")
    void shouldEndAfterTooManyFailuresInARow(Kind kind, Workers workers) {
        trial.workers = workers;
        trial.frames = 1_000_000;
        trial.failing = failing(Failures.stopAfter(5));
        Capture capture = start(kind, packet -> {
            if (MemorySource.number(packet) >= 20_000) {
                throw new IOException("no route to host");
            }
        });
        try (capture) {
            assertThatThrownBy(capture::join)
                    .isInstanceOf(CaptureException.class)
                    .hasMessageStartingWith("the handler failed 5 times in a row: java.")
                    .hasMessageContaining("java.io.IOException: no route to host")
                    .hasMessageEndingWith(
                            "(mend the handler or what it needs; to try again: --on-failure retry:N, Failures.retry)");
        }
        Ledger ledger = Trial.requireClosedBooks(capture.ledger());
        assertThat(ledger.failed()).isGreaterThanOrEqualTo(5);
        assertThat(ledger.failed() + ledger.handled()).isLessThan(trial.frames);
    }

    @Test
    void shouldCountARowOverAllWorkersAndBreakItByASuccess() throws Exception {
        trial.workers = Workers.fixed(1);
        trial.order = Order.SERIAL;
        trial.failing = failing(Failures.stopAfter(5));
        Ledger ledger = Trial.finish(trial.start(packet -> {
            if (MemorySource.number(packet) % 5 != 0) {
                throw new IOException("simulated");
            }
        }));
        assertThat(ledger.failed()).isEqualTo(8_000);
    }

    @Test
    void shouldWaitForHandlersThatRunWhenItEnds() {
        trial.workers = Workers.virtual(10);
        trial.failing = failing(Failures.stopAfter(1));
        ConcurrentHashMap<Long, Boolean> begun = new ConcurrentHashMap<>();
        Capture capture = trial.start(packet -> {
            long number = MemorySource.number(packet);
            begun.put(number, true);
            Thread.sleep(100);
            if (number == 0) {
                throw new IOException("simulated");
            }
        });
        assertThatThrownBy(capture::join).isInstanceOf(CaptureException.class).hasMessageContaining("failed 1 time: ");
        Ledger ledger = Trial.requireClosedBooks(capture.ledger());
        assertThat(ledger.handled() + ledger.failed()).isEqualTo(begun.size());
        assertThat(ledger.failed()).isEqualTo(1);
    }
}
