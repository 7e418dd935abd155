package io.millrace.pcap;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.Allocations;
import io.millrace.LiveTest;
import io.millrace.protocol.Linktype;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@LiveTest
@Timeout(30)
class PcapTest {
    private static final PcapSettings IMMEDIATE = PcapSettings.DEFAULT.withImmediate(true);
    private static final PcapCallback NOTHING = packet -> {};

    private record Seen(List<Byte> bytes, int len, long timestampNanos) {}

    private static PcapCallback into(List<Seen> seen) {
        return packet -> seen.add(new Seen(boxed(packet.bytes()), packet.len(), packet.timestampNanos()));
    }

    private static List<Byte> boxed(byte[] bytes) {
        List<Byte> boxed = new ArrayList<>();
        for (byte b : bytes) {
            boxed.add(b);
        }
        return boxed;
    }

    @Test
    void shouldSeeTheSamePacketsAsTcpdump(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("reference.pcap");
        String filter = "udp port " + Loopback.PORT;
        List<Seen> seen = new ArrayList<>();
        Reference reference = new Reference(file, filter, 100, 40);
        try (Pcap pcap = Pcap.open("lo", PcapSettings.DEFAULT.withSnaplen(100));
                Loopback traffic = new Loopback()) {
            pcap.setFilter(filter);
            reference.awaitStart();
            for (int i = 0; i < 20; i++) {
                traffic.send(1, 4 + (i * 400));
            }
            traffic.send(20, 18);
            assertThat(pcap.loop(40, into(seen))).isEqualTo(PcapResult.PACKETS);
            assertThat(pcap.packets()).isEqualTo(40);
            assertThat(pcap.code()).isZero();
        }
        List<Seen> expected = new ArrayList<>();
        int precision = reference.read((bytes, len, nanos) -> expected.add(new Seen(boxed(bytes), len, nanos)));
        assertThat(seen).hasSameSizeAs(expected);
        for (int i = 0; i < seen.size(); i++) {
            Seen ours = seen.get(i);
            long nanos = ours.timestampNanos() - (ours.timestampNanos() % precision);
            assertThat(new Seen(ours.bytes(), ours.len(), nanos)).isEqualTo(expected.get(i));
        }
        assertThat(seen.getLast().len()).isEqualTo(14 + 20 + 8 + 18);
    }

    @Test
    void shouldGiveNanosecondsWhateverThePrecision() throws Exception {
        for (boolean nanoseconds : List.of(true, false)) {
            List<Seen> seen = new ArrayList<>();
            try (Pcap pcap = Pcap.open("lo", IMMEDIATE.withNanoseconds(nanoseconds));
                    Loopback traffic = new Loopback()) {
                assertThat(pcap.nanoseconds()).isEqualTo(nanoseconds);
                pcap.setFilter("udp port " + Loopback.PORT);
                traffic.send(8, 4);
                pcap.loop(8, into(seen));
            }
            long now = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
            assertThat(seen)
                    .allSatisfy(packet -> assertThat(packet.timestampNanos())
                            .isBetween(now - TimeUnit.SECONDS.toNanos(20), now + TimeUnit.SECONDS.toNanos(1)));
            assertThat(seen.stream().allMatch(packet -> packet.timestampNanos() % 1_000 == 0))
                    .isEqualTo(!nanoseconds);
        }
    }

    @Test
    void shouldRejectWhatTheFilterRejects() throws Exception {
        List<Seen> seen = new ArrayList<>();
        try (Pcap pcap = Pcap.open("lo", IMMEDIATE);
                Loopback traffic = new Loopback()) {
            pcap.setFilter("udp port " + Loopback.PORT + " and greater 500");
            traffic.send(5, 10);
            traffic.send(3, 600);
            traffic.send(5, 10);
            pcap.loop(3, into(seen));
        }
        assertThat(seen).extracting(Seen::len).containsExactly(642, 642, 642);
    }

    @Test
    void shouldEndALoopOnAnIdleLinkFromAnotherThread() throws Exception {
        try (Pcap pcap = Pcap.open("lo", PcapSettings.DEFAULT)) {
            pcap.setFilter("udp port 1");
            AtomicReference<PcapResult> result = new AtomicReference<>();
            Thread reader = Thread.ofPlatform().start(() -> result.set(pcap.loop(-1, NOTHING)));
            Thread.sleep(100);
            assertThat(reader.isAlive()).isTrue();
            pcap.breakLoop();
            assertThat(reader.join(Duration.ofSeconds(5))).isTrue();
            assertThat(result).hasValue(PcapResult.BROKEN);
        }
    }

    @Test
    void shouldEndTheNextCallAfterAnEarlyBreak() throws Exception {
        try (Pcap pcap = Pcap.open("lo", IMMEDIATE);
                Loopback traffic = new Loopback()) {
            pcap.setFilter("udp port " + Loopback.PORT);
            pcap.breakLoop();
            pcap.breakLoop();
            assertThat(pcap.loop(1, NOTHING)).isEqualTo(PcapResult.BROKEN);
            assertThat(pcap.code()).isEqualTo(-2);
            assertThat(pcap.packets()).isZero();
            traffic.send(1, 4);
            assertThat(pcap.loop(1, NOTHING)).isEqualTo(PcapResult.PACKETS);
        }
    }

    @Test
    void shouldTellHowManyPacketsCameBeforeABreakAndGoOnWithTheNext() throws Exception {
        for (boolean immediate : List.of(true, false)) {
            List<Seen> seen = new ArrayList<>();
            try (Pcap pcap = Pcap.open("lo", PcapSettings.DEFAULT.withImmediate(immediate));
                    Loopback traffic = new Loopback()) {
                pcap.setFilter("udp port " + Loopback.PORT);
                traffic.send(10, 4);
                PcapCallback collector = into(seen);
                PcapCallback breaker = packet -> {
                    collector.packet(packet);
                    if (seen.size() == 4) {
                        pcap.breakLoop();
                    }
                };
                assertThat(pcap.loop(10, breaker)).isEqualTo(PcapResult.BROKEN);
                assertThat(pcap.packets()).isEqualTo(4);
                assertThat(pcap.loop(6, breaker)).isEqualTo(PcapResult.PACKETS);
            }
            assertThat(numbers(seen)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        }
    }

    private static List<Integer> numbers(List<Seen> seen) {
        return seen.stream()
                .map(packet -> (packet.bytes().get(44) << 8) | (packet.bytes().get(45) & 0xff))
                .toList();
    }

    @Test
    void shouldThrowWhatTheCallbackThrowsAndGoOn() throws Exception {
        for (Throwable thrown : List.of(new IllegalStateException("mine"), new StackOverflowError("mine too"))) {
            List<Seen> seen = new ArrayList<>();
            try (Pcap pcap = Pcap.open("lo", IMMEDIATE);
                    Loopback traffic = new Loopback()) {
                pcap.setFilter("udp port " + Loopback.PORT);
                traffic.send(6, 4);
                PcapCallback thrower = packet -> {
                    if (thrown instanceof Error e) {
                        throw e;
                    }
                    throw (RuntimeException) thrown;
                };
                assertThatThrownBy(() -> pcap.loop(2, thrower)).isSameAs(thrown);
                assertThatThrownBy(() -> pcap.dispatch(2, thrower)).isSameAs(thrown);
                assertThatThrownBy(() -> pcap.next(thrower)).isSameAs(thrown);
                assertThat(pcap.packets()).isEqualTo(1);
                assertThat(pcap.loop(3, into(seen))).isEqualTo(PcapResult.PACKETS);
            }
            assertThat(numbers(seen)).containsExactly(3, 4, 5);
        }
    }

    @Test
    void shouldReturnAtOnceInNonBlockingMode() {
        try (Pcap pcap = Pcap.open("lo", PcapSettings.DEFAULT)) {
            pcap.setFilter("udp port 1");
            pcap.setNonBlocking(true);
            assertThat(pcap.dispatch(-1, NOTHING)).isEqualTo(PcapResult.NONE);
            assertThat(pcap.next(NOTHING)).isEqualTo(PcapResult.NONE);
            assertThat(pcap.selectableFd()).isPositive();
            assertThat(pcap.requiredTimeout()).isNull();
        }
    }

    @Test
    void shouldEndARunningLoopWhenClosed() throws Exception {
        Pcap pcap = Pcap.open("lo", PcapSettings.DEFAULT);
        pcap.setFilter("udp port 1");
        AtomicReference<PcapResult> result = new AtomicReference<>();
        Thread reader = Thread.ofPlatform().name("reader").start(() -> result.set(pcap.loop(-1, NOTHING)));
        Thread.sleep(100);
        assertThatThrownBy(pcap::stats)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("thread reader");
        pcap.close();
        assertThat(reader.join(Duration.ofSeconds(5))).isTrue();
        assertThat(result).hasValue(PcapResult.BROKEN);
        assertThatThrownBy(pcap::linktype)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        pcap.close();
        pcap.breakLoop();
    }

    @Test
    void shouldSendWhatIsInjected() {
        byte[] frame = new byte[60];
        frame[12] = (byte) 0x88;
        frame[13] = (byte) 0xb5;
        frame[20] = 42;
        List<Seen> seen = new ArrayList<>();
        try (Pcap pcap = Pcap.open("lo", IMMEDIATE)) {
            pcap.setFilter("ether proto 0x88b5");
            MemorySegment memory = Arena.ofAuto().allocateFrom(JAVA_BYTE, frame);
            assertThat(pcap.inject(memory)).isEqualTo(60);
            assertThat(pcap.inject(frame)).isEqualTo(60);
            pcap.loop(2, into(seen));
        }
        assertThat(seen)
                .hasSize(2)
                .allSatisfy(packet -> assertThat(packet.bytes()).isEqualTo(boxed(frame)));
    }

    @Test
    void shouldDescribeTheHandle() {
        try (Pcap pcap = Pcap.open("lo", PcapSettings.DEFAULT.withSnaplen(96))) {
            assertThat(pcap.linktype()).isEqualTo(Linktype.EN10MB);
            assertThat(pcap.datalinks()).contains(DataLink.EN10MB);
            assertThat(pcap.snaplen()).isEqualTo(96);
            assertThat(pcap.warnings()).isEmpty();
            assertThat(pcap.stats().interfaceDropped()).isEqualTo(PcapStats.ABSENT);
        }
        assertThat(Pcap.version()).startsWith("libpcap version");
    }

    @Test
    void shouldReportWarnings() {
        try (Pcap pcap = Pcap.open("lo", PcapSettings.DEFAULT.withTimestampType(TimestampType.ADAPTER))) {
            assertThat(pcap.warnings()).containsExactly("lo: That type of time stamp is not supported by that device");
        }
    }

    @Test
    void shouldListTheLoopbackDevice() {
        PcapDevice loopback =
                Pcap.devices().stream().filter(PcapDevice::loopback).findFirst().orElseThrow();
        assertThat(loopback.name()).isEqualTo("lo");
        assertThat(loopback.up()).isTrue();
        assertThat(loopback.running()).isTrue();
        assertThat(loopback.wireless()).isFalse();
        assertThat(loopback.addresses())
                .anySatisfy(address -> {
                    assertThat(address.address().getHostAddress()).isEqualTo("127.0.0.1");
                    assertThat(address.netmask()).isNotNull();
                    assertThat(address.netmask().getHostAddress()).isEqualTo("255.0.0.0");
                })
                .anySatisfy(address ->
                        assertThat(address.address().isLoopbackAddress()).isTrue());
    }

    @Test
    void shouldSayWhatToDoWhenADeviceCannotBeOpened() {
        assertThatThrownBy(() -> Pcap.open("nosuch0", PcapSettings.DEFAULT))
                .isInstanceOfSatisfying(
                        PcapException.class, e -> assertThat(e.code()).isEqualTo(-5))
                .hasMessage("nosuch0: there is no such device: see `millrace interfaces`");
        assertThatThrownBy(() -> Pcap.open("lo\0x", PcapSettings.DEFAULT))
                .hasMessage("device: there is a NUL character in it (expected: text)");
        assertThatThrownBy(() -> PcapFilter.compile("lo", "udp prot 53", 96))
                .isInstanceOf(PcapException.class)
                .hasMessageContaining("syntax error (see pcap-filter(7))\n    udp prot 53\n        ^");
    }

    @Test
    void shouldCompileAsForALiveCapture() {
        long[] program = PcapFilter.compile("lo", "vlan 7", 96).instructions();
        long tagPresent = (0x30L << 48) | 0xffff_f030L; // ldb [SKF_AD_OFF + SKF_AD_VLAN_TAG_PRESENT]
        assertThat(program).contains(tagPresent).contains((0x06L << 48) | 96, 0x06L << 48);
        assertThat(PcapFilter.compile("lo", "", 96).instructions()).containsExactly((0x06L << 48) | 96);
    }

    @Test
    void shouldAllocateNothingPerPacket() throws Exception {
        try (Pcap pcap = Pcap.open("lo", PcapSettings.DEFAULT.withBufferBytes(32 << 20));
                Loopback traffic = new Loopback()) {
            pcap.setFilter("udp port " + Loopback.PORT);
            for (int round = 0; round < 4; round++) { // the first ones warm up
                traffic.send(10_000, 20);
                long before = Allocations.ofThisThread();
                for (int i = 0; i < 100; i++) {
                    assertThat(pcap.loop(100, NOTHING)).isEqualTo(PcapResult.PACKETS);
                }
                long allocated = Allocations.ofThisThread() - before;
                if (round == 3) {
                    assertThat(allocated).isLessThan(10_000 * 4); // far less than one object a packet
                }
            }
        }
    }
}
