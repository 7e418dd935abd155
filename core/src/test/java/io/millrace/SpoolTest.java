package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.savefile.SavefileReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The spool in a whole engine, on a real disk: packets that memory has no room for are lost, come twice, or come out of order; a
 * segment stays behind, or is deleted too early; what is left is not found again.
 */
@Timeout(120)
final class SpoolTest {
    private static final int FRAMES = 100_000;
    private static final int FLOWS = 100;

    @TempDir
    Path folder;

    private final Trial trial = new Trial();
    private final AtomicIntegerArray seen = new AtomicIntegerArray(FRAMES);
    private final AtomicLongArray lastOfFlow =
            new AtomicLongArray(IntStream.range(0, FLOWS).mapToLong(i -> -1).toArray());
    private final AtomicLong disorder = new AtomicLong();

    {
        trial.frames = FRAMES;
        trial.queueBytes = CaptureBuilder.MIN_QUEUE_BYTES;
        trial.drain = Duration.ofSeconds(60);
    }

    @BeforeEach
    void useFolder() {
        trial.overload = Overload.spill(folder).and(Overload.block());
    }

    private void see(Packet packet) {
        seen.incrementAndGet((int) MemorySource.number(packet));
        int flow = MemorySource.flow(packet);
        if (lastOfFlow.getAndSet(flow, MemorySource.number(packet)) >= MemorySource.number(packet)) {
            disorder.incrementAndGet();
        }
    }

    private void requireEachSeenOnce() {
        assertThat(LongStream.range(0, FRAMES).filter(i -> seen.get((int) i) != 1))
                .as("packets not handled once")
                .isEmpty();
        assertThat(disorder).as("packets out of their flow's order").hasValue(0);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    private List<Path> segments() throws IOException {
        return files().stream()
                .filter(file -> file.toString().endsWith(".pcapng"))
                .toList();
    }

    /** A handler that stands still until all was taken, so that most of it has to go to the disk. */
    private PacketHandler held(CountDownLatch gate) {
        return packet -> {
            gate.await();
            see(packet);
        };
    }

    private static void awaitTaken(Capture capture) throws InterruptedException {
        while (capture.ledger().taken() < FRAMES) {
            Thread.sleep(1);
        }
    }

    @Test
    void shouldParkWhatFindsNoRoomAndHandleAllInOrder() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        Capture capture = trial.start(held(gate));
        awaitTaken(capture);
        assertThat(capture.ledger().spooled()).as("on disk").isGreaterThan(FRAMES / 2);
        assertThat(segments()).isNotEmpty();
        gate.countDown();
        Ledger ledger = Trial.finish(capture);
        assertThat(ledger.handled()).isEqualTo(FRAMES);
        assertThat(ledger.spooled()).isZero();
        assertThat(ledger.queue().peakBytes()).isLessThanOrEqualTo(CaptureBuilder.MIN_QUEUE_BYTES);
        requireEachSeenOnce();
        assertThat(files()).as("what is left on disk").isEmpty();
        assertThat(trial.warnings).isEmpty();
    }

    /** In and out of the spool many times: at each turn a packet could overtake another. */
    @Test
    void shouldKeepOrderWhileItSpillsNowAndThen() throws Exception {
        trial.workers = Workers.virtual(200);
        AtomicLong count = new AtomicLong();
        Capture capture = trial.start(packet -> {
            if (count.incrementAndGet() % 20_000 > 15_000
                    || ThreadLocalRandom.current().nextInt(1_000) == 0) {
                LockSupport.parkNanos(200_000);
            }
            see(packet);
        });
        Ledger ledger = Trial.finish(capture);
        assertThat(ledger.handled()).isEqualTo(FRAMES);
        requireEachSeenOnce();
        assertThat(files()).isEmpty();
    }

    @Test
    void shouldGiveOutResultsInCaptureOrderThroughTheDisk() throws Exception {
        List<Long> results = new ArrayList<>();
        CountDownLatch gate = new CountDownLatch(1);
        Capture capture = trial.startOrdered(
                packet -> {
                    gate.await();
                    return MemorySource.number(packet);
                },
                results::add);
        awaitTaken(capture);
        gate.countDown();
        Ledger ledger = Trial.finish(capture);
        assertThat(ledger.handled()).isEqualTo(FRAMES);
        assertThat(results).hasSize(FRAMES).isSorted();
        assertThat(files()).isEmpty();
    }

    @Test
    void shouldHandleFailuresAndAsynchronousPacketsFromTheDisk() throws Exception {
        Capture capture = trial.startAsync(packet -> {
            see(packet);
            if (MemorySource.number(packet) % 10 == 0) {
                throw new IllegalStateException("simulated");
            }
            return CompletableFuture.runAsync(() -> {});
        });
        Ledger ledger = Trial.finish(capture);
        assertThat(ledger.handled()).isEqualTo(FRAMES / 10 * 9);
        assertThat(ledger.failed()).isEqualTo(FRAMES / 10);
        requireEachSeenOnce();
        assertThat(files()).isEmpty();
    }

    @Test
    void shouldLeaveOnDiskWhatTheDrainDoesNotReachAndResumeIt() throws Exception {
        trial.drain = Duration.ofMillis(200);
        CountDownLatch gate = new CountDownLatch(1);
        Capture capture = trial.start(held(gate));
        awaitTaken(capture);
        capture.close();
        Ledger first = Trial.requireClosedBooks(capture.ledger());
        long inHand = first.abandoned() + first.failed(); // by the interrupt at the end
        assertThat(inHand).as("in the two workers' hands").isLessThanOrEqualTo(2);
        assertThat(first.spooled()).as("left on disk").isEqualTo(FRAMES - inHand);
        assertThat(trial.warnings).hasSize(1).first().asString().contains("packets are left there");

        Trial later = new Trial();
        later.frames = 0;
        later.count = 1; // never comes: only what is left is handled
        later.queueBytes = CaptureBuilder.MIN_QUEUE_BYTES;
        later.overload = Overload.spill(folder);
        later.resume = true;
        Capture resumed = later.start(this::see);
        while (resumed.ledger().handled() < first.spooled()) {
            Thread.sleep(1);
        }
        resumed.close();
        Ledger second = Trial.requireClosedBooks(resumed.ledger());
        assertThat(second.taken()).isZero();
        // Two handlers were inside when the first ended: those packets are abandoned, and still on disk if they came
        // from there.
        assertThat(second.resumed()).isBetween(first.spooled(), first.spooled() + 2);
        assertThat(second.handled()).isEqualTo(second.resumed());
        assertThat(IntStream.range(0, FRAMES).filter(i -> seen.get(i) > 1))
                .as("handled twice")
                .isEmpty();
        assertThat(disorder).hasValue(0);
        assertThat(files()).isEmpty();
        assertThat(later.warnings).hasSize(1).first().asString().contains("resumed " + second.resumed());
    }

    /** Of capture threads that spill nothing: what waits in memory goes to the disk at the end. */
    @Test
    void shouldLeaveOnDiskWhatWaitedInMemory() throws Exception {
        trial.queueBytes = 64 << 20;
        shouldLeave(100);
        assertThat(segments()).hasSizeBetween(1, 2);
        Trial later = new Trial();
        later.frames = 0;
        later.count = 1;
        later.order = Order.TOTAL;
        later.overload = Overload.spill(folder);
        later.resume = true;
        List<Long> numbers = new ArrayList<>();
        Capture resumed = later.startOrdered(MemorySource::number, numbers::add);
        while (resumed.ledger().handled() < FRAMES - 2) {
            Thread.sleep(1);
        }
        resumed.close();
        Trial.requireClosedBooks(resumed.ledger());
        assertThat(numbers).hasSizeBetween(FRAMES - 2, FRAMES).isSorted();
    }

    /** As after a loss of power: the last write is torn. */
    @Test
    void shouldResumeWhatIsWholeOfATornSegment() throws Exception {
        trial.queueBytes = 64 << 20;
        shouldLeave(100);
        Path segment = segments().getFirst();
        try (FileChannel channel = FileChannel.open(segment, StandardOpenOption.WRITE)) {
            channel.truncate(1_000_001);
        }
        Trial later = new Trial();
        later.frames = 1;
        later.overload = Overload.spill(folder);
        later.resume = true;
        Ledger ledger = Trial.finish(later.start(packet -> {}));
        assertThat(ledger.resumed()).isBetween(9_000L, 12_000L);
        assertThat(ledger.handled()).isEqualTo(ledger.resumed() + 1);
        assertThat(later.warnings).anySatisfy(line -> assertThat(line).contains("truncated"));
        assertThat(files()).isEmpty();
    }

    @Test
    void shouldLeaveEarlierSegmentsAloneUnlessToldToResume() throws Exception {
        shouldLeave(1_000);
        int before = segments().size();
        Trial later = new Trial();
        later.frames = 10;
        later.overload = Overload.spill(folder);
        Ledger ledger = Trial.finish(later.start(packet -> {}));
        assertThat(ledger.resumed()).isZero();
        assertThat(segments()).hasSize(before);
        assertThat(later.warnings).hasSize(1).first().asString().contains("left alone");
    }

    private void shouldLeave(int drainMillis) throws InterruptedException {
        trial.drain = Duration.ofMillis(drainMillis);
        Capture capture = trial.start(held(new CountDownLatch(1)));
        awaitTaken(capture);
        capture.close();
        Trial.requireClosedBooks(capture.ledger());
    }

    @Test
    void shouldBeFilesThatAnybodyReads() throws Exception {
        shouldLeave(100);
        long packets = 0;
        for (Path segment : segments()) {
            try (SavefileReader reader = SavefileReader.open(segment)) {
                while (reader.next()) {
                    assertThat(reader.caplen()).isEqualTo(MemorySource.FRAME_BYTES);
                    packets++;
                }
            }
        }
        assertThat(packets).isGreaterThan(FRAMES / 2);
    }

    @Test
    void shouldShedTheNewestWhenTheDiskMayNotGrow() throws Exception {
        trial.overload = Overload.spill(folder, Overload.Spill.LEAST_SPOOL_BYTES);
        CountDownLatch gate = new CountDownLatch(1);
        Capture capture = trial.start(held(gate));
        awaitTaken(capture);
        assertThat(diskBytes()).isLessThan(3 << 20);
        gate.countDown();
        Ledger ledger = Trial.finish(capture);
        assertThat(ledger.shed().newest()).isPositive();
        assertThat(ledger.handled() + ledger.shed().newest()).isEqualTo(FRAMES);
        assertThat(disorder).hasValue(0);
        assertThat(files()).isEmpty();
    }

    @Test
    void shouldGiveUpTheOldestSegmentsWhenTheDiskMayNotGrow() throws Exception {
        trial.overload =
                Overload.spill(folder, Overload.Spill.LEAST_SPOOL_BYTES).and(Overload.dropOldest());
        CountDownLatch gate = new CountDownLatch(1);
        Capture capture = trial.start(held(gate));
        awaitTaken(capture);
        gate.countDown();
        Ledger ledger = Trial.finish(capture);
        assertThat(ledger.shed().oldest()).isPositive();
        assertThat(ledger.handled() + ledger.shed().oldest() + ledger.shed().newest())
                .isEqualTo(FRAMES);
        assertThat(disorder).hasValue(0);
        assertThat(files()).isEmpty();
    }

    private long diskBytes() throws IOException {
        long bytes = 0;
        for (Path file : files()) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    @Test
    void shouldWaitWithoutLossWhenTheDiskMayNotGrowAndBlockIsThePolicy() throws Exception {
        trial.overload =
                Overload.spill(folder, Overload.Spill.LEAST_SPOOL_BYTES).and(Overload.block());
        Ledger ledger = Trial.finish(trial.start(packet -> {
            if (MemorySource.number(packet) % 1_000 == 0) {
                Thread.sleep(1);
            }
            see(packet);
        }));
        assertThat(ledger.handled()).isEqualTo(FRAMES);
        requireEachSeenOnce();
        assertThat(files()).isEmpty();
    }

    @Test
    void shouldCountWhatADeletedSegmentHad() throws Exception {
        trial.overload = Overload.spill(folder, 16 << 20).and(Overload.block()); // segments of 1 MiB
        CountDownLatch gate = new CountDownLatch(1);
        Capture capture = trial.start(held(gate));
        awaitTaken(capture);
        List<Path> segments = segments();
        assertThat(segments).hasSizeGreaterThan(4);
        Files.delete(segments.get(2));
        gate.countDown();
        Ledger ledger = Trial.finish(capture);
        assertThat(ledger.shed().spool()).isPositive();
        assertThat(ledger.handled() + ledger.shed().spool()).isEqualTo(FRAMES);
        assertThat(disorder).hasValue(0);
        assertThat(trial.warnings)
                .hasSize(1)
                .first()
                .asString()
                .contains("lost")
                .contains("No such file");
        assertThat(files()).isEmpty();
    }

    @Test
    void shouldCountWhatIsBehindDamage() throws Exception {
        trial.overload = Overload.spill(folder, 16 << 20).and(Overload.block());
        CountDownLatch gate = new CountDownLatch(1);
        Capture capture = trial.start(held(gate));
        awaitTaken(capture);
        try (FileChannel channel = FileChannel.open(segments().get(2), StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(200), 500_000);
        }
        gate.countDown();
        Ledger ledger = Trial.finish(capture);
        assertThat(ledger.shed().spool()).isPositive();
        assertThat(ledger.handled() + ledger.shed().spool()).isEqualTo(FRAMES);
        assertThat(trial.warnings).hasSize(1).first().asString().contains("lost");
        assertThat(files()).isEmpty();
    }

    @Test
    void shouldWriteEverythingToAJournalBeforeItIsHandled() throws Exception {
        trial.overload = Overload.block();
        trial.journal = Journal.in(folder);
        AtomicLong notOnDisk = new AtomicLong();
        Ledger ledger = Trial.finish(trial.start(packet -> {
            if (MemorySource.number(packet) % 1_000 == 0 && diskBytes() == 0) {
                notOnDisk.incrementAndGet();
            }
            see(packet);
        }));
        assertThat(ledger.handled()).isEqualTo(FRAMES);
        assertThat(notOnDisk).hasValue(0);
        requireEachSeenOnce();
        assertThat(files()).isEmpty();
    }

    @Test
    void shouldRefuseAFolderThatAnotherCaptureUses() throws Exception {
        trial.frames = 0;
        trial.count = 1;
        try (Capture first = trial.start(packet -> {})) {
            assertThatThrownBy(() -> new SpoolTrialOf(folder).start())
                    .isInstanceOf(CaptureException.class)
                    .hasMessageContaining("another capture is using it");
            assertThat(first.ledger().balanced()).isTrue();
        }
    }

    private record SpoolTrialOf(Path folder) {
        void start() {
            Trial other = new Trial();
            other.overload = Overload.spill(folder);
            other.start(packet -> {}).close();
        }
    }

    @Test
    void shouldRefuseWhatIsNoFolder() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> new SpoolTrialOf(file).start())
                .isInstanceOf(CaptureException.class)
                .hasMessageContaining("is not a folder");
    }

    @Test
    void shouldRefuseWhatAnotherVersionLeft() throws Exception {
        shouldLeave(100);
        Path progress = files().stream()
                .filter(file -> file.toString().endsWith(".progress"))
                .findFirst()
                .orElseThrow();
        try (FileChannel channel = FileChannel.open(progress, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {9}), 8);
        }
        Trial later = new Trial();
        later.overload = Overload.spill(folder);
        later.resume = true;
        assertThatThrownBy(() -> later.start(packet -> {}))
                .isInstanceOf(CaptureException.class)
                .hasMessageContaining("another version")
                .hasMessageContaining("form 9");
    }

    @Test
    void shouldRefuseWhatCannotBeCombined() {
        assertThatThrownBy(() -> Overload.spill(folder).and(Overload.headers(64)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("snaplen");
        assertThatThrownBy(() -> Overload.spill(folder, 1_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1048576");
        CaptureBuilder builder = Capture.from(Device.named("lo"));
        assertThatThrownBy(() -> builder.resume(true).start(packet -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("resume");
        assertThatThrownBy(() -> builder.overload(Overload.spill(folder))
                        .captureThreads(2)
                        .start(packet -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("captureThreads");
        assertThatThrownBy(() ->
                        builder.captureThreads(1).journal(Journal.in(folder)).start(packet -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one of them");
    }

    @Test
    void shouldTakeBackWhatItParkedWhenThePolicyNoLongerSpills() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        Capture capture = trial.start(held(gate));
        awaitTaken(capture);
        capture.overload(Overload.block());
        assertThatThrownBy(() -> capture.overload(Overload.spill(folder.resolve("another"))))
                .isInstanceOf(IllegalArgumentException.class);
        gate.countDown();
        Ledger ledger = Trial.finish(capture);
        assertThat(ledger.handled()).isEqualTo(FRAMES);
        requireEachSeenOnce();
    }

    @Test
    void shouldReadConsistentBooksWhilePacketsComeAndGo() throws Exception {
        Capture capture = trial.start(packet -> {
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(1));
            see(packet);
        });
        List<Ledger> readings = Collections.synchronizedList(new ArrayList<>());
        while (capture.ledger().handled() < FRAMES) {
            readings.add(Trial.requireBooks(capture.ledger()));
        }
        Trial.finish(capture);
        assertThat(readings).isNotEmpty();
    }
}
