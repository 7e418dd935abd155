package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code millrace read}, and {@code capture -r}: the same words as tcpdump for the same options and the same file. */
@Timeout(60)
class ReadTest {
    @RegisterExtension
    final LiveCommand millrace = new LiveCommand();

    @TempDir
    private Path folder;

    private Ended tcpdump(String... words) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("env", "PATH=" + System.getenv("PATH") + ":/usr/sbin:/sbin", "tcpdump"));
        command.addAll(List.of(words));
        return millrace.startProcess(new ProcessBuilder(command)).end();
    }

    /** Runs both with these options, and wants the same output and the same verdict. */
    private void assertSameAsTcpdump(String file, String options) throws Exception {
        String[] words = options.isEmpty() ? new String[0] : options.split(" ", -1);
        Ended expected = tcpdump(join(List.of("-r", file), words));
        Ended read = millrace.run(join(List.of("read", file), words));

        assertThat(read.out()).as("%s%n%s", read.err(), expected.err()).isEqualTo(expected.out());
        assertThat(read.status() == 0).as(read.err()).isEqualTo(expected.status() == 0);
    }

    private static String[] join(List<String> first, String... rest) {
        List<String> all = new ArrayList<>(first);
        all.addAll(List.of(rest));
        return all.toArray(String[]::new);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-n",
                "-nn -c 3",
                "-nnvve ip",
                "-nqc2",
                "-n -t",
                "-ntt",
                "-nttt",
                "-ntttt --nano",
                "-nttttt --time-stamp-precision=nano",
                "-n --nano --micro",
                "-n -S",
                "-n -# -t",
                "-n --number -t",
                "-ntx",
                "-nt -xx",
                "-ntX",
                "-ntXX -c 2",
                "-ntA",
                "-ntAA",
                "-nt -x -A -c 1",
                "-ntl udp",
                "-ntU udp or arp",
                "-ntc1 -c2",
                "--count",
                "--count udp",
                "--count --print",
                "-d udp port 9",
                "-dd arp",
                "-ddd ip6",
                "-ntp -B 4096 -s 60 -i nowhere --immediate-mode -Q in -j host",
                "-nt -y PPP",
                "-nt udp and ( port 9 or port 10 ) -c 1",
                "-nt -L",
                "-nt -J",
                // both refuse
                "-nt udp prot",
                "-nt -c 0",
                "-nt -c x",
                "-nt -s -1",
                "-nt -s 262145",
                "-nt -B 0",
                "-nt -y FOO",
                "-nt -F /nonexistent",
                "--time-stamp-precision=pico",
                "-tttttt",
                "-nt --no-such-option",
            })
    void shouldDoWhatTcpdumpDoes(String options) throws Exception {
        assertSameAsTcpdump(TraceFile.write(folder.resolve("trace.pcap")).toString(), options);
    }

    @Test
    void shouldTakeTheFilterFromAFileAndNotFromTheCommandLine() throws Exception {
        String trace = TraceFile.write(folder.resolve("trace.pcap")).toString();
        Path filter = Files.writeString(folder.resolve("filter"), "# what is wanted\ntcp and # only\ndst port 9999\n");

        assertSameAsTcpdump(trace, "-nt -F " + filter + " udp");
        assertThat(millrace.run("read", trace, "-nt", "-F", filter.toString(), "udp")
                        .well()
                        .lines())
                .hasSize(2);
    }

    @Test
    void shouldPrintWhatComesBeforeACutAndTellOfIt() throws Exception {
        byte[] whole = TraceFile.bytes();
        Path cut = Files.write(folder.resolve("cut.pcap"), Arrays.copyOf(whole, whole.length - 3));

        assertSameAsTcpdump(cut.toString(), "-nt");
        Ended ended = millrace.run("read", cut.toString(), "-nt", "--quiet");
        assertThat(ended.lines()).hasSize(TraceFile.PACKETS - 1);
        assertThat(ended.err().lines())
                .singleElement()
                .asString()
                .startsWith("millrace: ")
                .contains(cut.toString(), "truncated");
        assertThat(ended.status()).isEqualTo(1);
    }

    @Test
    void shouldNameTheFileThatCannotBeRead() throws Exception {
        String absent = folder.resolve("absent.pcap").toString();
        Path words = Files.writeString(folder.resolve("words.pcap"), "these are words, and nothing else at all");

        assertThat(millrace.run("read", absent).complaint(1)).contains(absent);
        assertThat(millrace.run("read", words.toString()).complaint(1)).contains(words.toString());
        assertThat(millrace.run("read").complaint(2)).contains("FILE");
    }

    @Test
    void shouldReadTheSameByCaptureAndFromStandardInput() throws Exception {
        Path trace = TraceFile.write(folder.resolve("trace.pcap"));
        String expected = tcpdump("-nr", trace.toString()).out();

        assertThat(millrace.run("capture", "-nr", trace.toString()).well().out())
                .isEqualTo(expected);
        Process piped = new Launch(List.of("read", "-", "-n")).process().start();
        try (OutputStream in = piped.getOutputStream()) {
            in.write(TraceFile.bytes());
        }
        assertThat(new String(piped.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo(expected);
        assertThat(piped.waitFor()).isZero();
    }

    @Test
    void shouldEndAtASignalAlthoughStandardInputIsSilent() throws Exception {
        ProcessBuilder builder =
                new Launch(List.of("read", "-", "-n")).heedful().process();
        Process piped = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        piped.getOutputStream().write(TraceFile.bytes());
        piped.getOutputStream().flush();
        try (var out = piped.inputReader(StandardCharsets.UTF_8)) {
            for (int i = 0; i < TraceFile.PACKETS; i++) {
                assertThat(out.readLine()).isNotNull(); // although more may follow, and no buffer is full
            }
            assertThat(new ProcessBuilder("kill", "-INT", Long.toString(piped.pid()))
                            .start()
                            .waitFor())
                    .isZero();
            assertThat(out.readLine()).isNull();
        }
        assertThat(piped.waitFor()).isZero();
    }

    @Test
    void shouldTellTheFileItsLinkTypeAndALedgerWithoutKernel() throws Exception {
        String trace = TraceFile.write(folder.resolve("trace.pcap")).toString();

        Ended ended = millrace.run("read", trace, "--handler", "sleep:1ms", "--ledger", "-")
                .well();

        assertThat(ended.err())
                .startsWith("millrace: reading from file " + trace + ", link-type EN10MB (Ethernet)\n")
                .doesNotContain("captured", "kernel")
                .containsPattern("(?m)^ +books +balanced$");
        assertThat(ended.lines().getLast())
                .contains("\"source\":\"" + trace + "\"", "\"taken\":5", "\"handled\":5", "\"balanced\":true")
                .doesNotContain("kernel");
    }
}
