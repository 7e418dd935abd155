package io.millrace.savefile;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.millrace.protocol.Burst;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Any bytes at all. Runs the kept inputs as tests, and searches for new ones with {@code JAZZER_FUZZ=1}. */
class SavefileFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void shouldReadAnyBytesTheSameWayFromAFileAndFromAStream(byte[] input) throws IOException {
        Path file = Files.createTempFile("millrace-fuzz", ".pcap");
        try {
            Files.write(file, input);
            List<String> outcome = outcome(() -> SavefileReader.open(file), 1);
            assertThat(outcome(() -> SavefileReader.of(new ByteArrayInputStream(input), file.toString()), 1))
                    .isEqualTo(outcome);
            assertThat(outcome(() -> SavefileReader.open(file), Burst.MOST)).isEqualTo(outcome);
        } finally {
            Files.delete(file);
        }
    }

    private interface Opened {
        SavefileReader open();
    }

    /** Every packet and every block, then how it ended; so many packets at a time. */
    private static List<String> outcome(Opened opened, int most) {
        List<String> outcome = new ArrayList<>();
        Burst burst = new Burst();
        try (SavefileReader reader = opened.open()) {
            reader.onBlock(block -> outcome.add(block.type() + " " + block.bodyBytes()));
            while (reader.next()) {
                reader.gather(burst, most);
                Seen.of(burst)
                        .forEach(seen -> outcome.add(
                                seen + " " + reader.packetInterface().linktype()));
                assertThat(Seen.of(burst)).endsWith(Seen.of(reader));
                assertThat(reader.position()).isBetween(0L, reader.readBytes());
                assertThat(options(reader)).isNotNull();
            }
        } catch (SavefileException end) {
            outcome.add(end.getMessage());
        }
        return outcome;
    }

    private static String options(SavefileReader reader) {
        try {
            return reader.options().toString();
        } catch (SavefileException damaged) {
            return damaged.getMessage();
        }
    }
}
