package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ledger.WallClock;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
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
        trial.frames = 1_000_000;
        trial.drain = Duration.ofMillis(200);
        AtomicBoolean open = new AtomicBoolean();
        Capture capture = trial.start(packet -> {
            if (open.get()) {
                return;
            }
            lock.lock();
            try {
                Thread.sleep(1);
            } finally {
                lock.unlock();
            }
        });
        Eventually.holds(() -> !numbers.isEmpty() && looksWithFew() > 60);
        open.set(true);
        trial.close(capture);
    }

    /** In how many of 100 looks there were few: now and then more are tried for a moment. */
    private int looksWithFew() {
        int few = 0;
        for (int i = 0; i < 100; i++) {
            LockSupport.parkNanos(10_000_000);
            few += last() <= 8 ? 1 : 0;
        }
        return few;
    }

    /** How many there may be now. */
    private int last() {
        int last = Runtime.getRuntime().availableProcessors();
        for (int number : numbers) {
            last = number;
        }
        return last;
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
