package io.millrace.afpacket;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.Allocations;
import io.millrace.LiveTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code received = dropped + taken + unread}, to the packet, whatever happens. */
@LiveTest
class RingAccountsTest {
    /** Sent before any of it is taken, so that nothing is dropped however seldom this thread runs. */
    private static final int PORTION = 2_000;

    private static final RingConfig TINY = RingConfig.DEFAULT.withBufferBytes(1);
    private static final RingReader TAKE = (memory, offset, caplen, len, nanos) -> true;

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
    void shouldBalanceWhenStoppedInTheMiddle(boolean immediate) throws Exception {
        try (PacketRing ring = PacketRing.open(TestLink.RIGHT, TINY.withImmediate(immediate))) {
            Thread sender = new Thread(() -> TestLink.sendMany(TestLink.LEFT, 200_000));
            sender.start();
            long taken = 0;
            while (taken < 30_000) {
                int now = ring.take(TAKE, 777);
                taken += now;
                if (now == 0) {
                    boolean ignored = ring.await(100);
                }
            }
            ring.settle();
            RingCounts settled = ring.counts();
            sender.join();
            assertThat(settled.received()).isEqualTo(settled.dropped() + taken + settled.unread());
            assertThat(ring.counts()).isEqualTo(settled);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldCountEveryFrameThatDoesNotFitAsDropped(boolean immediate) throws Exception {
        try (PacketRing ring = PacketRing.open(TestLink.RIGHT, TINY.withImmediate(immediate))) {
            TestLink.sendMany(TestLink.LEFT, 100_000);
            ring.settle();
            RingCounts counts = ring.counts();
            assertThat(counts.received()).isEqualTo(100_000);
            assertThat(counts.dropped()).isPositive();
            assertThat(counts.unread()).isPositive();
            assertThat(counts.received()).isEqualTo(counts.dropped() + counts.unread());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldKeepARefusedFrameAndAllBehindIt(boolean immediate) throws Exception {
        try (PacketRing ring =
                PacketRing.open(TestLink.RIGHT, TINY.withBufferBytes(4 << 20).withImmediate(immediate))) {
            TestLink.sendMany(TestLink.LEFT, 1000);
            Thread.sleep(20);
            int[] offered = {0};
            RingReader refusing = (memory, offset, caplen, len, nanos) -> offered[0]++ < 123;
            assertThat(ring.take(refusing, 500)).isEqualTo(123);
            assertThat(ring.take((memory, offset, caplen, len, nanos) -> false, 500))
                    .isZero();
            ring.settle();
            assertThat(ring.counts().received()).isEqualTo(1000);
            assertThat(ring.counts().unread()).isEqualTo(877);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldDeliverEveryFrameInOrderOverManyTurnsOfTheRing(boolean immediate) throws Exception {
        int count = 100_000;
        try (PacketRing ring = PacketRing.open(TestLink.RIGHT, RingConfig.DEFAULT.withImmediate(immediate))) {
            int[] next = {0};
            RingReader checking = (memory, offset, caplen, len, nanos) -> {
                byte[] expected = TestFrames.udp(next[0]++ % PORTION, 64);
                return memory.asSlice(offset, caplen).mismatch(java.lang.foreign.MemorySegment.ofArray(expected)) == -1;
            };
            for (int sent = 0; sent < count; sent += PORTION) {
                TestLink.sendMany(TestLink.LEFT, PORTION);
                assertThat(takeAll(ring, checking, PORTION)).isEqualTo(PORTION);
            }
            assertThat(next[0]).isEqualTo(count);
            assertThat(ring.counts().dropped()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldAllocateNothingPerFrame(boolean immediate) throws Exception {
        try (PacketRing ring = PacketRing.open(TestLink.RIGHT, RingConfig.DEFAULT.withImmediate(immediate))) {
            long warmUp = allocatedWhileTaking(ring, 100_000);
            assertThat(warmUp).isNotNegative();
            long allocated = allocatedWhileTaking(ring, 200_000);
            assertThat(allocated).isLessThan(200_000); // less than a byte a frame
        }
    }

    private static long allocatedWhileTaking(PacketRing ring, int count) throws ReflectiveOperationException {
        long allocated = 0;
        for (int sent = 0; sent < count; sent += PORTION) {
            TestLink.sendMany(TestLink.LEFT, PORTION);
            long before = Allocations.ofThisThread();
            long taken = takeAll(ring, TAKE, PORTION);
            allocated += Allocations.ofThisThread() - before;
            assertThat(taken).isEqualTo(PORTION);
        }
        return allocated;
    }

    private static long takeAll(PacketRing ring, RingReader reader, long count) {
        long taken = 0;
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (taken < count && System.nanoTime() < deadline) {
            int now = ring.take(reader, 4096);
            taken += now;
            if (now == 0) {
                boolean ignored = ring.await(100);
            }
        }
        return taken;
    }
}
