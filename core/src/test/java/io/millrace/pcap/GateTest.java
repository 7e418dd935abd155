package io.millrace.pcap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GateTest {
    private final AtomicInteger breaks = new AtomicInteger();
    private final AtomicInteger releases = new AtomicInteger();
    private final Gate gate = new Gate("eth9", breaks::incrementAndGet, releases::incrementAndGet);

    @Test
    void shouldReleaseOnceHoweverOftenItIsClosed() {
        gate.close();
        gate.close();
        assertThat(releases).hasValue(1);
    }

    @Test
    void shouldNotTouchAReleasedHandle() {
        gate.close();
        gate.breakLoop();
        assertThat(breaks).hasValue(0);
        assertThatThrownBy(gate::enter)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("eth9: the handle is closed");
        assertThatThrownBy(() -> gate.control(() -> 1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldNameBothThreadsWhenTheWrongOneCalls() throws Exception {
        Thread owner = Thread.ofPlatform().name("capture-7").start(gate::claim);
        owner.join();
        assertThatThrownBy(() -> gate.control(() -> 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("capture-7 (" + owner.threadId() + ")")
                .hasMessageContaining(Thread.currentThread().getName() + " ("
                        + Thread.currentThread().threadId() + ")");
        gate.breakLoop();
        gate.close();
        assertThat(breaks).hasValue(1);
        assertThat(releases).hasValue(1);
    }

    @Test
    void shouldNotNest() {
        gate.enter();
        assertThatThrownBy(gate::enter).hasMessageContaining("from their own callback");
    }

    @Test
    void shouldReleaseWhenTheReadingCallEndsIfItsOwnCallbackCloses() {
        gate.enter();
        gate.close();
        assertThat(breaks).hasValue(1);
        assertThat(releases).hasValue(0);
        leave();
        assertThat(releases).hasValue(1);
    }

    @Test
    void shouldWaitForTheReadingCallOfAnotherThread() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        Thread reader = Thread.ofPlatform().start(() -> {
            gate.enter();
            reading.countDown();
            try {
                finish.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            leave();
        });
        reading.await();
        Thread closer = Thread.ofPlatform().start(gate::close);
        while (closer.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        assertThat(releases).hasValue(0);
        finish.countDown();
        closer.join();
        reader.join();
        assertThat(releases).hasValue(1);
    }

    private void leave() {
        synchronized (gate) {
            gate.reading = false;
        }
        gate.left();
    }

    @Test
    void shouldCloseThoughTheReadingCallCouldNotSayThatItEnded() throws Exception {
        Thread reader = Thread.ofPlatform().start(gate::enter);
        reader.join();
        Thread closer = Thread.ofPlatform().start(gate::close);
        while (closer.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        synchronized (gate) {
            gate.reading = false;
        }
        closer.join();
        assertThat(releases).hasValue(1);
    }
}
