package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.savefile.SavefileSeries;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What is told while files are read: on a terminal only. */
@Timeout(60)
class ProgressTest {
    @RegisterExtension
    final LiveCommand millrace = new LiveCommand();

    @TempDir
    private Path folder;

    @Test
    void shouldTellTheShareTheRateAndTheTimeLeft() {
        assertThat(Progress.text(0, 0, 0)).isEqualTo("0 B of 0 B  0 B/s");
        assertThat(Progress.text(50 << 20, 200 << 20, 10 << 20))
                .isEqualTo(" 25%  50.0 MiB of 200.0 MiB  10.0 MiB/s  15 s left");
        assertThat(Progress.text(1, 1L << 40, 1 << 20)).endsWith("99:59:59 left");
        assertThat(Progress.text(1L << 30, (1L << 30) + (125 << 20), 1 << 20)).endsWith("  2:05 left");
        assertThat(Progress.text(200, 100, 1_000))
                .as("a file that grows")
                .startsWith("100%")
                .doesNotContain("left");
        assertThat(Progress.text(2 << 20, SavefileSeries.UNKNOWN, 1 << 20)).isEqualTo("2.0 MiB  1.0 MiB/s");
    }

    @Test
    void shouldShowItOnATerminalOnlyAndLeaveNothingThere() throws Exception {
        String trace = TraceFile.write(folder.resolve("trace.pcap")).toString();
        Ended shown = millrace.start(
                        new Launch(java.util.List.of("read", trace, "--speed", "3", "--handler", "discard"))
                                .with("-Dmillrace.terminal=err"))
                .end()
                .well();
        assertThat(shown.err())
                .contains("100%  ", " of ", "/s", "packets, 0 queued")
                .contains("\r\u001b[K");

        for (String quiet : new String[] {"--quiet", "-n"}) {
            assertThat(millrace.run("read", trace, "--speed", "3", "--handler", "discard", quiet)
                            .well()
                            .err())
                    .doesNotContain("%  ");
        }
    }
}
