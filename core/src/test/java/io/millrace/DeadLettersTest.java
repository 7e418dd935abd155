package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.protocol.Linktype;
import io.millrace.savefile.InterfaceDescription;
import io.millrace.savefile.OptionCode;
import io.millrace.savefile.Options;
import io.millrace.savefile.PcapWriter;
import io.millrace.savefile.PcapngWriter;
import io.millrace.savefile.SavefileReader;
import io.millrace.savefile.SavefileTarget;
import io.millrace.savefile.Section;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Packets that failed for good are in the file, each once, whole and with the reason; whatever happens to the file, capture
 * goes on.
 */
final class DeadLettersTest {
    private final Trial trial = new Trial();

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void failToAFile() {
        file = folder.resolve("dead.pcapng");
        trial.workers = Workers.virtual(20);
        trial.frames = 2_000;
        trial.failing = new Failing(Failures.carryOn(), file);
    }

    @Test
    void shouldHoldEachPacketThatFailedOnce() throws Exception {
        Ledger ledger = Trial.finish(trial.start(DeadLettersTest::failTheThird));
        requireThirds(ledger);
    }

    @Test
    void shouldHoldThoseOfFunctions() throws Exception {
        Ledger ledger = Trial.finish(trial.startOrdered(
                packet -> {
                    failTheThird(packet);
                    return MemorySource.number(packet);
                },
                number -> {}));
        requireThirds(ledger);
    }

    @Test
    void shouldHoldThoseOfStages() throws Exception {
        Ledger ledger = Trial.finish(trial.startAsync(packet -> CompletableFuture.runAsync(() -> {
            try {
                failTheThird(packet);
            } catch (IOException e) {
                throw new IllegalStateException(e.getMessage(), e);
            }
        })));
        assertThat(ledger.incidents().deadLettered()).isEqualTo(ledger.failed()).isEqualTo(667);
        assertThat(letters(file).keySet())
                .containsExactlyElementsOf(
                        LongStream.range(0, 667).map(i -> i * 3).boxed().toList());
        assertThat(letters(file).get(3L)).isEqualTo("java.lang.IllegalStateException: number 3");
    }

    private void requireThirds(Ledger ledger) {
        assertThat(ledger.incidents().deadLettered()).isEqualTo(ledger.failed()).isEqualTo(667);
        Map<Long, String> letters = letters(file);
        assertThat(letters.keySet())
                .containsExactlyElementsOf(
                        LongStream.range(0, 667).map(i -> i * 3).boxed().toList());
        letters.forEach((number, reason) -> assertThat(reason).isEqualTo("java.io.IOException: number " + number));
        assertThat(trial.warnings).isEmpty();
    }

    private static void failTheThird(Packet packet) throws IOException {
        if (MemorySource.number(packet) % 3 == 0) {
            throw new IOException("number " + MemorySource.number(packet));
        }
    }

    @Test
    void shouldBeReadableWhileCaptureGoesOn() throws Exception {
        Semaphore released = new Semaphore(0);
        Capture capture = trial.start(packet -> {
            if (MemorySource.number(packet) == 1_000) {
                released.acquire();
            }
            failTheThird(packet);
        });
        Eventually.holds(() -> capture.ledger().incidents().deadLettered() > 600);
        assertThat(letters(file)).hasSizeGreaterThan(600);
        released.release();
        requireThirds(Trial.finish(capture));
    }

    /** An interrupt that a handler leaves behind closes files that have a channel. */
    @Test
    void shouldBeWrittenByThreadsThatAreInterrupted() throws Exception {
        Ledger ledger = Trial.finish(trial.start(packet -> {
            Thread.currentThread().interrupt();
            failTheThird(packet);
        }));
        requireThirds(ledger);
    }

    @Test
    void shouldBeClosedInTimeWhenTheHandlersAreInterruptedAtTheEnd() {
        trial.drain = Duration.ofMillis(100);
        Capture capture = trial.start(packet -> Thread.sleep(100_000));
        Eventually.holds(() -> capture.ledger().inFlight() == 20);
        Ledger ledger = trial.close(capture);
        assertThat(ledger.failed()).isEqualTo(20);
        assertThat(letters(file).values())
                .hasSize(20)
                .allMatch(reason -> reason.startsWith("java.lang.InterruptedException"));
    }

    @Test
    void shouldSurviveAReasonThatCannotBeTold() throws Exception {
        trial.frames = 10;
        Trial.finish(trial.start(packet -> {
            throw new IOException() {
                private static final long serialVersionUID = 1;

                @Override
                public String getMessage() {
                    throw new IllegalStateException("simulated");
                }
            };
        }));
        assertThat(letters(file)).hasSize(10);
    }

    @Test
    void shouldCutAReasonThatIsTooLong() throws Exception {
        trial.frames = 10;
        Trial.finish(trial.start(packet -> {
            throw new IOException("€".repeat(100_000));
        }));
        assertThat(letters(file).values()).hasSize(10).allMatch(reason -> reason.length() == 2_003);
    }

    @Test
    void shouldAddToAFileThatIsThere() throws Exception {
        Trial.finish(trial.start(DeadLettersTest::failTheThird));
        byte[] before = Files.readAllBytes(file);
        Trial again = new Trial();
        again.frames = 100;
        again.failing = trial.failing;
        Trial.finish(again.start(packet -> {
            throw new IOException("again");
        }));
        byte[] after = Files.readAllBytes(file);
        assertThat(Arrays.copyOf(after, before.length)).isEqualTo(before);
        assertThat(letters(file).values().stream().filter(reason -> reason.endsWith("again")))
                .hasSize(100);
    }

    @Test
    void shouldRefuseAFileThatIsNoPlaceForThem() throws Exception {
        InterfaceDescription raw = InterfaceDescription.of(Linktype.RAW, 0, ChronoUnit.MICROS, Options.NONE);
        try (PcapWriter pcap = PcapWriter.open(SavefileTarget.file(file), raw)) {
            pcap.flush();
        }
        refuses("is there, and is not pcapng (move it away");
        try (PcapngWriter other = PcapngWriter.open(SavefileTarget.file(file), Section.of(Options.NONE))) {
            other.describe(raw);
            other.write(0, 0, MemorySegment.ofArray(new byte[60]), 0, 60, 60);
        }
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 10));
        assertThatThrownBy(this::start)
                .isInstanceOf(CaptureException.class)
                .hasMessageStartingWith("deadLetter: " + file + ": at byte ")
                .hasMessageEndingWith("; nothing can be added (move it away, or choose another name)");
        Files.delete(file);
        Files.createDirectory(file);
        assertThatThrownBy(this::start)
                .isInstanceOf(CaptureException.class)
                .hasMessageStartingWith("deadLetter: " + file);
    }

    private Capture start() {
        trial.sources.clear();
        return trial.start(packet -> {});
    }

    private void refuses(String why) {
        assertThatThrownBy(this::start)
                .isInstanceOf(CaptureException.class)
                .hasMessageStartingWith("deadLetter: " + file + " " + why);
    }

    /** On a real disk of 1 MiB. */
    @Test
    void shouldWarnOnceWhenTheDiskIsFullAndGoOn() throws Exception {
        String said = SmallDisk.run(folder, "1m", OnFullDisk.class, file.toString());
        List<String> lines = said.lines().toList();
        String[] counts = lines.getFirst().split(" ", -1);
        assertThat(counts[0]).as("failed").isEqualTo("2000");
        assertThat(Integer.parseInt(counts[1])).as("in the file").isBetween(500, 700);
        assertThat(counts[2]).as("dead-lettered").isEqualTo(counts[1]);
        assertThat(lines).hasSize(2);
        assertThat(lines.getLast())
                .startsWith("dead letters: ")
                .contains("cannot be written: No space left on device")
                .endsWith("; packets that fail from now on are counted only");
    }

    /** Fails 2,000 packets of 1,500 bytes. */
    static final class OnFullDisk {
        private OnFullDisk() {}

        public static void main(String[] args) throws InterruptedException {
            DeadLettersTest test = new DeadLettersTest();
            Path file = Path.of(args[0]);
            test.trial.frames = 2_000;
            test.trial.caplen = 1_500;
            test.trial.failing = new Failing(Failures.carryOn(), file);
            Ledger ledger = Trial.finish(test.trial.start(packet -> {
                throw new IOException("simulated");
            }));
            System.out.println(ledger.failed() + " " + letters(file).size() + " "
                    + ledger.incidents().deadLettered());
            test.trial.warnings.forEach(System.out::println);
        }
    }

    /** By the packets' numbers, the reasons. */
    private static Map<Long, String> letters(Path file) {
        Map<Long, String> letters = new TreeMap<>();
        try (SavefileReader reader = SavefileReader.open(file)) {
            while (reader.next()) {
                long number = reader.memory()
                        .get(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN), reader.offset() + 42);
                assertThat(reader.timestampNanos()).isEqualTo(1_700_000_000_000_000_000L + number);
                assertThat(reader.len()).isEqualTo(reader.caplen());
                letters.merge(
                        number, reader.options().text(OptionCode.COMMENT).orElseThrow(), (one, two) -> one + " " + two);
            }
        }
        return letters;
    }
}
