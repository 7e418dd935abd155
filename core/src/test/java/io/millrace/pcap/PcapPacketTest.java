package io.millrace.pcap;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PcapPacketTest {
    private static final int LENGTH = 20;
    private static final int COUNT = 40;
    private static final long NANOS = 1_700_000_000_123_456_789L;

    @TempDir
    Path directory;

    private Path file = Path.of("");

    /** Packet n holds the bytes n, n + 1, ... */
    @BeforeEach
    void write() throws Exception {
        List<Kept> packets = IntStream.range(0, COUNT)
                .mapToObj(n -> Kept.of(bytes(n), 1_000 + n, NANOS + n))
                .toList();
        file = TestSavefile.ethernet().write(directory.resolve("file.pcap"), packets);
    }

    private static byte[] bytes(int first) {
        byte[] bytes = new byte[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            bytes[i] = (byte) (first + i);
        }
        return bytes;
    }

    @Test
    void shouldReadNumbersInNetworkByteOrder() {
        try (Pcap pcap = Pcap.openOffline(file)) {
            pcap.next(packet -> {
                assertThat(packet.byteAt(19)).isEqualTo((byte) 19);
                assertThat(packet.shortAt(18)).isEqualTo(0x1213);
                assertThat(packet.intAt(16)).isEqualTo(0x1011_1213);
                assertThat(packet.longAt(12)).isEqualTo(0x0c0d_0e0f_1011_1213L);
                assertThat(packet.caplen()).isEqualTo(LENGTH);
                assertThat(packet.len()).isEqualTo(1_000);
                assertThat(packet.timestampNanos()).isEqualTo(NANOS);
                assertThat(packet.timestamp()).isEqualTo(Instant.ofEpochSecond(1_700_000_000, 123_456_789));
                assertThat(packet.bytes()).isEqualTo(bytes(0));
                byte[] target = new byte[10];
                packet.copyTo(15, MemorySegment.ofArray(target), 5, 5);
                assertThat(target).containsExactly(0, 0, 0, 0, 0, 15, 16, 17, 18, 19);
            });
        }
    }

    @Test
    void shouldKeepToTheCapturedBytes() {
        try (Pcap pcap = Pcap.openOffline(file)) {
            pcap.next(packet -> {
                assertOutside(() -> packet.byteAt(20));
                assertOutside(() -> packet.byteAt(-1));
                assertOutside(() -> packet.shortAt(19));
                assertOutside(() -> packet.intAt(17));
                assertOutside(() -> packet.longAt(13));
                assertOutside(() -> packet.copyTo(0, MemorySegment.ofArray(new byte[99]), 0, 21));
                assertOutside(() -> packet.copyTo(0, MemorySegment.ofArray(new byte[19]), 0, 20));
            });
            assertThat(pcap.packets()).isEqualTo(1);
        }
    }

    private static void assertOutside(Runnable read) {
        assertThatThrownBy(read::run).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void shouldBeDeadOnceTheCallbackHasReturned() {
        List<PcapPacket> kept = new ArrayList<>();
        try (Pcap pcap = Pcap.openOffline(file)) {
            for (PcapResult result = PcapResult.PACKETS; result == PcapResult.PACKETS; ) {
                result = pcap.next(packet -> {
                    kept.stream().skip(Math.max(0, kept.size() - 15)).forEach(PcapPacketTest::assertDead);
                    kept.add(packet);
                });
            }
            kept.forEach(PcapPacketTest::assertDead);
        }
        assertThat(kept).hasSize(COUNT);
        kept.forEach(PcapPacketTest::assertDead);
    }

    @Test
    void shouldBeDeadWhenItsCallbackThrew() {
        AtomicReference<PcapPacket> kept = new AtomicReference<>();
        try (Pcap pcap = Pcap.openOffline(file)) {
            assertThatThrownBy(() -> pcap.loop(-1, packet -> {
                        kept.set(packet);
                        throw new IllegalArgumentException("mine");
                    }))
                    .hasMessage("mine");
            assertDead(kept.get());
        }
    }

    private static void assertDead(PcapPacket packet) {
        List<Runnable> reads = List.of(
                packet::caplen,
                packet::len,
                packet::timestamp,
                packet::timestampNanos,
                packet::bytes,
                packet::copy,
                () -> packet.byteAt(0),
                () -> packet.shortAt(0),
                () -> packet.intAt(0),
                () -> packet.longAt(0),
                () -> packet.copyTo(0, MemorySegment.ofArray(new byte[1]), 0, 1));
        for (Runnable read : reads) {
            assertThatThrownBy(read::run)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("no longer lent");
        }
    }

    @Test
    void shouldNotBeReadByAnotherThread() {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        try (Pcap pcap = Pcap.openOffline(file)) {
            pcap.next(packet -> {
                Thread other = Thread.ofPlatform().name("other").start(() -> {
                    try {
                        packet.byteAt(0);
                    } catch (IllegalStateException e) {
                        thrown.set(e);
                    }
                });
                join(other);
            });
        }
        assertThat(thrown.get())
                .hasMessageContaining("lent to thread " + Thread.currentThread().getName())
                .hasMessageContaining("read from thread other")
                .hasMessageContaining("packet.copy()");
    }

    @Test
    void shouldLiveOnAsACopyForAnyThread() {
        List<PcapPacket> copies = new ArrayList<>();
        try (Pcap pcap = Pcap.openOffline(file)) {
            pcap.loop(-1, packet -> copies.add(packet.copy()));
        }
        List<Kept> read = new ArrayList<>();
        join(Thread.ofPlatform()
                .start(() ->
                        copies.forEach(copy -> read.add(Kept.of(copy.bytes(), copy.len(), copy.timestampNanos())))));
        assertThat(read)
                .isEqualTo(IntStream.range(0, COUNT)
                        .mapToObj(n -> Kept.of(bytes(n), 1_000 + n, NANOS + n))
                        .toList());
        MemorySegment target = MemorySegment.ofArray(new byte[LENGTH]);
        copies.get(3).copy().copyTo(0, target, 0, LENGTH);
        assertThat(target.toArray(JAVA_BYTE)).isEqualTo(bytes(3));
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
