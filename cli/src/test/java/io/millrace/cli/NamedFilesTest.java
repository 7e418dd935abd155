package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One file for two purposes is refused, before anything is written. */
@Timeout(60)
class NamedFilesTest {
    @TempDir
    private Path folder;

    private String place(String words) {
        return words.replace("F/", folder + "/");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "read F/trace -w F/trace         | -w: F/trace is the file that is read",
                "read F/trace -w F/./link        | -w: F/./link is the file that is read",
                "read F/trace F/more -w F/more   | -w: F/more is the file that is read",
                "read F/trace --ledger F/trace   | --ledger: F/trace is the file that is read",
                "read F/trace --dead-letter F/trace | --dead-letter: F/trace is the file that is read",
                "read F/trace -w F/new --dead-letter F/x/../new | --dead-letter: F/x/../new is the file of -w",
                "read F/trace -w F/new --ledger F/new | --ledger: F/new is the file of -w",
                "read F/trace --ledger F/new --dead-letter F/new | --dead-letter: F/new is the file of --ledger",
                "capture -i lo -w F/new --dead-letter F/new | --dead-letter: F/new is the file of -w",
                "convert F/trace F/link          | FILE: F/link is the file that is read",
            })
    void shouldRefuseOneFileForTwoPurposes(String words, String complaint) throws Exception {
        Path trace = TraceFile.write(folder.resolve("trace"));
        Files.copy(trace, folder.resolve("more"));
        Files.createSymbolicLink(folder.resolve("link"), trace);
        Files.createDirectory(folder.resolve("x"));

        Typed typed = Typed.command(place(words).split(" ", -1));

        assertThat(typed.err()).isEqualToIgnoringNewLines("millrace: " + place(complaint) + " (expected: another one)");
        assertThat(typed.status()).isEqualTo(2);
        assertThat(trace).hasBinaryContent(TraceFile.bytes());
        assertThat(folder.resolve("new")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"--journal F/spool", "--overload spill:F/spool"})
    void shouldRefuseFilesAmongTheSegmentsOfASpool(String spool) throws Exception {
        Path trace = TraceFile.write(folder.resolve("trace"));
        Files.createDirectory(folder.resolve("spool"));

        Typed typed = Typed.command(
                place("read " + trace + " -w F/spool/out " + spool).split(" ", -1));

        assertThat(typed.err())
                .isEqualToIgnoringNewLines(place("millrace: -w: F/spool/out is in the folder of --journal, or of"
                        + " --overload spill (expected: another folder)"));
        assertThat(typed.status()).isEqualTo(2);
    }

    @Test
    void shouldNotGoOverAFileThatIsReadWhenANewOneBegins() throws Exception {
        Path trace = TraceFile.write(folder.resolve("out1"));
        for (String words : new String[] {"read F/out1 --quiet -w F/out -C 90b", "convert F/out1 F/out -C 90b"}) {
            Typed typed = Typed.command(place(words).split(" ", -1));
            assertThat(typed.err())
                    .endsWith(place("millrace: F/out1: it would be the next file, and the command line names it too"
                            + " (choose another name)\n"));
            assertThat(typed.status()).isEqualTo(1);
            assertThat(trace).hasBinaryContent(TraceFile.bytes());
        }
    }

    @Test
    void shouldLetADeviceHaveSeveralPurposes() throws Exception {
        Path trace = TraceFile.write(folder.resolve("trace"));
        Typed typed = Typed.command("read", "--quiet", trace.toString(), "-w", "/dev/null", "--ledger", "/dev/null");
        assertThat(typed.status()).as(typed.err()).isZero();
    }
}
