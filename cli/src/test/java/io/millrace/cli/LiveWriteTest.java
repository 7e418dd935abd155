package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.savefile.BlockType;
import io.millrace.savefile.InterfaceStatistics;
import io.millrace.savefile.OptionCode;
import io.millrace.savefile.SavefileReader;
import io.millrace.testbed.Generator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code capture -w}: what is in the file is what the ledger says, and the file says what the kernel counted. */
@LiveTest
class LiveWriteTest {
    private static final int PACKETS = 200_000;

    @RegisterExtension
    final Wire wire = new Wire();

    @RegisterExtension
    final LiveCommand millrace = new LiveCommand();

    @TempDir
    private Path folder;

    @Test
    void shouldWriteEveryPacketThatIsHandledInTheOrderOfCapture() throws Exception {
        Path out = folder.resolve("out.pcapng");
        Running capture = millrace.start(LiveCommand.capture("-w", out.toString(), "--ledger", "-", "udp")
                        .heedful())
                .awaitListening();
        wire.send(PACKETS, Generator.UNPACED);
        Accounts ledger = capture.signal("INT").end().well().ledger();

        List<InterfaceStatistics> statistics = new ArrayList<>();
        long packets = 0;
        long before = 0;
        try (SavefileReader reader = SavefileReader.open(out)) {
            reader.onBlock(block -> {
                if (block.type() == BlockType.INTERFACE_STATISTICS) {
                    statistics.add(InterfaceStatistics.of(block));
                }
            });
            while (reader.next()) {
                packets++;
                assertThat(reader.timestampNanos()).isGreaterThanOrEqualTo(before);
                before = reader.timestampNanos();
            }
            assertThat(reader.interfaces().getFirst().options().text(OptionCode.IF_NAME))
                    .hasValue(Wire.RIGHT);
        }
        assertThat(packets).as(ledger::toString).isPositive().isEqualTo(ledger.count("handled"));
        assertThat(statistics).hasSize(1);
        assertThat(statistics.getFirst().received()).hasValue(ledger.count("kernel", "received"));
        assertThat(statistics.getFirst().systemDropped()).hasValue(ledger.count("kernel", "dropped"));
        assertThat(Wire.tool("capinfos", "-c", "-M", out.toString())).contains(Long.toString(packets));
    }

    @Test
    void shouldBalanceTheBooksWhenTheDiskIsFull() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        String script = "mount -t tmpfs -o size=4m none " + disk + " || exit; \"$@\"; status=$?; cp " + disk + "/* "
                + folder + "; exit $status";
        Running capture = millrace.start(
                        LiveCommand.capture("-w", disk.resolve("out").toString(), "--ledger", "-", "udp")
                                .by(List.of("unshare", "-m", "sh", "-c", script, "sh")))
                .awaitListening();
        wire.send(PACKETS, 100_000);
        Ended ended = capture.end();
        Accounts ledger = ended.ledger();

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.err().lines().filter(line -> line.contains("No space left on device")))
                .hasSize(1);
        long there = 0;
        try (SavefileReader reader = SavefileReader.open(folder.resolve("out.part"))) {
            while (reader.next()) {
                there++;
            }
        }
        assertThat(there).as(ledger::toString).isPositive();
        assertThat(ledger.count("unwritten")).as(ledger::toString).isPositive();
        assertThat(ledger.count("handled")).as(ledger::toString).isEqualTo(there + ledger.count("unwritten"));
    }

    @Test
    void shouldPrintWhatItWrites() throws Exception {
        Path out = folder.resolve("out.pcapng");
        Ended ended = millrace.capture(wire, 2_000, "-nn", "-w", out.toString(), "--print", "udp");

        List<String> expected = Wire.tool("tcpdump", "-nn", "-r", out.toString())
                .lines()
                .filter(line -> !line.startsWith("reading from file"))
                .toList();
        assertThat(ended.lines()).hasSize(2_000).isEqualTo(expected);
    }
}
