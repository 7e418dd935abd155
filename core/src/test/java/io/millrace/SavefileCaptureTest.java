package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.protocol.Linktype;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Captures from savefiles: a source that ends, and that waits. */
@Timeout(60)
class SavefileCaptureTest {
    private static final int PACKETS = 10_000;

    @TempDir
    private Path folder;

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("packets.pcap"), bytes);
    }

    private static byte[] packets(int count) {
        return SavefileBytes.of(count, ByteOrder.nativeOrder());
    }

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"LITTLE_ENDIAN", "BIG_ENDIAN"})
    void shouldHandleEveryPacketOfTheFileWithItsTimeInNanoseconds(String order) throws Exception {
        ByteOrder byteOrder = order.equals("BIG_ENDIAN") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        Path file = file(SavefileBytes.of(PACKETS, byteOrder));
        List<Integer> seen = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger wrongTimes = new AtomicInteger();

        Ledger ledger = Trial.finish(Capture.from(file).start(packet -> {
            int number = SavefileBytes.number(packet);
            if (packet.timestampNanos() != SavefileBytes.FIRST_NANOS + (number * SavefileBytes.STEP_NANOS)) {
                wrongTimes.incrementAndGet();
            }
            seen.add(number);
        }));

        assertThat(seen.stream().sorted().toList()).isEqualTo(numbers(PACKETS));
        assertThat(wrongTimes).hasValue(0);
        assertThat(ledger.handled()).isEqualTo(PACKETS);
        assertThat(ledger.source()).isEqualTo(file.toString());
        assertThat(ledger.linktype()).isEqualTo(Linktype.name(Linktype.EN10MB));
    }

    @Test
    void shouldGiveResultsInTheOrderOfTheFile() throws Exception {
        List<Integer> seen = new ArrayList<>();
        Ledger ledger = Trial.finish(
                Capture.from(file(packets(PACKETS))).order(Order.TOTAL).startOrdered(SavefileBytes::number, seen::add));

        assertThat(seen).isEqualTo(numbers(PACKETS));
        assertThat(ledger.handled()).isEqualTo(PACKETS);
    }

    @Test
    void shouldHaveNoKernelAndCountAgesFromTheTaking() throws Exception {
        Ledger ledger = Trial.finish(Capture.from(file(packets(PACKETS))).start(packet -> {}));

        assertThat(ledger.kernel()).isNull();
        assertThat(ledger.toJson()).doesNotContain("kernel");
        // counted from the timestamps the ages would be years
        assertThat(Duration.ofNanos(ledger.age().max() * 1_000)).isLessThan(Duration.ofSeconds(40));
    }

    @Test
    void shouldWaitForHandlersUnlessToldToShed() throws Exception {
        Path file = file(packets(PACKETS));
        CaptureBuilder builder = Capture.from(file)
                .queueBytes(CaptureBuilder.MIN_QUEUE_BYTES) // room for less than all
                .workers(Workers.fixed(2))
                .drain(Duration.ofSeconds(40));
        PacketHandler handler = packet -> Thread.sleep(0, 100_000);

        Ledger waiting = Trial.finish(builder.start(handler));
        Ledger shedding = Trial.finish(builder.overload(Overload.dropNewest()).start(handler));

        assertThat(waiting.handled()).isEqualTo(PACKETS);
        assertThat(waiting.queue().peakBytes()).isLessThanOrEqualTo(CaptureBuilder.MIN_QUEUE_BYTES);
        assertThat(shedding.taken()).isEqualTo(PACKETS);
        assertThat(shedding.shed().newest()).isPositive();
    }

    @Test
    void shouldTakeWhatTheFilterLetsThroughAndKeepTheSnapshotLength() throws Exception {
        List<Integer> lengths = Collections.synchronizedList(new ArrayList<>());
        Ledger ledger = Trial.finish(Capture.from(file(packets(1_000)))
                .filter("udp dst port 53")
                .snaplen(50)
                .start(packet -> {
                    lengths.add(packet.caplen());
                    lengths.add(packet.len());
                }));

        assertThat(ledger.handled()).isEqualTo(500);
        assertThat(lengths).containsOnly(50, SavefileBytes.FRAME_BYTES);
    }

    @Test
    void shouldEndAfterSoManyPackets() throws Exception {
        Ledger ledger =
                Trial.finish(Capture.from(file(packets(PACKETS))).count(777).start(packet -> {}));

        assertThat(ledger.taken()).isEqualTo(777);
        assertThat(ledger.handled()).isEqualTo(777);
    }

    @Test
    void shouldHandleAnEmptyFile() throws Exception {
        Ledger ledger = Trial.finish(Capture.from(file(packets(0))).start(packet -> {}));

        assertThat(ledger.taken()).isZero();
    }

    @Test
    void shouldHandleWhatComesBeforeACutAndTellOfTheCut() throws Exception {
        byte[] whole = packets(100);
        Path file = file(Arrays.copyOf(whole, whole.length - 10));
        try (Capture capture = Capture.from(file).start(packet -> {})) {
            assertThatThrownBy(capture::join)
                    .isInstanceOf(CaptureException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("truncated");
            assertThat(Trial.requireClosedBooks(capture.ledger()).handled()).isEqualTo(99);
        }
    }

    @Test
    void shouldNameTheFileThatIsNoSavefile() throws Exception {
        Path absent = folder.resolve("absent.pcap");
        Path text = Files.writeString(folder.resolve("text.pcap"), "these are words, and nothing else at all");

        assertThatThrownBy(() -> Capture.from(absent).start(packet -> {}))
                .isInstanceOf(CaptureException.class)
                .hasMessageContaining(absent.toString());
        assertThatThrownBy(() -> Capture.from(text).start(packet -> {}))
                .isInstanceOf(CaptureException.class)
                .hasMessageContaining(text.toString());
        assertThatThrownBy(() -> Capture.from(text).captureThreads(2).start(packet -> {}))
                .isInstanceOf(CaptureException.class)
                .hasMessageContaining("captureThreads: 2");
    }

    @Test
    void shouldReadAPipe() throws Exception {
        Path pipe = pipe();
        byte[] whole = packets(PACKETS);
        Thread writer = Thread.ofPlatform().start(() -> write(pipe, whole, new CountDownLatch(0)));
        Ledger ledger = Trial.finish(Capture.from(pipe).start(packet -> {}));

        assertThat(ledger.handled()).isEqualTo(PACKETS);
        writer.join();
    }

    /** Where C itself waits for the rest of a packet, nobody could end it. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 30})
    void shouldHandleWhatHasComeAndStopAlthoughThePipeIsSilentInTheMiddle(int more) throws Exception {
        Path pipe = pipe();
        byte[] begun =
                Arrays.copyOf(packets(101), SavefileBytes.HEADER_BYTES + (100 * SavefileBytes.RECORD_BYTES) + more);
        CountDownLatch over = new CountDownLatch(1);
        Thread writer = Thread.ofPlatform().start(() -> write(pipe, begun, over));
        CountDownLatch handled = new CountDownLatch(100);
        try (Capture capture = Capture.from(pipe).start(packet -> handled.countDown())) {
            assertThat(handled.await(20, TimeUnit.SECONDS)).isTrue();
            capture.stop();
            assertThat(capture.join(Duration.ofSeconds(20))).isTrue();
            Trial.requireClosedBooks(capture.ledger());
        } finally {
            over.countDown();
            writer.join();
        }
    }

    @Test
    void shouldFollowAFileThatGrowsUntilItIsStopped() throws Exception {
        byte[] whole = packets(200);
        int half = SavefileBytes.HEADER_BYTES + (100 * SavefileBytes.RECORD_BYTES) + 7;
        Path file = file(Arrays.copyOf(whole, half));
        CountDownLatch first = new CountDownLatch(100);
        CountDownLatch all = new CountDownLatch(200);
        try (Capture capture = Capture.from(Savefile.at(file).following()).start(packet -> {
            first.countDown();
            all.countDown();
        })) {
            assertThat(first.await(20, TimeUnit.SECONDS)).isTrue();
            Files.write(file, Arrays.copyOfRange(whole, half, whole.length), StandardOpenOption.APPEND);
            assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
            capture.stop();
            assertThat(capture.join(Duration.ofSeconds(20))).isTrue();
            assertThat(Trial.requireClosedBooks(capture.ledger()).handled()).isEqualTo(200);
        }
    }

    @Test
    void shouldRunAnActionOnceTheFileIsOpen() throws Exception {
        Path file = file(packets(1_000));
        AtomicInteger early = new AtomicInteger();
        CountDownLatch open = new CountDownLatch(1);

        Ledger ledger = Trial.finish(Capture.from(file)
                .whenOpen(() -> {
                    assertThat(early).hasValue(0);
                    open.countDown();
                })
                .start(packet -> {
                    if (open.getCount() > 0) {
                        early.incrementAndGet();
                    }
                }));

        assertThat(ledger.handled()).isEqualTo(1_000);
        assertThat(early).hasValue(0);
        assertThat(open.getCount()).isZero();
        IllegalStateException refusal = new IllegalStateException("not so");
        assertThatThrownBy(() -> Capture.from(file)
                        .whenOpen(() -> {
                            throw refusal;
                        })
                        .start(packet -> early.incrementAndGet()))
                .isSameAs(refusal);
        assertThat(early).hasValue(0);
    }

    private Path pipe() throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        return pipe;
    }

    /** Writes to a pipe, and leaves it open until it is over. */
    private static void write(Path pipe, byte[] bytes, CountDownLatch over) {
        try (OutputStream out = Files.newOutputStream(pipe)) {
            out.write(bytes);
            over.await();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void shouldReadSeveralFilesInTurnOrByTime() throws Exception {
        byte[] whole = packets(PACKETS);
        int half = SavefileBytes.HEADER_BYTES + (PACKETS / 2 * SavefileBytes.RECORD_BYTES);
        byte[] header = Arrays.copyOf(whole, SavefileBytes.HEADER_BYTES);
        Path first = Files.write(folder.resolve("first"), Arrays.copyOf(whole, half));
        Path second = folder.resolve("second");
        Files.write(second, header);
        Files.write(second, Arrays.copyOfRange(whole, half, whole.length), StandardOpenOption.APPEND);

        for (Savefile files : List.of(
                Savefile.inTurn(List.of(first, second)),
                Savefile.byTime(List.of(first, second)),
                Savefile.byTime(List.of(second, first)))) {
            List<Integer> seen = new ArrayList<>();
            Capture capture = Capture.from(files).order(Order.TOTAL).startOrdered(SavefileBytes::number, seen::add);
            assertThat(capture.totalBytes()).isEqualTo(Files.size(first) + Files.size(second));
            Ledger ledger = Trial.finish(capture);
            assertThat(seen).isEqualTo(numbers(PACKETS));
            assertThat(ledger.handled()).isEqualTo(PACKETS);
            assertThat(capture.readBytes()).isEqualTo(capture.totalBytes());
        }
        assertThat(Savefile.inTurn(List.of(first, second)).name()).isEqualTo(first + " and 1 more");
    }

    @Test
    void shouldKeepThePaceOfTheFileNeverAheadOfIt() throws Exception {
        int packets = 300;
        List<Long> early = Collections.synchronizedList(new ArrayList<>());
        AtomicLong begun = new AtomicLong();
        Ledger ledger =
                Trial.finish(Capture.from(Savefile.at(file(packets(packets))).paced(2))
                        .order(Order.SERIAL)
                        .start(packet -> {
                            long now = System.nanoTime();
                            int number = SavefileBytes.number(packet);
                            if (number == 0) {
                                begun.set(now);
                            }
                            early.add((number * SavefileBytes.STEP_NANOS / 2) - (now - begun.get()));
                        }));
        assertThat(ledger.handled()).isEqualTo(packets);
        // the first may have been handled late, by as much as all others seem early then: so only what comes later is
        // looked at
        long firstLate = Collections.max(early.subList(0, 50));
        assertThat(Collections.max(early.subList(50, packets))).isLessThanOrEqualTo(Math.max(firstLate, 0) + 1_000_000);
    }

    @Test
    void shouldBeStoppedWhileItWaitsForAPacketThatIsDueInAnHour() throws Exception {
        Path file = file(packets(2));
        CountDownLatch first = new CountDownLatch(1);
        Capture capture = Capture.from(Savefile.at(file).paced(1e-9)).start(packet -> first.countDown());
        try (capture) {
            assertThat(first.await(20, TimeUnit.SECONDS)).isTrue();
            capture.stop();
            capture.join();
        }
        assertThat(capture.ledger().handled()).isEqualTo(1);
        assertThat(capture.ledger().balanced()).isTrue();
    }

    @Test
    void shouldRefuseWhatCannotBeMeant() {
        assertThatThrownBy(() -> new Savefile(List.of(), false, false, 0))
                .hasMessageContaining("file: the name is empty");
        assertThatThrownBy(() -> new Savefile(List.of("a", "b"), true, false, 0))
                .hasMessageContaining("follow: with 2 files");
        assertThatThrownBy(() -> new Savefile("a").paced(-1)).hasMessageContaining("speed: -1.0");
        assertThatThrownBy(() -> new Savefile("a").paced(Double.NaN)).hasMessageContaining("speed: NaN");
    }
}
