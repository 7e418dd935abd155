package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testbed.Generator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Packets from a wire that handlers cannot keep up with, parked on disk. */
@LiveTest
@Timeout(120)
class LiveSpoolTest {
    private static final int PACKETS = 60_000;
    private static final String SLOW = "--handler sleep:200us --workers fixed:8 --queue-bytes 1m --ledger -";

    @RegisterExtension
    final Wire wire = new Wire();

    @RegisterExtension
    final LiveCommand millrace = new LiveCommand();

    @TempDir
    private Path folder;

    private Running start(String more) throws Exception {
        return millrace.start(
                        LiveCommand.capture((SLOW + " " + more).split(" ", -1)).heedful())
                .awaitListening();
    }

    private List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".pcapng"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void shouldLoseNothingThatFindsNoRoomInMemory() throws Exception {
        Running capture = start("--overload spill:" + folder + " --drain 60s -c " + PACKETS);
        wire.send(PACKETS, Generator.UNPACED);
        Accounts ledger = capture.end().well().ledger();

        assertThat(ledger.count("kernel", "dropped")).as(ledger::toString).isZero();
        assertThat(ledger.count("handled")).as(ledger::toString).isEqualTo(PACKETS);
        assertThat(ledger.count("queue", "peakBytes")).as(ledger::toString).isLessThanOrEqualTo(1 << 20);
        assertThat(segments()).isEmpty();
    }

    @Test
    void shouldLeaveSavefilesThatTcpdumpReadsAndResumeFromThem() throws Exception {
        Running capture = start("--overload spill:" + folder + " --drain 100ms -c " + PACKETS);
        wire.send(PACKETS, Generator.UNPACED);
        Ended first = capture.end().well();
        long spooled = first.ledger().count("spooled");
        assertThat(spooled).as(first.out()).isPositive();
        assertThat(first.err()).contains("packets are left there");

        long onDisk = 0;
        for (Path segment : segments()) {
            onDisk += Wire.tool("tcpdump", "-nn", "-t", "-r", segment.toString())
                    .lines()
                    .filter(line -> line.startsWith("IP "))
                    .count();
        }
        assertThat(onDisk).as("packets by tcpdump").isGreaterThanOrEqualTo(spooled);

        Running resumed = start("--overload spill:" + folder + " --resume --drain 60s");
        Ended second = resumed.signal("INT").end().well();
        assertThat(second.ledger().count("resumed")).as(second.out()).isBetween(spooled, spooled + 8);
        assertThat(second.ledger().count("handled")).isEqualTo(second.ledger().count("resumed"));
        assertThat(second.err()).contains("resumed " + second.ledger().count("resumed") + " packets");
        assertThat(segments()).isEmpty();
    }

    @Test
    void shouldWriteAJournalAndHandleAllOfIt() throws Exception {
        for (String sync : List.of("never", "segment", "write")) {
            Running capture = start("--journal " + folder + " --journal-sync " + sync + " --drain 60s -c 10000");
            wire.send(10_000, 50_000);
            Accounts ledger = capture.end().well().ledger();
            assertThat(ledger.count("handled")).as(ledger::toString).isEqualTo(10_000);
            assertThat(segments()).isEmpty();
        }
    }

    @Test
    void shouldRefuseAFolderThatIsNone() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        assertThat(millrace.start(LiveCommand.capture("--overload", "spill:" + file))
                        .end()
                        .complaint(1))
                .contains("is not a folder");
        assertThat(millrace.start(LiveCommand.capture("--journal-sync", "write"))
                        .end()
                        .complaint(2))
                .contains("--journal DIR");
        assertThat(millrace.start(LiveCommand.capture("--resume")).end().complaint(2))
                .contains("--resume");
    }
}
