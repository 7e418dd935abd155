package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ledger.WallClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What gives while handlers stand still, and what is left when they go on. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class OverloadPoliciesTest {
    private static final long TINY = 1 << 20;
    private static final int FRAMES = 50_000;

    private final Trial trial = new Trial();
    private final Semaphore released = new Semaphore(0);
    private final ConcurrentLinkedQueue<Long> handled = new ConcurrentLinkedQueue<>();

    {
        trial.queueBytes = TINY;
        trial.frames = FRAMES;
        trial.timestampOf = number -> WallClock.nanos();
    }

    @AfterEach
    void release() {
        released.release(1_000_000);
    }

    private void waitAndNote(Packet packet) {
        released.acquireUninterruptibly();
        handled.add(MemorySource.number(packet));
    }

    @ParameterizedTest
    @CsvSource({"fixed:2, 1", "virtual:20, 1", "fixed:2, 2", "virtual:20, 3"})
    void shouldKeepTheNewestWhenTheOldestAreDropped(String workers, int captureThreads) throws Exception {
        trial.workers = Workers.parse(workers);
        trial.captureThreads = captureThreads;
        trial.queueBytes = TINY * captureThreads;
        trial.overload = Overload.dropOldest();
        Capture capture = trial.start(this::waitAndNote);
        long all = (long) FRAMES * captureThreads;
        Eventually.holds(() -> capture.ledger().taken() == all);
        Ledger full = Trial.requireBooks(capture.ledger());
        assertThat(full.shed().newest()).as(full::toString).isZero();
        assertThat(full.shed().oldest()).isEqualTo(all - full.queued() - full.inFlight());
        assertThat(full.queued()).as("the store is used").isGreaterThan(4_000);
        assertThat(full.queue().peakBytes()).isLessThanOrEqualTo(full.queue().limitBytes());
        release();
        Trial.finish(capture);
        List<Long> numbers = new ArrayList<>(handled);
        Collections.sort(numbers);
        long old = numbers.stream().filter(number -> number < FRAMES - 9_000).count();
        assertThat(old).as("packets that were being handled").isLessThanOrEqualTo(trial.workers.count());
        assertThat(numbers.getLast()).isEqualTo(FRAMES - 1);
    }

    @Test
    void shouldKeepTheTotalOrderOfWhatIsLeft() throws Exception {
        trial.overload = Overload.dropOldest();
        trial.workers = Workers.fixed(3);
        List<Long> results = Collections.synchronizedList(new ArrayList<>());
        Capture capture = trial.startOrdered(
                packet -> {
                    long number = MemorySource.number(packet);
                    if (ThreadLocalRandom.current().nextInt(500) == 0) {
                        LockSupport.parkNanos(200_000);
                    }
                    return number;
                },
                results::add);
        Ledger ledger = Trial.finish(capture);
        assertThat(ledger.handled() + ledger.shed().oldest() + ledger.shed().newest())
                .isEqualTo(FRAMES);
        assertThat(results).hasSize((int) ledger.handled()).isSorted().doesNotHaveDuplicates();
    }

    /** Nobody is told but those who wait: results behind packets that are dropped come out though no handler ends. */
    @Test
    void shouldGiveResultsOutThatWaitedForDroppedPackets() throws Exception {
        trial.overload = Overload.dropOldest();
        trial.workers = Workers.fixed(2);
        List<Long> results = Collections.synchronizedList(new ArrayList<>());
        Capture capture = trial.startOrdered(
                packet -> {
                    long number = MemorySource.number(packet);
                    if (number < 2) {
                        released.acquireUninterruptibly();
                    }
                    return number;
                },
                results::add);
        Eventually.holds(() -> capture.ledger().taken() == FRAMES);
        released.release(2);
        Ledger ledger = Trial.finish(capture);
        assertThat(results).hasSize((int) ledger.handled()).isSorted();
    }

    @ParameterizedTest
    @CsvSource({"fixed:2", "virtual:20"})
    void shouldHandleNothingThatIsTooOld(String workers) throws Exception {
        Duration limit = Duration.ofMillis(100);
        trial.workers = Workers.parse(workers);
        trial.overload = Overload.maxAge(limit);
        trial.queueBytes = 64 << 20;
        Capture capture = trial.start(this::waitAndNote);
        Eventually.holds(() -> capture.ledger().taken() == FRAMES);
        Thread.sleep(limit.toMillis());
        release();
        Ledger ledger = Trial.finish(capture);
        assertThat(ledger.handled()).as("those that were begun").isBetween(1L, (long) trial.workers.count());
        assertThat(ledger.shed().aged()).isEqualTo(FRAMES - ledger.handled());
    }

    @Test
    void shouldMakeRoomOfWhatIsTooOld() throws Exception {
        trial.workers = Workers.fixed(1);
        trial.overload = Overload.maxAge(Duration.ofMillis(20));
        AtomicLong paced = new AtomicLong();
        trial.timestampOf = number -> {
            if (paced.incrementAndGet() % 1_000 == 0) {
                LockSupport.parkNanos(5_000_000); // so that what waits gets old while more comes
            }
            return WallClock.nanos();
        };
        Capture capture = trial.start(this::waitAndNote);
        Eventually.holds(() -> capture.ledger().taken() == FRAMES);
        Ledger ledger = Trial.requireBooks(capture.ledger());
        assertThat(ledger.shed().aged()).as(ledger::toString).isGreaterThan(FRAMES / 2);
        release();
        Trial.finish(capture);
    }

    @Test
    void shouldShedByTheNewPolicyWhenItIsExchanged() throws Exception {
        trial.workers = Workers.fixed(1);
        trial.overload = Overload.block();
        Capture capture = trial.start(this::waitAndNote);
        Eventually.holds(() -> capture.ledger().queue().peakBytes() > TINY / 10 * 9);
        assertThat(capture.ledger().taken()).isLessThan(FRAMES);
        capture.overload(Overload.dropOldest());
        Eventually.holds(() -> capture.ledger().taken() == FRAMES);
        assertThat(Trial.requireBooks(capture.ledger()).shed().oldest()).isPositive();
        release();
        Trial.finish(capture);
        assertThat(handled).contains(FRAMES - 1L);
    }

    @Test
    void shouldKeepHeadersOnlyUnderPressure() throws Exception {
        trial.workers = Workers.fixed(1);
        trial.caplen = 1_000;
        trial.frames = 3_000;
        trial.overload = Overload.headers(60).and(Overload.dropOldest());
        List<Integer> lengths = Collections.synchronizedList(new ArrayList<>());
        Capture capture = trial.start(packet -> {
            released.acquireUninterruptibly();
            lengths.add(packet.caplen());
            assertThat(packet.len()).isEqualTo(1_000);
        });
        Eventually.holds(() -> capture.ledger().taken() == 3_000);
        release();
        Ledger ledger = Trial.finish(capture);
        assertThat(ledger.handled()).as(ledger::toString).isEqualTo(3_000);
        assertThat(lengths).containsOnly(60, 1_000);
        assertThat(lengths.stream().filter(length -> length == 60).count())
                .isEqualTo(ledger.truncated())
                .isGreaterThan(2_000);
    }

    @Test
    void shouldTellWhatSampledPacketsStandFor() throws Exception {
        trial.workers = Workers.fixed(1);
        trial.overload = Overload.sample(Overload.Sample.By.PACKETS);
        trial.frames = 400_000;
        AtomicLong paced = new AtomicLong();
        trial.timestampOf = number -> {
            if (paced.incrementAndGet() % 1_000 == 0) {
                LockSupport.parkNanos(10_000_000); // the level goes up as time goes by
            }
            return WallClock.nanos();
        };
        AtomicLong weight = new AtomicLong();
        Capture capture = trial.start(packet -> {
            released.acquireUninterruptibly();
            weight.addAndGet(packet.weight());
            assertThat(packet.copy().weight()).isEqualTo(packet.weight());
        });
        Eventually.holds(() -> capture.ledger().taken() == trial.frames);
        release();
        Ledger ledger = Trial.finish(capture);
        assertThat(ledger.shed().sampled()).as(ledger::toString).isGreaterThan(trial.frames / 2);
        assertThat(weight.get() + ledger.shed().newest()).isBetween(trial.frames * 9 / 10, trial.frames * 11 / 10);
    }
}
