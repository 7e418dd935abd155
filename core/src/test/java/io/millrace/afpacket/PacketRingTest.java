package io.millrace.afpacket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.LiveTest;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@LiveTest
class PacketRingTest {
    private static final RingConfig CONFIG = RingConfig.DEFAULT.withBufferBytes(4 << 20);
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
    @CsvSource({"IN, 3", "OUT, 5", "INOUT, 8"})
    void shouldCountOnlyTheWantedDirection(RingDirection direction, int expected) {
        try (PacketRing ring = PacketRing.open(TestLink.RIGHT, CONFIG.withDirection(direction))) {
            TestLink.send(TestLink.LEFT, frames(3));
            TestLink.send(TestLink.RIGHT, frames(5));
            assertThat(Frame.take(ring, expected)).hasSize(expected);
            assertThat(ring.counts().received()).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"IN, 4", "OUT, 0", "INOUT, 4"})
    void shouldTakeTheIncomingOfTheTwoCopiesOnLoopback(RingDirection direction, int expected) throws Exception {
        try (PacketRing ring = PacketRing.open("lo", CONFIG.withDirection(direction))) {
            TestLink.send("lo", frames(4));
            Thread.sleep(20);
            assertThat(ring.take(TAKE, 100)).isEqualTo(expected);
            assertThat(ring.counts().received()).isEqualTo(expected);
        }
    }

    @Test
    void shouldFilterInTheKernel() {
        long[] length64 = {
            Program.instruction(0x80, 0, 0, 0), // A = length
            Program.instruction(0x15, 0, 1, 64),
            Program.instruction(0x06, 0, 0, 262_144),
            Program.instruction(0x06, 0, 0, 0),
        };
        RingConfig config = CONFIG.withFilter(Program.of(length64)).withDirection(RingDirection.IN);
        try (PacketRing ring = PacketRing.open(TestLink.RIGHT, config)) {
            TestLink.send(TestLink.LEFT, List.of(TestFrames.udp(1, 65), TestFrames.udp(2, 64), TestFrames.udp(3, 66)));
            assertThat(Frame.take(ring, 1)).extracting(Frame::len).containsExactly(64);
            assertThat(ring.counts().received()).isEqualTo(1);
        }
    }

    @Test
    void shouldPutEachFrameInOneRingOfAGroup() throws Exception {
        int count = 5_000;
        List<PacketRing> rings = PacketRing.openGroup(TestLink.RIGHT, CONFIG.withBufferBytes(64 << 20), 2);
        try {
            assertThat(rings.get(0).fanoutGroup()).isEqualTo(rings.get(1).fanoutGroup());
            TestLink.sendMany(TestLink.LEFT, count);
            Thread.sleep(20);
            BitSet seen = new BitSet();
            List<Integer> sizes = new ArrayList<>();
            for (PacketRing ring : rings) {
                List<Frame> frames = Frame.take(ring, (int) ring.counts().received());
                frames.forEach(frame -> {
                    int number = Integer.parseUnsignedInt(frame.bytes(), 120, 128, 16);
                    assertThat(seen.get(number)).isFalse();
                    seen.set(number);
                });
                sizes.add(frames.size());
            }
            assertThat(seen.cardinality()).isEqualTo(count);
            assertThat(sizes).allMatch(size -> size > count / 10);
        } finally {
            rings.forEach(PacketRing::close);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldGoOnWhenTheDeviceComesUpAgain(boolean immediate) throws Exception {
        try (PacketRing ring = PacketRing.open(TestLink.RIGHT, CONFIG.withImmediate(immediate))) {
            TestLink.send(TestLink.LEFT, frames(2));
            assertThat(Frame.take(ring, 2)).hasSize(2);
            TestLink.run("ip", "link", "set", "dev", TestLink.RIGHT, "down");
            assertThat(ring.await(500)).isFalse();
            assertThat(ring.await(500)).isFalse();
            TestLink.up(TestLink.RIGHT);
            TestLink.send(TestLink.LEFT, frames(3));
            assertThat(Frame.take(ring, 3)).hasSize(3);
            TestLink.run("ip", "link", "set", "dev", TestLink.RIGHT, "down");
            TestLink.up(TestLink.RIGHT);
            TestLink.send(TestLink.LEFT, frames(4));
            assertThat(Frame.take(ring, 4)).hasSize(4);
            ring.settle();
            assertThat(ring.counts()).isEqualTo(new RingCounts(9, 0, 0, 0));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldSayThatTheDeviceIsGoneOnceItsFramesAreTaken(boolean immediate) throws Exception {
        try (PacketRing ring = PacketRing.open(TestLink.RIGHT, CONFIG.withImmediate(immediate))) {
            TestLink.send(TestLink.LEFT, frames(6));
            link.close();
            assertThat(Frame.take(ring, 6)).hasSize(6);
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 50; i++) {
                            boolean ignored = ring.await(-1);
                        }
                    })
                    .isInstanceOf(AfPacketException.class)
                    .hasMessageStartingWith("the device mb is gone");
            ring.settle();
            assertThat(ring.counts().received()).isEqualTo(6);
            assertThat(ring.counts().unread()).isZero();
        }
    }

    @Test
    void shouldDeliverALongFrameWholeAlthoughTheDeviceWentDown() throws Exception {
        TestLink.run("ip", "link", "set", "dev", TestLink.LEFT, "mtu", "60000");
        TestLink.run("ip", "link", "set", "dev", TestLink.RIGHT, "mtu", "60000");
        try (PacketRing ring = PacketRing.open(TestLink.RIGHT, CONFIG.withImmediate(true))) {
            TestLink.send(TestLink.LEFT, List.of(TestFrames.udp(1, 30_000), TestFrames.tagged(2, 50_000, 0x8100, 7)));
            TestLink.run("ip", "link", "set", "dev", TestLink.RIGHT, "down");
            assertThat(ring.take((memory, offset, caplen, len, nanos) -> false, 1))
                    .isZero();
            List<Frame> frames = Frame.take(ring, 2);
            assertThat(frames.get(0).bytes()).isEqualTo(HexFormat.of().formatHex(TestFrames.udp(1, 30_000)));
            assertThat(frames.get(1).bytes())
                    .isEqualTo(HexFormat.of().formatHex(TestFrames.tagged(2, 50_000, 0x8100, 7)));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldSleepWhileNothingComes(boolean immediate) {
        try (PacketRing ring = PacketRing.open(TestLink.RIGHT, CONFIG.withImmediate(immediate))) {
            TestLink.send(TestLink.LEFT, frames(1));
            assertThat(Frame.take(ring, 1)).hasSize(1);
            long start = System.nanoTime();
            assertThat(ring.await(200)).isFalse();
            assertThat(System.nanoTime() - start).isGreaterThan(190_000_000);
        }
    }

    @Test
    void shouldWakeOnEachFrameInImmediateMode() throws Exception {
        try (PacketRing ring = PacketRing.open(TestLink.RIGHT, CONFIG.withImmediate(true))) {
            for (int i = 0; i < 50; i++) {
                TestLink.send(TestLink.LEFT, List.of(TestFrames.udp(i, 64)));
                assertThat(ring.await(0))
                        .as("frame %d is there without waiting", i)
                        .isTrue();
                assertThat(ring.take(TAKE, 10)).isEqualTo(1);
            }
        }
    }

    @Test
    void shouldEndAWaitWhenWoken() throws Exception {
        try (PacketRing ring = PacketRing.open(TestLink.RIGHT, CONFIG)) {
            CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> ring.await(-1));
            ring.wake();
            assertThat(waiting.get()).isFalse();
        }
    }

    @Test
    void shouldRefuseAnotherThread() {
        try (PacketRing ring = PacketRing.open(TestLink.RIGHT, CONFIG)) {
            assertThat(ring.take(TAKE, 1)).isZero();
            assertThatThrownBy(() -> CompletableFuture.supplyAsync(() -> ring.take(TAKE, 1))
                            .get())
                    .hasMessageContaining("belongs to the thread");
        }
    }

    @Test
    void shouldSayWhatStandsInTheWay() throws Exception {
        assertThatThrownBy(() -> PacketRing.open("nosuch0", CONFIG))
                .hasMessage("no such device nosuch0; `millrace interfaces` lists them");
        assertThatThrownBy(() -> PacketRing.open("a-name-that-is-too-long", CONFIG))
                .hasMessageContaining("no such");
        TestLink.run("ip", "link", "set", "dev", TestLink.RIGHT, "down");
        assertThatThrownBy(() -> PacketRing.open(TestLink.RIGHT, CONFIG))
                .hasMessageContaining("is down")
                .hasMessageContaining("ip link set dev mb up");
        assertThatThrownBy(() -> PacketRing.open("lo", CONFIG.withBufferBytes(1L << 42)))
                .isInstanceOf(AfPacketException.class)
                .hasMessageContaining("bytes of memory are available; ask for a smaller buffer");
    }

    @Test
    void shouldListTheDevicesOfThisNetwork() {
        assertThat(NetworkDevice.all()).extracting(NetworkDevice::name).contains("lo", "ma", "mb");
        assertThat(NetworkDevice.isEthernetLike("lo")).isTrue();
        assertThat(NetworkDevice.isEthernetLike("nosuch0")).isFalse();
        NetworkDevice device = NetworkDevice.find("mb").orElseThrow();
        assertThat(device.mtu()).isEqualTo(1500);
        assertThat(device.up()).isTrue();
        assertThat(device.loopback()).isFalse();
    }

    private static List<byte[]> frames(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> TestFrames.udp(i, 100 + i))
                .toList();
    }
}
