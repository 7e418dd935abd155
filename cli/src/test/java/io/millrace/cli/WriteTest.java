package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.savefile.SavefileFormat;
import io.millrace.savefile.SavefileReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code -w}: what is written is what was read, by tcpdump's and Wireshark's verdict. */
@Timeout(60)
class WriteTest {
    @RegisterExtension
    final LiveCommand millrace = new LiveCommand();

    @TempDir
    private Path folder;

    private String run(String... command) throws IOException, InterruptedException {
        return millrace.startProcess(new ProcessBuilder(command)).end().well().out();
    }

    private String tcpdump(Path file) throws IOException, InterruptedException {
        return run("env", "PATH=" + System.getenv("PATH") + ":/usr/sbin:/sbin", "tcpdump", "-nner", file.toString());
    }

    private Path trace() throws IOException {
        return TraceFile.write(folder.resolve("trace.pcap"));
    }

    private List<String> written() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("trace.pcap"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "out.pcapng, '', PCAPNG",
        "out.pcap, --format pcap, PCAP",
        "out.pcapng.gz, '', PCAPNG",
        "out.pcapng.zst, '', PCAPNG",
        "out.pcap.lz4, --format pcap, PCAP",
        "out, --compress zstd --format pcap, PCAP",
        "out, -U, PCAPNG",
        "out, --micro --format pcap, PCAP"
    })
    void shouldWriteEveryPacketInItsPlace(String name, String options, SavefileFormat format) throws Exception {
        Path trace = trace();
        Path out = folder.resolve(name);

        Ended ended = millrace.run(
                        ("read " + trace + " -w " + out + " " + options).strip().split(" ", -1))
                .well();

        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).contains(TraceFile.PACKETS + " packets written to " + out);
        assertThat(written()).containsExactly(name);
        try (SavefileReader reader = SavefileReader.open(out)) {
            assertThat(reader.format()).isEqualTo(format);
        }
        if (!name.endsWith(".zst") && !name.endsWith(".lz4") && !options.contains("zstd") && !name.endsWith(".gz")) {
            assertThat(tcpdump(out)).isEqualTo(tcpdump(trace));
        }
        assertThat(millrace.run("read", out.toString(), "-nne").well().out())
                .isEqualTo(millrace.run("read", trace.toString(), "-nne").well().out());
    }

    @Test
    void shouldWriteToStandardOutputWhatTcpdumpReadsThere() throws Exception {
        Path trace = trace();
        Process process = new Launch(List.of("read", trace.toString(), "-w", "-", "--quiet"))
                .process()
                .redirectOutput(folder.resolve("piped").toFile())
                .start();
        assertThat(process.waitFor()).isZero();

        assertThat(tcpdump(folder.resolve("piped"))).isEqualTo(tcpdump(trace));
    }

    @Test
    void shouldPrintWhatItWritesIfAsked() throws Exception {
        Path trace = trace();
        Path out = folder.resolve("out");
        Ended ended = millrace.run("read", trace.toString(), "-nne", "-w", out.toString(), "--print")
                .well();
        assertThat(ended.out()).isEqualTo(tcpdump(trace));
        assertThat(tcpdump(out)).isEqualTo(tcpdump(trace));
    }

    @Test
    void shouldWriteWhatTheFilterLetsThroughAndSayWhichItWas() throws Exception {
        Path out = folder.resolve("out");
        millrace.run("read", trace().toString(), "-w", out.toString(), "-s", "40", "-c", "1", "udp")
                .well();

        assertThat(run("capinfos", out.toString()))
                .contains("Number of packets:   1", "Millrace", "Filter string = udp");
    }

    @Test
    void shouldWriteAFileWithoutPacketsToo() throws Exception {
        Path out = folder.resolve("out");
        for (String format : List.of("pcap", "pcapng")) {
            millrace.run("read", trace().toString(), "-w", out.toString(), "--format", format, "ip6 proto 200")
                    .well();
            assertThat(tcpdump(out)).isEmpty();
        }
    }

    @Test
    void shouldBeginANewFileWhereOneIsFullAndRunACommandOnEach() throws Exception {
        Path out = folder.resolve("out");
        millrace.run("read", trace().toString(), "-w", out.toString(), "--format", "pcap", "-C", "90b", "-z", "gzip")
                .well();
        List<String> names = written();
        assertThat(names).hasSizeGreaterThan(1).contains("out.gz", "out1.gz").allMatch(name -> name.endsWith(".gz"));

        for (String name : names) {
            Files.delete(folder.resolve(name));
        }
        millrace.run("read", trace().toString(), "-w", out.toString(), "--format", "pcap", "-C", "90b", "-W", "2")
                .well();
        assertThat(written()).containsExactly("out0", "out1");
    }

    @Test
    void shouldBeginANewFileByTimeAndNameItByTime() throws Exception {
        String pattern = folder.resolve("out-%Y-%H%M%S-%%").toString();
        millrace.run("read", trace().toString(), "-w", pattern, "-G", "1").well();

        assertThat(written()).isNotEmpty().allMatch(name -> name.matches("out-\\d{4}-\\d{6}-%"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/full", "/nonexistent/file"})
    void shouldSayInOneLineWhatCannotBeWritten(String file) throws Exception {
        Ended ended = millrace.run("read", trace().toString(), "-w", file, "-U", "--quiet");

        assertThat(ended.status()).isPositive();
        assertThat(ended.err()).contains(file).doesNotContain("Exception");
    }
}
