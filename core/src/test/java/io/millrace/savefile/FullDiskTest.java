package io.millrace.savefile;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.SmallDisk;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A real disk of 1 MiB that fills up: the file that is there is whole, and every packet is accounted for. */
class FullDiskTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(SavefileFormat.class)
    void shouldKeepWhatFitsAndSayHowManyPacketsDoNot(SavefileFormat format) throws Exception {
        String said = SmallDisk.run(folder, "1m", FullDisk.class, folder.toString(), format.name());
        String[] words = said.split(" ", 4);
        int given = Integer.parseInt(words[0]);
        int lost = Integer.parseInt(words[1]);
        int there = Integer.parseInt(words[2]);
        assertThat(there).isBetween(900, 1_048);
        assertThat(given).isEqualTo(there + lost);
        assertThat(words[3])
                .contains("file.part: cannot be written: No space left on device (the file is whole up to here;"
                        + " packets that are not in it: " + lost + ")");
    }
}
