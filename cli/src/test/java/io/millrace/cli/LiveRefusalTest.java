package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.CaptureBuilder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command says when it cannot capture: one line, with the cause and the remedy. */
@LiveTest
class LiveRefusalTest {
    /** Whoever starts it, it may not capture. */
    private static final List<String> UNPRIVILEGED =
            List.of("setpriv", "--bounding-set", "-net_raw", "--inh-caps", "-net_raw", "--ambient-caps", "-net_raw");

    @RegisterExtension
    final Wire wire = new Wire();

    @RegisterExtension
    final LiveCommand millrace = new LiveCommand();

    @Test
    void shouldNameTheDeviceThatIsMissing() throws Exception {
        assertThat(refused(1, LiveCommand.capture("-i", "nowhere0"))).contains("nowhere0", "millrace interfaces");
    }

    @ParameterizedTest
    @ValueSource(strings = {"libpcap", "afpacket"})
    void shouldSayHowToSwitchADeviceOn(String source) throws Exception {
        String ignored = Wire.tool("ip", "link", "set", "dev", Wire.RIGHT, "down");
        assertThat(refused(1, LiveCommand.capture("--source", source)))
                .containsPattern(Wire.RIGHT + ".* down.*`ip link set (dev )?" + Wire.RIGHT + " up`");
    }

    @Test
    void shouldShowAFilterThatIsWrong() throws Exception {
        for (String source : List.of("libpcap", "afpacket")) {
            Ended ended = millrace.start(LiveCommand.capture("--source", source, "udp", "prot", "53"))
                    .end();
            assertThat(ended.status()).isEqualTo(1);
            assertThat(ended.out()).isEmpty();
            assertThat(ended.err().lines())
                    .hasSize(3)
                    .endsWith("    udp prot 53", "        ^")
                    .first()
                    .asString()
                    .startsWith("millrace: filter: ")
                    .endsWith("syntax error (see pcap-filter(7))");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "libpcap"})
    void shouldSayWhatIsNeededWithoutPrivileges(String source) throws Exception {
        assertThat(refused(1, LiveCommand.capture("--source", source).by(UNPRIVILEGED)))
                .contains("CAP_NET_RAW", "unshare -rn");
    }

    @Test
    void shouldNameThePackageWhereAFilterNeedsLibpcap() throws Exception {
        Launch launch = LiveCommand.capture("udp").with("-Dmillrace.libpcap=/nonexistent");
        assertThat(refused(1, launch)).contains("/nonexistent", "apt-get install libpcap0.8");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--queue-bytes 1k | --queue-bytes: 1024 (expected: 1048576 to " + CaptureBuilder.MAX_QUEUE_BYTES + ")",
                "-B 4000000 --source libpcap | -B: in bytes, 4096000000 (expected: 0 to 2147483647 with libpcap; afpacket"
                        + " takes larger ones)",
                "--capture-threads 2 --source libpcap --handler count | --capture-threads: 2 for wire-r (expected: 1; only"
                        + " the source afpacket, on an Ethernet-like device of Linux, shares one between threads)",
                "--no-such-option | Unknown option: '--no-such-option'; see `millrace capture --help`",
            })
    void shouldCallASettingThatCannotBeWrongUsage(String words, String complaint) throws Exception {
        assertThat(refused(2, LiveCommand.capture(words.split(" ", -1)))).isEqualTo("millrace: " + complaint);
    }

    @Test
    void shouldSayThatTheLedgerCannotBeWritten() throws Exception {
        assertThat(refused(
                        1,
                        LiveCommand.capture(
                                "--ledger", Path.of(".").toAbsolutePath().toString())))
                .startsWith("millrace: --ledger: cannot write ")
                .endsWith(": Is a directory");
    }

    @Test
    void shouldSayThatTheDiskIsFull() throws Exception {
        Ended ended = millrace.start(LiveCommand.capture(
                        "--quiet", "--handler", "discard", "--duration", "1ms", "--ledger", "/dev/full"))
                .end();
        assertThat(ended.complaint(1)).isEqualTo("millrace: --ledger: cannot write /dev/full: No space left on device");
    }

    private String refused(int status, Launch launch) throws Exception {
        return millrace.start(launch).end().complaint(status);
    }
}
