package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code --sync}, by the system calls that are made: what is waited for, and that a file has its name only then. */
@Timeout(120)
class SyncTest {
    @TempDir
    private Path folder;

    /** The calls that concern files of this folder, as strace writes them. */
    private List<String> calls(List<String> words) throws Exception {
        boolean there = Files.isExecutable(Path.of("/usr/bin/strace"));
        assertThat(there || !"true".equals(System.getenv("CI")))
                .as("CI=true, and strace is missing")
                .isTrue();
        assumeThat(there).as("strace").isTrue();
        Path log = folder.resolve("strace");
        List<String> strace = List.of(
                "strace", "-f", "--seccomp-bpf", "-y", "-o", log.toString(), "-e", "trace=fsync,fdatasync,rename");
        Process process = new Launch(words)
                .by(strace)
                .process()
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).isZero();
        return Files.readAllLines(log).stream()
                .filter(line -> line.contains(folder.toString()) && line.contains("("))
                .map(line -> line.replaceFirst("^\\d+ +", "")
                        .replaceFirst("\\(.*", "")
                        .strip())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "read --quiet TRACE -w OUT, never, rename",
        "read --quiet TRACE -w OUT --sync never, never, rename",
        "read --quiet TRACE -w OUT --sync file, file, fsync rename fsync",
        "read --quiet TRACE -w OUT.gz --sync file, file, fsync rename fsync",
        "read --quiet TRACE -w OUT.zst --sync file, file, fsync rename fsync",
        "read --quiet TRACE -w OUT -U --sync file, file, fsync fsync",
        "convert --quiet TRACE OUT --sync file, file, fsync rename fsync",
    })
    void shouldWaitForTheDiskBeforeAFileHasItsName(String words, String what, String calls) throws Exception {
        String trace = TraceFile.write(folder.resolve("trace.pcap")).toString();
        String command = words.replace("TRACE", trace)
                .replace("OUT", folder.resolve("out").toString());

        assertThat(calls(Arrays.asList(command.split(" ", -1)))).as(what).containsExactly(calls.split(" ", -1));
    }

    @Test
    void shouldWaitWithEachWrite() throws Exception {
        Path trace = TraceFile.write(folder.resolve("trace.pcap"));
        for (String name : List.of("out", "out.gz", "out.zst")) {
            String out = folder.resolve(name).toString();
            List<String> calls =
                    new ArrayList<>(calls(List.of("read", trace.toString(), "-w", out, "-U", "--sync", "write")));
            assertThat(calls).filteredOn("fdatasync"::equals).hasSizeGreaterThan(TraceFile.PACKETS);
            assertThat(calls).endsWith("fsync", "fsync"); // the file, and its name in the folder
        }
    }
}
