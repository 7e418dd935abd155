package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens when handlers are behind and the store is full; and the exact end of a count. */
final class OverloadTest {
    private static final long TINY = CaptureBuilder.MIN_QUEUE_BYTES;

    private final Trial trial = new Trial();
    private final Semaphore released = new Semaphore(0);

    @AfterEach
    void release() {
        released.release(1_000_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 1_514, 9_000, 65_000})
    void shouldShedTheNewestWhenTheStoreIsFull(int caplen) throws Exception {
        trial.overload = Overload.dropNewest();
        trial.queueBytes = TINY;
        trial.caplen = caplen;
        trial.frames = 50_000;
        trial.workers = Workers.fixed(1);
        AtomicLong last = new AtomicLong(-1);
        Capture capture = trial.start(packet -> {
            released.acquireUninterruptibly();
            assertThat(packet.caplen()).isEqualTo(caplen);
            assertThat(last.getAndSet(MemorySource.number(packet))).isNotEqualTo(MemorySource.number(packet));
        });
        Eventually.holds(() -> capture.ledger().taken() == 50_000);
        Ledger full = Trial.requireBooks(capture.ledger());
        long held = full.queued() + full.inFlight();
        assertThat(full.shed().newest()).isEqualTo(50_000 - held);
        assertThat(full.queue().limitBytes()).isEqualTo(TINY);
        assertThat(full.queue().peakBytes()).isGreaterThan(TINY / 2).isLessThanOrEqualTo(TINY);
        assertThat(held * caplen).isLessThan(TINY);
        release();
        Ledger ledger = Trial.finish(capture);
        assertThat(ledger.handled()).isEqualTo(held);
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 1_514, 65_000})
    void shouldTakeEveryPacketWhenItBlocks(int caplen) throws Exception {
        trial.queueBytes = TINY;
        trial.caplen = caplen;
        trial.frames = 20_000;
        trial.workers = Workers.virtual(50);
        Ledger ledger = Trial.finish(trial.start(packet -> {
            if (MemorySource.number(packet) % 1_000 == 0) {
                LockSupport.parkNanos(1_000_000);
            }
        }));
        assertThat(ledger.handled()).isEqualTo(20_000);
        assertThat(ledger.shed().total()).isZero();
        assertThat(ledger.queue().peakBytes()).isLessThanOrEqualTo(TINY);
    }

    @Test
    void shouldStopWhileItBlocks() {
        trial.queueBytes = TINY;
        trial.drain = Duration.ofMillis(100);
        trial.frames = 50_000;
        Capture capture = trial.start(packet -> released.acquireUninterruptibly());
        Eventually.holds(() -> capture.ledger().queue().peakBytes() > TINY - 4_096);
        Ledger ledger = trial.close(capture);
        assertThat(ledger.taken()).isLessThan(50_000).isEqualTo(ledger.abandoned());
        assertThat(ledger.kernel()).isNotNull();
        assertThat(ledger.kernel().unread())
                .as("the packet that waited for room was not taken")
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 511, 512, 513, 100_000})
    void shouldTakeExactlyTheCount(int count) throws Exception {
        trial.frames = Long.MAX_VALUE;
        trial.count = count;
        Ledger ledger = Trial.finish(trial.start(packet -> {}));
        assertThat(ledger.taken()).isEqualTo(count).isEqualTo(ledger.handled());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1_000, 100_003})
    void shouldTakeExactlyTheCountWithSeveralCaptureThreads(int count) throws Exception {
        trial.captureThreads = 3;
        trial.frames = Long.MAX_VALUE;
        trial.count = count;
        Ledger ledger = Trial.finish(trial.start(packet -> {}));
        assertThat(ledger.taken()).isEqualTo(count).isEqualTo(ledger.handled());
    }

    @Test
    void shouldEndWhenASourceCannotBeClosed() {
        trial.frames = 100;
        trial.count = 1_000; // it waits for more
        Capture capture = trial.start(packet -> {});
        trial.sources.getFirst().onClose = new IllegalStateException("simulated");
        Eventually.holds(() -> capture.ledger().handled() == 100);
        Ledger ledger = trial.close(capture);
        assertThat(ledger.handled()).isEqualTo(100);
        assertThatThrownBy(capture::join).isInstanceOf(CaptureException.class).hasMessage("simulated");
    }

    @Test
    void shouldEndIdleCaptureAtOnce() throws Exception {
        trial.frames = 0;
        trial.count = 1;
        Capture capture = trial.start(packet -> {});
        assertThat(capture.join(Duration.ofMillis(50))).isFalse();
        Ledger ledger = trial.close(capture);
        assertThat(ledger.taken()).isZero();
        assertThat(ledger.seconds()).isZero();
    }
}
