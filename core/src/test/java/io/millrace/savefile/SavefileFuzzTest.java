package io.millrace.savefile;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
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
            assertThat(outcome(() -> SavefileReader.open(file)))
                    .isEqualTo(outcome(() -> SavefileReader.of(new ByteArrayInputStream(input), file.toString())));
        } finally {
            Files.delete(file);
        }
    }

    private interface Opened {
        SavefileReader open();
    }

    /** Every packet and every block, then how it ended. */
    private static List<String> outcome(Opened opened) {
        List<String> outcome = new ArrayList<>();
        try (SavefileReader reader = opened.open()) {
            reader.onBlock(block -> outcome.add(block.type() + " " + block.bodyBytes()));
            while (reader.next()) {
                outcome.add(Seen.of(reader) + " " + reader.packetInterface().linktype());
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
