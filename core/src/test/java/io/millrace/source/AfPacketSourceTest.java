package io.millrace.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.Allocations;
import io.millrace.LiveTest;
import io.millrace.afpacket.AfPacketException;
import io.millrace.afpacket.RingConfig;
import io.millrace.afpacket.TestLink;
import io.millrace.protocol.Linktype;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@LiveTest
class AfPacketSourceTest {
    private static final RingConfig CONFIG = RingConfig.DEFAULT.withBufferBytes(8 << 20);
    private static final FrameSink TAKE = (memory, offset, caplen, len, nanos) -> true;

    private TestLink link;

    @BeforeEach
    void createLink() throws Exception {
        link = TestLink.create(1500);
    }

    @AfterEach
    void removeLink() {
        link.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldBalanceWithTakenAndUnreadFrames(boolean immediate) {
        try (Source source = AfPacketSource.open(TestLink.RIGHT, CONFIG.withImmediate(immediate))) {
            assertThat(source.name()).isEqualTo("mb");
            assertThat(source.linktype()).isEqualTo(Linktype.EN10MB);
            TestLink.sendMany(TestLink.LEFT, 3000);
            int taken = 0;
            while (taken < 1000) {
                taken += source.take(TAKE, 1000 - taken, -1);
            }
            source.settle();
            assertThat(source.counts()).isEqualTo(new KernelCounts(3000, 0, 0, 2000, 0));
        }
    }

    @Test
    void shouldNotWaitWhenToldNotTo() {
        try (Source source = AfPacketSource.open(TestLink.RIGHT, CONFIG)) {
            assertThat(source.take(TAKE, 1, 0)).isZero();
            assertThat(source.take(TAKE, 1, 20)).isZero();
        }
    }

    @Test
    void shouldEndAWaitingTakeOrTheNextOneWhenWoken() throws Exception {
        try (Source source = AfPacketSource.open(TestLink.RIGHT, CONFIG)) {
            source.wake();
            assertThat(source.take(TAKE, 1, -1)).isZero();
            Thread owner = Thread.currentThread();
            CompletableFuture<Void> waker = CompletableFuture.runAsync(() -> {
                while (owner.getState() != Thread.State.RUNNABLE) {
                    Thread.onSpinWait();
                }
                sleep(50);
                source.wake();
            });
            assertThat(source.take(TAKE, 1, -1)).isZero();
            waker.get();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldAnnounceFramesForWhichItWaitedBeforeItOffersThem(boolean immediate) throws Exception {
        Announcements sink = new Announcements();
        try (Source source = AfPacketSource.open(TestLink.RIGHT, CONFIG.withImmediate(immediate))) {
            TestLink.sendMany(TestLink.LEFT, 1);
            while (!source.isWaiting()) {
                sleep(1);
            }
            assertThat(source.take(sink, 1, -1)).isEqualTo(1);
            assertThat(sink.announced).as("nobody waited").isZero();
            CompletableFuture<Void> sender = CompletableFuture.runAsync(() -> {
                sleep(500);
                TestLink.sendMany(TestLink.LEFT, 1);
            });
            sink.frames = 0;
            assertThat(source.take(sink, 1, -1)).isEqualTo(1);
            assertThat(sink.announced).isEqualTo(1);
            assertThat(sink.inTime).isTrue();
            sender.get();
        }
    }

    @Test
    void shouldIgnoreAWakeOnceClosed() {
        Source source = AfPacketSource.open(TestLink.RIGHT, CONFIG);
        source.settle();
        source.close();
        source.close();
        source.wake();
        assertThat(source.counts().received()).isZero();
    }

    @Test
    void shouldShareTheFramesOfADeviceAmongSeveralSources() {
        // Room for as many blocks as a sender fills that is kept waiting again and again.
        List<AfPacketSource> sources = AfPacketSource.openGroup(TestLink.RIGHT, CONFIG.withBufferBytes(64 << 20), 3);
        try {
            TestLink.sendMany(TestLink.LEFT, 3000);
            KernelCounts sum = new KernelCounts(0, 0, 0, 0, 0);
            int taken = 0;
            for (AfPacketSource source : sources) {
                taken += source.take(TAKE, 100, 100);
                source.settle();
                sum = sum.plus(source.counts());
            }
            assertThat(taken).isEqualTo(300);
            assertThat(sum).isEqualTo(new KernelCounts(3000, 0, 0, 2700, 0));
        } finally {
            sources.forEach(AfPacketSource::close);
        }
    }

    @Test
    void shouldSayThatTheDeviceIsGone() {
        try (Source source = AfPacketSource.open(TestLink.RIGHT, CONFIG)) {
            link.close();
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 50; i++) {
                            int ignored = source.take(TAKE, 1, -1);
                        }
                    })
                    .isInstanceOf(AfPacketException.class)
                    .hasMessageContaining("the device mb is gone");
        }
    }

    @Test
    void shouldAllocateNothingPerTake() throws Exception {
        try (Source source = AfPacketSource.open(TestLink.RIGHT, CONFIG.withImmediate(true))) {
            int ignored = source.take(TAKE, 1, 0) + source.take(TAKE, 1, 1);
            long before = Allocations.ofThisThread();
            for (int i = 0; i < 10_000; i++) {
                ignored += source.take(TAKE, 1, 0);
            }
            assertThat(Allocations.ofThisThread() - before).isLessThan(10_000);
            assertThat(ignored).isZero();
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
