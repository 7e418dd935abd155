package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code millrace info}: the same counts as capinfos. */
@Timeout(60)
class InfoTest {
    @RegisterExtension
    final LiveCommand millrace = new LiveCommand();

    @TempDir
    private Path folder;

    @Test
    void shouldCountAsCapinfosDoes() throws Exception {
        Path trace = TraceFile.write(folder.resolve("trace.pcap"));
        Path out = folder.resolve("out.pcapng");
        millrace.run("read", trace.toString(), "-w", out.toString()).well();

        for (Path file : new Path[] {trace, out}) {
            String[] capinfos = millrace.startProcess(new ProcessBuilder(
                            "capinfos", "-T", "-r", "-m", "-M", "-c", "-s", "-d", "-S", "-a", "-e", file.toString()))
                    .end()
                    .well()
                    .out()
                    .strip()
                    .split(",", -1);
            String info = millrace.run("info", "--json", file.toString()).well().out();

            assertThat(number(info, "packets")).isEqualTo(Long.parseLong(capinfos[1]));
            assertThat(number(info, "bytes")).isEqualTo(Files.size(file)).isEqualTo(Long.parseLong(capinfos[2]));
            assertThat(number(info, "wireBytes")).isEqualTo(Long.parseLong(capinfos[3]));
            assertThat(seconds(number(info, "firstNanos"))).startsWith(capinfos[4].substring(0, 17));
        }
    }

    @Test
    void shouldTellTheHashThatOthersTell() throws Exception {
        Path trace = TraceFile.write(folder.resolve("trace.pcap"));
        String table =
                Typed.command("info", "--hash", "--quiet", trace.toString()).out();
        String json =
                Typed.command("info", "--hash", "--json", trace.toString()).out();
        String capinfos = millrace.startProcess(new ProcessBuilder("capinfos", "-H", trace.toString()))
                .end()
                .well()
                .out();
        for (String kind : new String[] {"sha256", "sha1"}) {
            String expected = millrace.startProcess(new ProcessBuilder(kind + "sum", trace.toString()))
                    .end()
                    .well()
                    .out()
                    .split(" ", 2)[0];
            assertThat(table).containsPattern("(?m)^" + kind + " +" + expected + "$");
            assertThat(json).contains("\"" + kind + "\":\"" + expected + "\"");
            assertThat(capinfos).contains(expected);
        }
        assertThat(Typed.command("info", trace.toString()).out()).doesNotContain("sha256");
    }

    private static long number(String json, String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\":(-?\\d+)").matcher(json);
        assertThat(matcher.find()).as(json).isTrue();
        return Long.parseLong(matcher.group(1));
    }

    private static String seconds(long nanos) {
        return nanos / 1_000_000_000 + "." + String.format("%09d", nanos % 1_000_000_000);
    }

    @Test
    void shouldTellPeopleWhatIsInAFileAndWhereItIsDamaged() throws Exception {
        byte[] whole = TraceFile.bytes();
        Path cut = Files.write(folder.resolve("cut.pcap"), Arrays.copyOf(whole, whole.length - 3));

        Ended ended = millrace.run("info", cut.toString());

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.out())
                .containsPattern("(?m)^packets +" + (TraceFile.PACKETS - 1) + "$")
                .containsPattern("(?m)^link type +EN10MB, ")
                .containsPattern("(?m)^damage +" + cut + ": at byte ");
        assertThat(millrace.run("info", folder.resolve("absent").toString()).complaint(1))
                .contains("No such file");
        assertThat(millrace.run("info").complaint(2)).contains("FILE");
    }
}
