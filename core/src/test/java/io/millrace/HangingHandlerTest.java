package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.BitSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A handler can do no harm, however long it hangs. */
final class HangingHandlerTest {
    private final Trial trial = new Trial();
    private final Semaphore released = new Semaphore(0);

    /**
     * No more than there are lanes to be busy in, for certain: there are 100 flows, and now and then two of them share a
     * lane.
     */
    static Stream<Workers> workers() {
        return Stream.of(Workers.fixed(1), Workers.fixed(4), Workers.virtual(1), Workers.virtual(80));
    }

    @AfterEach
    void release() {
        released.release(1_000_000);
    }

    @ParameterizedTest
    @MethodSource("workers")
    void shouldCloseInTimeWhenHandlersIgnoreInterrupts(Workers workers) {
        trial.workers = workers;
        trial.drain = Duration.ofMillis(200);
        Capture capture = trial.start(packet -> released.acquireUninterruptibly());
        Eventually.holds(() -> capture.ledger().inFlight() == workers.count());
        Ledger ledger = trial.close(capture);
        assertThat(ledger.handled()).isZero();
        assertThat(ledger.failed()).isZero();
        assertThat(ledger.abandoned()).isEqualTo(ledger.taken()).isPositive();
    }

    @ParameterizedTest
    @MethodSource("workers")
    void shouldCloseInTimeWithoutDrain(Workers workers) {
        trial.workers = workers;
        trial.drain = Duration.ZERO;
        Capture capture = trial.start(packet -> released.acquireUninterruptibly());
        Eventually.holds(() -> capture.ledger().inFlight() > 0);
        Ledger ledger = trial.close(capture);
        assertThat(ledger.abandoned()).isEqualTo(ledger.taken()).isPositive();
    }

    @ParameterizedTest
    @MethodSource("workers")
    void shouldLetAHandlerThatOutlivesTheCaptureReadItsPacket(Workers workers) {
        trial.workers = workers;
        trial.frames = 1;
        trial.drain = Duration.ZERO;
        CountDownLatch read = new CountDownLatch(1);
        Capture capture = trial.start(packet -> {
            released.acquireUninterruptibly();
            if (MemorySource.number(packet) == 0 && packet.caplen() == MemorySource.FRAME_BYTES) {
                read.countDown();
            }
        });
        Eventually.holds(() -> capture.ledger().inFlight() == 1);
        Ledger ledger = trial.close(capture);
        assertThat(ledger.abandoned()).isEqualTo(1);
        release();
        Eventually.holds(() -> read.getCount() == 0);
        assertThat(capture.ledger()).as("the books stay closed").isEqualTo(ledger);
    }

    /** Handlers are fast, so workers take lanes by the handful, and one of them gets stuck with lanes in its hand. */
    @ParameterizedTest
    @MethodSource("workersThatCanLoseOne")
    void shouldLetOtherFlowsFlowOnWhileOneIsStuck(Workers workers) {
        trial.workers = workers;
        trial.drain = Duration.ofMillis(200);
        trial.frames = 50_000;
        int stuck = 37;
        AtomicInteger others = new AtomicInteger();
        AtomicInteger ofStuck = new AtomicInteger();
        Capture capture = trial.start(packet -> {
            if (MemorySource.flow(packet) == stuck) {
                if (ofStuck.incrementAndGet() == 5) {
                    released.acquireUninterruptibly();
                }
            } else {
                others.incrementAndGet();
            }
        });
        Eventually.holds(() -> others.get() == 49_500);
        assertThat(ofStuck).as("packets behind the one that is stuck").hasValue(5);
        Ledger live = Trial.requireBooks(capture.ledger());
        assertThat(live.inFlight()).isEqualTo(1);
        assertThat(live.queued()).isEqualTo(495);
        Ledger ledger = trial.close(capture);
        assertThat(ledger.handled()).isEqualTo(49_504);
        assertThat(ledger.abandoned()).isEqualTo(496);
    }

    static Stream<Workers> workersThatCanLoseOne() {
        return Stream.of(Workers.fixed(2), Workers.fixed(8), Workers.virtual(2), Workers.virtual(100));
    }

    @Test
    void shouldGoOnWithTheStuckFlowWhenItComesFree() throws Exception {
        trial.workers = Workers.fixed(2);
        trial.frames = 10_000;
        BitSet seen = new BitSet();
        Capture capture = trial.start(packet -> {
            if (MemorySource.flow(packet) == 1) {
                if (seen.isEmpty()) {
                    released.acquire();
                }
                seen.set((int) MemorySource.number(packet));
            }
        });
        Eventually.holds(() -> capture.ledger().handled() == 9_900);
        release();
        assertThat(Trial.finish(capture).handled()).isEqualTo(10_000);
        assertThat(seen.cardinality()).isEqualTo(100);
    }

    @Test
    void shouldCloseFromWithinAHandler() {
        trial.drain = Duration.ofMillis(100);
        trial.frames = 1_000;
        Capture[] itself = new Capture[1];
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        Capture capture = trial.start(packet -> {
            started.await();
            if (MemorySource.number(packet) == 10) {
                itself[0].close();
                closed.countDown();
            }
        });
        itself[0] = capture;
        started.countDown();
        Eventually.holds(() -> closed.getCount() == 0);
        Trial.requireClosedBooks(capture.ledger());
    }
}
