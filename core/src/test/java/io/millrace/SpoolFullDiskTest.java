package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A spool on a real disk of 4 MiB that fills up: the next policy decides, what got to the disk is handled, and the books
 * balance.
 */
@Timeout(120)
final class SpoolFullDiskTest {
    private static final int FRAMES = 100_000;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"drop-newest", "drop-oldest", "block"})
    void shouldGoOnWithTheNextPolicy(String policy) throws Exception {
        List<String> said = SmallDisk.run(folder, "4m", OnFullDisk.class, folder.toString(), policy)
                .lines()
                .toList();
        String[] counts = said.getFirst().split(" ", -1);
        long handled = Long.parseLong(counts[0]);
        long shed = Long.parseLong(counts[1]);
        assertThat(handled + shed).as("handled and shed").isEqualTo(FRAMES);
        assertThat(handled).as("handled").isGreaterThan(20_000);
        assertThat(shed == 0).as("nothing shed: %d", shed).isEqualTo(policy.equals("block"));
        assertThat(counts[2]).as("shed for the right cause").isEqualTo("true");
        assertThat(counts[3]).as("files left").isEqualTo("0");
        assertThat(said.get(1))
                .isEqualTo(
                        "spool " + folder + ": nothing can be parked: No space left on device (make room, or mend it;"
                                + " meanwhile the policy for a full queue decides)");
        for (int i = 2; i < said.size(); i++) { // by turns, as room comes and goes
            assertThat(said.get(i)).contains(i % 2 == 0 ? "packets are parked again" : "nothing can be parked");
        }
    }

    /** Packets that fill the disk while their handlers stand still, which they do until all were taken or nothing more is. */
    static final class OnFullDisk {
        private OnFullDisk() {}

        public static void main(String[] args) throws Exception {
            Path folder = Path.of(args[0]);
            Trial trial = new Trial();
            trial.frames = FRAMES;
            trial.queueBytes = CaptureBuilder.MIN_QUEUE_BYTES;
            trial.drain = Duration.ofSeconds(60);
            // The disk is full long before this limit is reached.
            trial.overload = Overload.spill(folder, 64 << 20).and(overload(args[1]));
            CountDownLatch gate = new CountDownLatch(1);
            Capture capture = trial.start(packet -> gate.await());
            for (long before = -1; capture.ledger().taken() > before && before < FRAMES; Thread.sleep(1_500)) {
                before = capture.ledger().taken();
            }
            gate.countDown();
            Ledger ledger = Trial.finish(capture);
            Ledger.Shed shed = ledger.shed();
            long right = shed.newest() + (args[1].equals("drop-oldest") ? shed.oldest() : 0);
            try (Stream<Path> files = Files.list(folder)) {
                long left = files.filter(file -> !file.getFileName().toString().startsWith("."))
                        .count();
                System.out.println(ledger.handled() + " " + shed.total() + " " + (right == shed.total()) + " " + left);
            }
            trial.warnings.forEach(System.out::println);
        }

        private static Overload overload(String name) {
            return switch (name) {
                case "drop-oldest" -> Overload.dropOldest();
                case "block" -> Overload.block();
                default -> Overload.dropNewest();
            };
        }
    }
}
