package io.millrace.source;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.Allocations;
import io.millrace.LiveTest;
import io.millrace.pcap.Loopback;
import io.millrace.pcap.PcapDirection;
import io.millrace.pcap.PcapException;
import io.millrace.protocol.Linktype;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@LiveTest
@Timeout(60)
class PcapSourceTest {
    private static final ValueLayout.OfInt NUMBER = JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final int PAYLOAD = 14 + 20 + 8;
    private static final String OURS = "udp port " + Loopback.PORT;

    private static PcapOptions options(boolean immediate, int bufferBytes, String filter) {
        return new PcapOptions(0, bufferBytes, false, immediate, PcapDirection.INOUT, filter);
    }

    private static FrameSink into(List<Integer> numbers) {
        return (memory, offset, caplen, len, timestampNanos) -> {
            numbers.add(memory.get(NUMBER, offset + PAYLOAD));
            return true;
        };
    }

    private static void assertBalanced(KernelCounts counts, long taken) {
        assertThat(counts.received()).isEqualTo(counts.dropped() + taken + counts.unread());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldDeliverEveryPacketOnceAndInOrder(boolean immediate) throws Exception {
        List<Integer> numbers = new ArrayList<>();
        // In immediate mode every packet takes a slot of the snaplen: with whole packets the ring would be a few slots.
        PcapOptions options = new PcapOptions(128, 64 << 20, false, immediate, PcapDirection.INOUT, OURS);
        try (PcapSource source = PcapSource.open("lo", options);
                Loopback traffic = new Loopback()) {
            Thread sender = Thread.ofPlatform().start(() -> traffic.send(20_000, 20));
            while (source.take(into(numbers), 512, 500) > 0 || sender.isAlive()) {
                assertThat(numbers).hasSizeLessThanOrEqualTo(20_000);
            }
            source.settle();
            assertThat(source.counts().dropped()).isZero();
            assertThat(source.counts().received()).isEqualTo(20_000);
            assertThat(source.counts().unread()).isZero();
            assertBalanced(source.counts(), 20_000);
        }
        assertThat(numbers).isEqualTo(IntStream.range(0, 20_000).boxed().toList());
    }

    /** Without a filter and on a busy device: what came before the capture, or goes out of lo, is nobody's packet. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldBalanceWhenOpenedAndStoppedMidway(boolean immediate) throws Exception {
        for (String filter : new String[] {null, OURS, "udp and not port 1"}) {
            for (int limit : new int[] {0, 1, 777, 3_000}) {
                AtomicBoolean stop = new AtomicBoolean();
                try (Loopback traffic = new Loopback()) {
                    Thread sender = Thread.ofPlatform().start(() -> {
                        while (!stop.get()) {
                            traffic.send(100, 20);
                        }
                    });
                    try (PcapSource source = PcapSource.open("lo", options(immediate, 8 << 20, filter))) {
                        List<Integer> numbers = new ArrayList<>();
                        FrameSink collector = into(numbers);
                        AtomicBoolean refused = new AtomicBoolean();
                        FrameSink sink = (memory, offset, caplen, len, timestampNanos) -> {
                            if (numbers.size() == limit) {
                                refused.set(true);
                                return false;
                            }
                            return collector.offer(memory, offset, caplen, len, timestampNanos);
                        };
                        int taken = 0;
                        while (!refused.get()) {
                            taken += source.take(sink, 100, -1);
                        }
                        assertThat(taken).isEqualTo(limit);
                        Thread.sleep(30);
                        source.settle();
                        assertThat(source.counts().unread()).isPositive();
                        assertBalanced(source.counts(), taken);
                    } finally {
                        stop.set(true);
                        sender.join();
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldCountWhatOverflowedWhenTheReaderIsSlow(boolean immediate) throws Exception {
        List<Integer> numbers = new ArrayList<>();
        try (PcapSource source = PcapSource.open("lo", options(immediate, 1 << 20, OURS));
                Loopback traffic = new Loopback()) {
            Thread sender = Thread.ofPlatform().start(() -> traffic.send(30_000, 300));
            FrameSink collector = into(numbers);
            FrameSink slow = (memory, offset, caplen, len, timestampNanos) -> {
                if (numbers.size() % 50 == 0) {
                    java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
                }
                return collector.offer(memory, offset, caplen, len, timestampNanos);
            };
            while (sender.isAlive()) {
                source.take(slow, 64, 20);
            }
            source.settle();
            assertThat(source.counts().dropped()).isPositive();
            assertThat(source.counts().received()).isEqualTo(30_000);
            assertBalanced(source.counts(), numbers.size());
        }
        assertThat(numbers).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void shouldCountARefusedPacketAndWhatTheSinkThrewOnAsUnread() throws Exception {
        try (PcapSource source = PcapSource.open("lo", options(true, 0, OURS));
                Loopback traffic = new Loopback()) {
            traffic.send(10, 20);
            FrameSink thrower = (memory, offset, caplen, len, timestampNanos) -> {
                throw new StackOverflowError("sink");
            };
            assertThatThrownBy(() -> source.take(thrower, 10, -1)).isInstanceOf(StackOverflowError.class);
            List<Integer> numbers = new ArrayList<>();
            assertThat(source.take(into(numbers), 4, -1)).isEqualTo(4);
            assertThat(numbers).containsExactly(1, 2, 3, 4);
            source.settle();
            assertThat(source.counts()).isEqualTo(new KernelCounts(10, 0, KernelCounts.ABSENT, 6, KernelCounts.ABSENT));
        }
    }

    @Test
    void shouldReturnFromAnIdleLinkWhenWokenOrWhenTheTimeIsOver() throws Exception {
        try (PcapSource source = PcapSource.open("lo", options(false, 0, "udp port 1"))) {
            FrameSink nobody = (memory, offset, caplen, len, timestampNanos) -> true;
            AtomicInteger result = new AtomicInteger(-7);
            source.wake(); // before the wait
            assertThat(source.take(nobody, 1, -1)).isZero();
            long begun = System.nanoTime();
            assertThat(source.take(nobody, 1, 50)).isZero();
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(50));
            assertThat(source.take(nobody, 1, 0)).isZero();
            Thread waker = Thread.ofPlatform().start(() -> {
                sleep(100);
                source.wake();
            });
            result.set(source.take(nobody, 1, -1));
            assertThat(result).hasValue(0);
            waker.join();
        }
    }

    @Test
    void shouldAnnouncePacketsForWhichItWaitedBeforeItOffersThem() throws Exception {
        Announcements sink = new Announcements();
        PcapOptions options = new PcapOptions(128, 1 << 20, false, true, PcapDirection.INOUT, OURS);
        try (PcapSource source = PcapSource.open("lo", options);
                Loopback traffic = new Loopback()) {
            Thread sender = Thread.ofPlatform().start(() -> {
                sleep(500);
                traffic.send(1, 20);
            });
            assertThat(source.take(sink, 1, 10_000)).isEqualTo(1);
            assertThat(sink.announced).isEqualTo(1);
            assertThat(sink.inTime).isTrue();
            sender.join();
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void shouldCaptureOnAllDevices() throws Exception {
        List<Integer> numbers = new ArrayList<>();
        try (PcapSource source = PcapSource.open("any", options(false, 0, OURS));
                Loopback traffic = new Loopback()) {
            assertThat(source.linktype()).isEqualTo(Linktype.LINUX_SLL2);
            traffic.send(100, 20);
            FrameSink sink = (memory, offset, caplen, len, timestampNanos) -> {
                assertThat(len).isEqualTo(20 + 20 + 8 + 20); // the header of the link is made up
                return numbers.add(memory.get(NUMBER, offset + 20 + 20 + 8));
            };
            while (numbers.size() < 100) {
                source.take(sink, 1_000, -1);
            }
            source.settle();
            assertThat(source.counts().received()).isEqualTo(100);
            assertBalanced(source.counts(), 100);
        }
        assertThat(numbers).isEqualTo(IntStream.range(0, 100).boxed().toList());
    }

    @Test
    void shouldKeepTheDirectionAskedFor() throws Exception {
        run("ip", "link", "add", "mrp0", "type", "veth", "peer", "name", "mrp1");
        try {
            run("ip", "link", "set", "mrp0", "up");
            run("ip", "link", "set", "mrp1", "up");
            String filter = "ether proto 0x88b5";
            for (PcapDirection direction : PcapDirection.values()) {
                try (PcapSource source = PcapSource.open("mrp0", new PcapOptions(0, 0, true, true, direction, filter));
                        io.millrace.pcap.Pcap here =
                                io.millrace.pcap.Pcap.open("mrp0", io.millrace.pcap.PcapSettings.DEFAULT);
                        io.millrace.pcap.Pcap there =
                                io.millrace.pcap.Pcap.open("mrp1", io.millrace.pcap.PcapSettings.DEFAULT)) {
                    here.inject(frame(1));
                    there.inject(frame(2));
                    there.inject(frame(2));
                    List<Integer> seen = new ArrayList<>();
                    FrameSink sink = (memory, offset, caplen, len, timestampNanos) ->
                            seen.add((int) memory.get(ValueLayout.JAVA_BYTE, offset + 20));
                    while (source.take(sink, 10, 200) > 0) {
                        assertThat(seen).hasSizeLessThan(4);
                    }
                    switch (direction) {
                        case IN -> assertThat(seen).containsExactly(2, 2);
                        case OUT -> assertThat(seen).containsExactly(1);
                        case INOUT -> assertThat(seen).containsExactly(1, 2, 2);
                    }
                    source.settle();
                    assertThat(source.counts().received()).isEqualTo(seen.size());
                    assertThat(source.counts().interfaceDropped()).isZero(); // promiscuous: libpcap tells
                }
            }
        } finally {
            run("ip", "link", "del", "mrp0");
        }
    }

    private static java.lang.foreign.MemorySegment frame(int mark) {
        byte[] frame = new byte[60];
        frame[0] = 2;
        frame[12] = (byte) 0x88;
        frame[13] = (byte) 0xb5;
        frame[20] = (byte) mark;
        return java.lang.foreign.Arena.ofAuto().allocateFrom(ValueLayout.JAVA_BYTE, frame);
    }

    @Test
    void shouldWaitForADeviceThatIsDownAndSayWhenItIsGone() throws Exception {
        run("ip", "link", "add", "mrp2", "type", "veth", "peer", "name", "mrp3");
        run("ip", "link", "set", "mrp3", "up");
        run("ip", "link", "set", "mrp2", "up");
        List<Integer> seen = new ArrayList<>();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        try (PcapSource source = PcapSource.open("mrp2", options(false, 0, "ether proto 0x88b5"))) {
            FrameSink sink = (memory, offset, caplen, len, timestampNanos) -> {
                synchronized (seen) {
                    return seen.add((int) memory.get(ValueLayout.JAVA_BYTE, offset + 20));
                }
            };
            Thread taker = Thread.ofPlatform().start(() -> {
                try {
                    while (true) {
                        source.take(sink, 10, -1);
                    }
                } catch (Throwable e) {
                    thrown.set(e);
                    source.settle();
                }
            });
            sendOn("mrp2", 1);
            awaitSize(seen, 1);
            run("ip", "link", "set", "mrp2", "down");
            Thread.sleep(700);
            assertThat(taker.isAlive()).isTrue();
            run("ip", "link", "set", "mrp2", "up");
            sendOn("mrp2", 2);
            awaitSize(seen, 2);
            run("ip", "link", "set", "mrp2", "down");
            Thread.sleep(100);
            run("ip", "link", "del", "mrp2");
            assertThat(taker.join(Duration.ofSeconds(5))).isTrue();
            assertThat(thrown.get())
                    .isInstanceOf(PcapException.class)
                    .hasMessageStartingWith("the device mrp2 is gone");
            assertBalanced(source.counts(), 2);
        }
        assertThat(seen).containsExactly(1, 2);
    }

    private static void sendOn(String device, int mark) {
        try (io.millrace.pcap.Pcap sender = io.millrace.pcap.Pcap.open(device, io.millrace.pcap.PcapSettings.DEFAULT)) {
            sender.inject(frame(mark));
        }
    }

    private static void awaitSize(List<Integer> seen, int size) throws InterruptedException {
        while (true) {
            synchronized (seen) {
                if (seen.size() >= size) {
                    return;
                }
            }
            Thread.sleep(5);
        }
    }

    @Test
    void shouldRefuseABadFilterWithTheExpression() {
        assertThatThrownBy(() -> PcapSource.open("lo", options(false, 0, "tpc port 80")))
                .isInstanceOf(PcapException.class)
                .hasMessageStartingWith("filter: ")
                .hasMessageEndingWith("\n    tpc port 80\n    ^");
    }

    @Test
    void shouldAllocateNothingPerPacket() throws Exception {
        FrameSink sink = (memory, offset, caplen, len, timestampNanos) -> true;
        try (PcapSource source = PcapSource.open("lo", options(false, 32 << 20, OURS));
                Loopback traffic = new Loopback()) {
            long allocated = 0;
            for (int round = 0; round < 5; round++) { // the first ones warm up
                traffic.send(10_000, 20);
                int taken = 0;
                long before = Allocations.ofThisThread();
                while (taken < 10_000) {
                    taken += source.take(sink, 64, -1);
                }
                allocated = Allocations.ofThisThread() - before;
            }
            assertThat(allocated)
                    .isLessThan(10_000); // less than a byte a packet: the counters' snapshots, now and then
        }
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor()).isZero();
    }
}
