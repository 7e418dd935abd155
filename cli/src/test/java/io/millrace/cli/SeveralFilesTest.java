package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code read} of several files, and at a pace; how files are told from the filter behind them. */
@Timeout(60)
class SeveralFilesTest {
    @RegisterExtension
    final LiveCommand millrace = new LiveCommand();

    @TempDir
    private Path folder;

    private Path trace() throws IOException {
        return TraceFile.write(folder.resolve("trace.pcap"));
    }

    private Path shifted(String seconds) throws IOException, InterruptedException {
        Path shifted = folder.resolve("shifted.pcap");
        millrace.startProcess(new ProcessBuilder(
                        "editcap", "-F", "nsecpcap", "-t", seconds, trace().toString(), shifted.toString()))
                .end()
                .well();
        return shifted;
    }

    private List<String> read(String... words) throws IOException, InterruptedException {
        return millrace.run(words).well().lines();
    }

    @Test
    void shouldReadFilesInTheOrderGivenOrMergedByTime() throws Exception {
        String first = trace().toString();
        String second = shifted("0.3").toString();
        Path merged = folder.resolve("merged");
        millrace.startProcess(new ProcessBuilder("mergecap", "-w", merged.toString(), first, second))
                .end()
                .well();

        List<String> inTurn = read("read", second, first, "-nntt", "udp or arp");
        assertThat(inTurn)
                .hasSize(4)
                .startsWith(read("read", second, "-nntt", "arp").getFirst());
        assertThat(read("read", second, first, "--merge", "-nntt")).isEqualTo(read("read", merged.toString(), "-nntt"));
        assertThat(millrace.run(
                                "read",
                                second,
                                first,
                                "--merge",
                                "-w",
                                folder.resolve("out").toString())
                        .well()
                        .err())
                .contains("10 packets written");
    }

    @Test
    void shouldTellFilesFromTheFilter() throws Exception {
        String trace = trace().toString();
        Path odd = Files.copy(Path.of(trace), folder.resolve("udp"));

        assertThat(read("read", trace, "udp", "-n")).hasSize(1);
        assertThat(read("read", trace, odd.toString(), "-n", "udp")).hasSize(2);
        assertThat(read("read", trace, "-n", "--", "udp", "and", "port", "9")).hasSize(1);
        assertThat(read("read", "-n", trace)).hasSize(5);
        assertThat(millrace.run("read", trace, folder.resolve("mistyped.pcap").toString())
                        .complaint(1))
                .endsWith("mistyped.pcap: No such file or directory");
        assertThat(millrace.run("read", trace, "--", "udp", "prot").status()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TRACE absent.pcap     | 1 | absent.pcap: No such file or directory",
                "TRACE - -             | 1 | standard input: it can be read only once (expected: one - among the files)",
                "TRACE TRACE --follow  | 2 | --follow: with 2 files (expected: one file)",
                "TRACE --speed 0       | 2 | --speed: 0 (expected: a number above 0, such as 1, 0.5 or 10)",
                "TRACE --speed fast    | 2 | --speed: fast (expected: a number above 0, such as 1, 0.5 or 10)",
                "TRACE -w TRACE        | 2 | -w: TRACE is the file that is read (expected: another one)",
            })
    void shouldSayInOneLineWhatIsWrong(String words, int status, String complaint) throws Exception {
        String trace = trace().toString();
        Typed typed = Typed.command(("read " + words.replace("TRACE", trace)).split(" ", -1));

        assertThat(typed.err()).isEqualToIgnoringNewLines("millrace: " + complaint.replace("TRACE", trace));
        assertThat(typed.status()).isEqualTo(status);
        assertThat(TraceFile.bytes()).isEqualTo(Files.readAllBytes(Path.of(trace)));
    }

    @Test
    void shouldTakeAsLongAsTheFileSays() throws Exception {
        String trace = trace().toString(); // 4.004 s
        long begun = System.nanoTime();
        assertThat(read("read", trace, "--speed", "4", "-n")).hasSize(5);
        assertThat(System.nanoTime() - begun).isGreaterThan(1_001_000_000);
    }
}
