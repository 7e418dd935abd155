package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ledger.WallClock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Workers that tune themselves in an engine; how well they do is judged by {@code TunerTest}, whose plants are known. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class AutoWorkersTest {
    private final Trial trial = new Trial();
    private final ConcurrentLinkedQueue<Integer> numbers = new ConcurrentLinkedQueue<>();

    {
        trial.workers = Workers.auto(1_000);
        trial.queueBytes = 1 << 20;
        trial.overload = Overload.block();
        trial.timestampOf = number -> WallClock.nanos();
        trial.onWorkers = (from, to, reason) -> {
            numbers.add(to);
            throw new IllegalStateException("a listener may throw");
        };
    }

    @Test
    void shouldHaveMoreWorkersThanProcessorsWhereHandlersWait() throws Exception {
        trial.frames = 30_000;
        Ledger ledger = Trial.finish(trial.start(packet -> Thread.sleep(2)));
        assertThat(ledger.handled()).isEqualTo(30_000);
        assertThat(ledger.workers().peak()).as("%s", numbers).isGreaterThan(20).isLessThanOrEqualTo(1_000);
        assertThat(Collections.max(numbers)).isGreaterThan(20);
    }

    @Test
    void shouldEndWithFewWhereHandlersWaitForALock() throws Exception {
        ReentrantLock lock = new ReentrantLock();
        trial.frames = 2_000;
        Ledger ledger = Trial.finish(trial.start(packet -> {
            lock.lock();
            try {
                Thread.sleep(1);
            } finally {
                lock.unlock();
            }
        }));
        assertThat(ledger.handled()).isEqualTo(2_000);
        List<Integer> all = List.copyOf(numbers);
        List<Integer> lastTwo = all.subList(Math.max(0, all.size() - 2), all.size());
        assertThat(lastTwo.stream()
                        .min(Integer::compare)
                        .orElse(2)) // of which one may be a trial that is still under way
                .as("%s", numbers)
                .isLessThanOrEqualTo(8);
    }

    @Test
    void shouldReplaceWorkersThatHang() {
        Semaphore released = new Semaphore(0);
        trial.frames = 5_000;
        trial.drain = Duration.ofMillis(200);
        int hanging = 20;
        Capture capture = trial.start(packet -> {
            if (MemorySource.flow(packet) < hanging) {
                released.acquireUninterruptibly();
            } else {
                LockSupport.parkNanos(100_000);
            }
        });
        Eventually.holds(() -> capture.ledger().handled() >= 5_000 / 100 * (100 - hanging) * 9 / 10);
        released.release(1_000_000);
        trial.close(capture);
    }
}
