package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Packets of a file that stay where they were read: each has its own bytes until its handler has returned, whatever the
 * others do.
 */
@Timeout(120)
final class InPlaceTest {
    private static final int FLOWS = 100;
    private static final int LEAST_BYTES = 60;
    private static final int FLOW = 34;
    private static final int NUMBER = 42;
    private static final int FILL = 46;

    @TempDir
    private Path folder;

    private final AtomicInteger wrong = new AtomicInteger();
    /** Of each flow the number of the packet that was handled last, or -1. */
    private final AtomicIntegerArray last = new AtomicIntegerArray(FLOWS);

    /** How long the frame of a number is: mostly short, now and then longer than anything that a file is read into. */
    private static int mixed(int number) {
        return switch (number % 1_000) {
            case 500 -> 200_000;
            case 250, 251, 750 -> 50_000;
            default -> number % 7 == 0 ? 1_514 : LEAST_BYTES + (number % 40);
        };
    }

    private static int small(int number) {
        return LEAST_BYTES;
    }

    private interface Lengths {
        int of(int number);
    }

    private Path file(int packets, Lengths lengths) throws IOException {
        Path file = folder.resolve("packets.pcap");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            out.write(header());
            for (int i = 0; i < packets; i++) {
                out.write(record(i, lengths.of(i)));
            }
        }
        return file;
    }

    private static byte[] header() {
        return Arrays.copyOf(SavefileBytes.of(0, ByteOrder.LITTLE_ENDIAN), SavefileBytes.HEADER_BYTES);
    }

    private static byte[] record(int number, int length) {
        ByteBuffer record = ByteBuffer.allocate(16 + length).order(ByteOrder.LITTLE_ENDIAN);
        record.putInt(number).putInt(0).putInt(length).putInt(length).put(frame(number, length));
        return record.array();
    }

    private static byte[] frame(int number, int length) {
        ByteBuffer frame = ByteBuffer.allocate(length);
        frame.putShort(12, (short) 0x0800).put(14, (byte) 0x45).putShort(16, (short) Math.min(length - 14, 0xffff));
        frame.put(22, (byte) 64).put(23, (byte) 17);
        frame.putInt(26, 0x0a000001).putInt(30, 0x0a000002);
        frame.putShort(FLOW, (short) (1_024 + (number % FLOWS))).putShort(36, (short) 9);
        frame.putInt(NUMBER, number);
        Arrays.fill(frame.array(), FILL, length, (byte) (number * 31));
        return frame.array();
    }

    private PacketHandler checked(Lengths lengths) {
        for (int flow = 0; flow < FLOWS; flow++) {
            last.set(flow, -1);
        }
        return packet -> {
            int number = check(packet, lengths);
            int before = last.getAndSet(number % FLOWS, number);
            if (before >= number) {
                wrong.incrementAndGet();
            }
        };
    }

    private int check(Packet packet, Lengths lengths) {
        int number = packet.intAt(NUMBER);
        boolean right = number >= 0
                && packet.timestampNanos() == number * 1_000_000_000L
                && packet.weight() == 1
                && packet.sourcePort() == 1_024 + (number % FLOWS)
                && packet.len() == lengths.of(number)
                && Arrays.equals(packet.bytes(), frame(number, lengths.of(number)));
        if (!right) {
            wrong.incrementAndGet();
        }
        return number;
    }

    static Stream<Workers> workers() {
        return Stream.of(Workers.fixed(1), Workers.fixed(3), Workers.virtual(50), Workers.auto());
    }

    @ParameterizedTest
    @MethodSource("workers")
    void shouldGiveEveryHandlerItsOwnBytesInTheOrderOfTheFlow(Workers workers) throws Exception {
        int packets = 60_000;
        Ledger ledger = Trial.finish(Capture.from(file(packets, InPlaceTest::mixed))
                .workers(workers)
                .queueBytes(8 << 20)
                .start(checked(InPlaceTest::mixed)));
        assertThat(ledger.handled()).isEqualTo(packets);
        assertThat(wrong).hasValue(0);
        assertThat(ledger.queue().peakBytes()).isPositive().isLessThanOrEqualTo(8 << 20);
    }

    @ParameterizedTest
    @ValueSource(longs = {CaptureBuilder.MIN_QUEUE_BYTES, 4 << 20, 64 << 20})
    void shouldKeepTheBoundWithSmallPacketsAndHandlersThatAreBehind(long queueBytes) throws Exception {
        int packets = 200_000;
        PacketHandler checked = checked(InPlaceTest::small);
        Ledger ledger = Trial.finish(Capture.from(file(packets, InPlaceTest::small))
                .workers(Workers.fixed(2))
                .queueBytes(queueBytes)
                .start(packet -> {
                    if (packet.intAt(NUMBER) % 10_000 == 0) {
                        Thread.sleep(5);
                    }
                    checked.handle(packet);
                }));
        assertThat(ledger.handled()).isEqualTo(packets);
        assertThat(wrong).hasValue(0);
        assertThat(ledger.queue().peakBytes()).isLessThanOrEqualTo(queueBytes);
    }

    /** What is read lies in memory that the packets of a hanging flow keep: all others go on, in memory that is bounded. */
    @Test
    void shouldHandleEverythingElseWhileAFlowHangs() throws Exception {
        int packets = 600_000; // 46 MB of file, in a queue of 16 MiB
        CountDownLatch released = new CountDownLatch(1);
        PacketHandler checked = checked(InPlaceTest::small);
        Capture capture = Capture.from(file(packets, InPlaceTest::small))
                .workers(Workers.fixed(3))
                .queueBytes(16 << 20)
                .drain(Duration.ofSeconds(30))
                .start(packet -> {
                    if (packet.intAt(NUMBER) % FLOWS == 7) {
                        released.await();
                    }
                    checked.handle(packet);
                });
        try {
            // another flow may have its lane
            Eventually.holds(() -> capture.ledger().handled() >= packets - 2 * (packets / FLOWS));
            Eventually.holds(() -> Trial.requireBooks(capture.ledger()).taken() == packets);
        } finally {
            released.countDown();
        }
        Ledger ledger = Trial.finish(capture);
        assertThat(ledger.handled()).isEqualTo(packets);
        assertThat(ledger.queue().peakBytes()).isLessThanOrEqualTo(16 << 20);
        assertThat(wrong).hasValue(0);
    }

    /** A packet here and there: each keeps its memory, and only that. */
    @Test
    void shouldGoOnWhenHandlersKeepPacketsOfEveryPartOfTheFile() throws Exception {
        int packets = 600_000;
        int kept = 300;
        Queue<CompletableFuture<Void>> pending = new ConcurrentLinkedQueue<>();
        Capture capture = Capture.from(file(packets, InPlaceTest::small))
                .workers(Workers.fixed(2))
                .order(Order.NONE)
                .queueBytes(16 << 20)
                .drain(Duration.ofSeconds(30))
                .startAsync(packet -> {
                    int number = check(packet, InPlaceTest::small);
                    if (number % (packets / kept) != 0) {
                        return CompletableFuture.completedFuture(null);
                    }
                    CompletableFuture<Void> stage = new CompletableFuture<>();
                    pending.add(stage);
                    return stage.thenRun(() -> check(packet, InPlaceTest::small));
                });
        int behind = 16; // so many may wait in the lane of each
        Eventually.holds(() -> capture.ledger().handled() > packets - kept * behind);
        Eventually.holds(() -> pending.size() == kept);
        pending.forEach(stage -> stage.complete(null));
        Ledger ledger = Trial.finish(capture);
        assertThat(ledger.handled()).isEqualTo(packets);
        assertThat(ledger.failed()).isZero();
        assertThat(ledger.queue().peakBytes()).isLessThanOrEqualTo(16 << 20);
        assertThat(wrong).hasValue(0);
    }

    /** The memory is there as long as a handler that was written off may read it. */
    @Test
    void shouldAbandonWhatWaitsAndLeaveTheBytesToAHandlerThatHangs() throws Exception {
        int packets = 300_000;
        CountDownLatch released = new CountDownLatch(1);
        CountDownLatch looked = new CountDownLatch(1);
        AtomicLong handled = new AtomicLong();
        Capture capture = Capture.from(file(packets, InPlaceTest::small))
                .workers(Workers.fixed(2))
                .queueBytes(4 << 20)
                .drain(Duration.ofMillis(200))
                .start(packet -> {
                    if (packet.intAt(NUMBER) == 20_007) {
                        awaitUninterrupted(released);
                        check(packet, InPlaceTest::small);
                        looked.countDown();
                    }
                    handled.incrementAndGet();
                });
        Eventually.holds(() -> capture.ledger().handled() > 100_000);
        capture.close();
        Ledger ledger = Trial.requireClosedBooks(capture.ledger());
        assertThat(ledger.abandoned()).isPositive();
        assertThat(ledger.handled()).isEqualTo(handled.get());
        released.countDown();
        looked.await();
        assertThat(wrong).hasValue(0);
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException e) {
                // hangs on
            }
        }
    }

    static Stream<Overload> policies() {
        return Stream.of(
                Overload.dropNewest(),
                Overload.dropOldest(),
                Overload.maxAge(Duration.ofMillis(20)),
                Overload.sample(Overload.Sample.By.PACKETS),
                Overload.headers(64));
    }

    @ParameterizedTest
    @MethodSource("policies")
    void shouldShedByEveryPolicyAndGiveTheRestTheirBytes(Overload policy) throws Exception {
        int packets = 100_000;
        Ledger ledger = Trial.finish(Capture.from(file(packets, InPlaceTest::small))
                .workers(Workers.fixed(2))
                .queueBytes(CaptureBuilder.MIN_QUEUE_BYTES)
                .overload(policy)
                .start(packet -> {
                    int number = packet.intAt(NUMBER);
                    byte[] expected = frame(number, LEAST_BYTES);
                    if (number % 64 == 0) {
                        Thread.sleep(0, 200_000);
                    }
                    if (!Arrays.equals(packet.bytes(), Arrays.copyOf(expected, packet.caplen()))) {
                        wrong.incrementAndGet();
                    }
                }));
        assertThat(ledger.taken()).isEqualTo(packets);
        assertThat(wrong).hasValue(0);
        assertThat(ledger.queue().peakBytes()).isLessThanOrEqualTo(CaptureBuilder.MIN_QUEUE_BYTES);
    }

    @Test
    void shouldReadAFileThatGrowsInPieces() throws Exception {
        int packets = 40_000;
        Path file = file(1, InPlaceTest::mixed);
        Capture capture = Capture.from(Savefile.at(file).following())
                .count(packets)
                .workers(Workers.fixed(2))
                .start(checked(InPlaceTest::mixed));
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
            int piece = 1;
            ByteBuffer bytes = ByteBuffer.allocate(1 << 20);
            for (int i = 1; i < packets; i++) {
                byte[] record = record(i, mixed(i));
                if (bytes.remaining() < record.length) {
                    write(out, bytes, piece);
                    piece = (piece * 7 + 1) % 100_003;
                }
                bytes.put(record);
            }
            write(out, bytes, 1 << 20);
        }
        Ledger ledger = Trial.finish(capture);
        assertThat(ledger.handled()).isEqualTo(packets);
        assertThat(wrong).hasValue(0);
    }

    /** In pieces of one length, so that records are cut anywhere. */
    private static void write(OutputStream out, ByteBuffer bytes, int piece) throws IOException {
        bytes.flip();
        for (int left = bytes.remaining(); left > 0; left = bytes.remaining()) {
            byte[] some = new byte[Math.min(left, Math.max(piece, 5_000))];
            bytes.get(some);
            out.write(some);
        }
        bytes.clear();
    }

    @Test
    void shouldReadSeveralFilesOneAfterTheOther() throws Exception {
        int packets = 30_000;
        Path first = file(packets, InPlaceTest::small);
        Path second = folder.resolve("second.pcap");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(second))) {
            out.write(header());
            for (int i = packets; i < 2 * packets; i++) {
                out.write(record(i, small(i)));
            }
        }
        Ledger ledger = Trial.finish(Capture.from(Savefile.inTurn(List.of(first, second)))
                .workers(Workers.fixed(2))
                .start(checked(InPlaceTest::small)));
        assertThat(ledger.handled()).isEqualTo(packets + packets);
        assertThat(wrong).hasValue(0);
    }
}
