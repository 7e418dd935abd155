package io.millrace.bench.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.savefile.SavefileFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That the duels about savefiles run, and that either side does all of its work; never what they measure. */
@Timeout(120)
class FileDuelsTest {
    private static final String TOLD = ".+ [\\d.]+ ns, Millrace [\\d.]+ ns a packet; ratio [\\d.]+ .*";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(SavefileFormat.class)
    void shouldWriteAgainstDd(SavefileFormat format) throws Exception {
        assertThat(WritingDuel.againstDd(folder, format, 5_000, 64, 1, 2, System::nanoTime))
                .matches(TOLD);
        assertNothingIsLeft();
    }

    @Test
    void shouldCopyAgainstTcpdump() throws Exception {
        assertThat(WritingDuel.againstTcpdump(folder, 500, 64, 1, 2)).matches(TOLD);
        assertNothingIsLeft();
    }

    @Test
    void shouldReadAgainstTheDecompressor() throws Exception {
        assertThat(ReadingDuel.againstDecompressor(folder, 500, 1, 2, System::nanoTime))
                .matches(TOLD);
        assertNothingIsLeft();
    }

    private void assertNothingIsLeft() throws Exception {
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }
}
