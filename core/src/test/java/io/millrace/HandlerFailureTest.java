package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A handler can do no harm, whatever it throws. */
final class HandlerFailureTest {
    private final Trial trial = new Trial();

    static Stream<Workers> workers() {
        return Stream.of(Workers.fixed(2), Workers.virtual(8));
    }

    @ParameterizedTest
    @MethodSource("workers")
    void shouldCountWhatTheHandlerThrowsAndGoOn(Workers workers) throws Exception {
        trial.workers = workers;
        List<Throwable> thrown = List.of(
                new Exception("checked"),
                new IllegalStateException("unchecked"),
                new OutOfMemoryError("simulated"),
                new NoClassDefFoundError("simulated"),
                new AssertionError("simulated"),
                new InterruptedException("simulated"),
                new ThreadDeathLookalike());
        AtomicLong handled = new AtomicLong();
        AtomicLong told = new AtomicLong();
        trial.onFailure = (packet, failure) -> {
            assertThat(failure).isIn(thrown);
            assertThat(MemorySource.number(packet) % 10).isLessThan(7);
            told.incrementAndGet();
        };
        Ledger ledger = Trial.finish(trial.start(packet -> {
            int kind = (int) (MemorySource.number(packet) % 10);
            if (kind < thrown.size()) {
                HandlerFailureTest.<RuntimeException>sneak(thrown.get(kind));
            }
            handled.incrementAndGet();
        }));
        assertThat(ledger.taken()).isEqualTo(10_000);
        assertThat(ledger.handled()).isEqualTo(3_000).isEqualTo(handled.get());
        assertThat(ledger.failed()).isEqualTo(7_000).isEqualTo(told.get());
    }

    @ParameterizedTest
    @MethodSource("workers")
    void shouldSurviveARealStackOverflow(Workers workers) throws Exception {
        trial.workers = workers;
        trial.frames = 200;
        Ledger ledger = Trial.finish(trial.start(packet -> {
            if (MemorySource.number(packet) % 2 == 0) {
                recurse(1);
            }
        }));
        assertThat(ledger.failed()).isEqualTo(100);
        assertThat(ledger.handled()).isEqualTo(100);
    }

    @ParameterizedTest
    @MethodSource("workers")
    void shouldSurviveAListenerThatThrows(Workers workers) throws Exception {
        trial.workers = workers;
        trial.onFailure = (packet, failure) -> {
            throw new StackOverflowError("simulated");
        };
        Ledger ledger = Trial.finish(trial.start(packet -> {
            throw new Exception("simulated");
        }));
        assertThat(ledger.failed()).isEqualTo(10_000);
    }

    @ParameterizedTest
    @MethodSource("workers")
    void shouldNotPassOnAnInterruptThatAHandlerLeftBehind(Workers workers) throws Exception {
        trial.workers = workers;
        AtomicInteger inherited = new AtomicInteger();
        Ledger ledger = Trial.finish(trial.start(packet -> {
            if (Thread.currentThread().isInterrupted()) {
                inherited.incrementAndGet();
            }
            Thread.currentThread().interrupt();
            if (MemorySource.number(packet) % 3 == 0) {
                throw new Exception("simulated");
            }
        }));
        assertThat(inherited).hasValue(0);
        assertThat(ledger.handled() + ledger.failed()).isEqualTo(10_000);
    }

    @ParameterizedTest
    @MethodSource("workers")
    void shouldInterruptTheHandlersThatRunWhenTheDrainTimeIsOver(Workers workers) {
        trial.workers = workers;
        trial.drain = java.time.Duration.ofMillis(100);
        AtomicInteger interrupted = new AtomicInteger();
        Capture capture = trial.start(packet -> {
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                interrupted.incrementAndGet();
                throw e;
            }
        });
        Eventually.holds(() -> capture.ledger().inFlight() == workers.count());
        Ledger ledger = trial.close(capture);
        assertThat(interrupted).hasValue(workers.count());
        assertThat(ledger.failed()).isEqualTo(workers.count());
        assertThat(ledger.abandoned()).isEqualTo(ledger.taken() - workers.count());
    }

    private static int recurse(int depth) {
        return depth == 0 ? 0 : 1 + recurse(depth + 1);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable throwable) throws T {
        throw (T) throwable;
    }

    /** A Throwable that is neither an Exception nor an Error. */
    private static final class ThreadDeathLookalike extends Throwable {
        private static final long serialVersionUID = 1;

        private ThreadDeathLookalike() {}
    }
}
