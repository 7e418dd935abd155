package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.savefile.BlockType;
import io.millrace.savefile.InterfaceStatistics;
import io.millrace.savefile.OptionCode;
import io.millrace.savefile.SavefileReader;
import io.millrace.testbed.Generator;
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
}
