package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.savefile.OptionCode;
import io.millrace.savefile.SavefileReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Handlers that fail or get stuck, on live traffic, and what the command does and says. */
@LiveTest
class LiveFailuresTest {
    private static final int PACKETS = 3_000;

    @RegisterExtension
    final Wire wire = new Wire();

    @RegisterExtension
    final LiveCommand millrace = new LiveCommand();

    @TempDir
    private Path folder;

    @Test
    void shouldTryAgainAndWriteWhatFailedForGoodToTheDeadLetters() throws Exception {
        Path handler = write("Flaky.java", """
                import io.millrace.*;
                import java.util.concurrent.*;
                class Flaky implements PacketHandler {
                    final ConcurrentHashMap<Long, Integer> attempts = new ConcurrentHashMap<>();
                    public void handle(Packet packet) throws Exception {
                        long mark = packet.longAt(packet.caplen() - 8);
                        int flow = packet.intAt(packet.caplen() - 8);
                        int attempt = attempts.merge(mark, 1, Integer::sum);
                        if (flow < 10 && attempt == 1) { throw new java.io.IOException("once"); }
                        if (flow >= 90) { throw new java.io.IOException("never\\nmind"); }
                    }
                }
                """);
        Path letters = folder.resolve("dead.pcapng");

        for (int run = 1; run <= 2; run++) {
            Ended ended = millrace.capture(
                    wire,
                    PACKETS,
                    "--handler",
                    handler.toString(),
                    "--on-failure",
                    "retry:2,1ms",
                    "--dead-letter",
                    letters.toString(),
                    "--ledger",
                    "-");

            Accounts ledger = ended.ledger();
            assertThat(ledger.count("handled")).isEqualTo(PACKETS * 9 / 10);
            assertThat(ledger.count("failed")).isEqualTo(PACKETS / 10);
            assertThat(ledger.count("deadLettered")).isEqualTo(PACKETS / 10);
            assertThat(ledger.count("retried")).isEqualTo(PACKETS / 10 + 2 * PACKETS / 10);
            assertThat(ended.err())
                    .containsPattern("(?m)^ +dead letters +300 +10\\.0%$")
                    .containsPattern("(?m)^ +retried +900$");
            // a second run adds to what is there
            assertThat(reasons(letters))
                    .hasSize(run * PACKETS / 10)
                    .containsOnly("failed 3 times, the last time with java.io.IOException: never; mind");
            assertThat(Wire.tool("tcpdump", "-nn", "-r", letters.toString())
                            .lines()
                            .filter(line -> line.contains(" > 172.16.0.1.9: UDP, length 22")))
                    .hasSize(run * PACKETS / 10);
            assertThat(Wire.tool(
                                    "tshark",
                                    "-r",
                                    letters.toString(),
                                    "-Y",
                                    "frame.comment contains \"never; mind\"",
                                    "-T",
                                    "fields",
                                    "-e",
                                    "udp.srcport",
                                    "-e",
                                    "frame.interface_name")
                            .lines()
                            .filter(line -> line.matches("11[12]\\d\\s+" + Wire.RIGHT)))
                    .hasSize(run * PACKETS / 10);
        }
    }

    @Test
    void shouldEndAfterTooManyFailuresInARow() throws Exception {
        Path handler = write("Broken.java", """
                import io.millrace.*;
                class Broken implements PacketHandler {
                    public void handle(Packet packet) throws Exception {
                        if (packet.intAt(packet.caplen() - 4) >= 5) { throw new java.net.ConnectException("Connection refused"); }
                    }
                }
                """);
        Running capture = millrace.start(LiveCommand.capture(
                        "--handler", handler.toString(), "--on-failure", "stop:20", "--ledger", "-"))
                .awaitListening();
        wire.send(PACKETS, 20_000);
        Ended ended = capture.end();

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.err().lines().toList().getLast())
                .isEqualTo(
                        "millrace: the handler failed 20 times in a row: java.net.ConnectException: Connection refused"
                                + " (mend the handler or what it needs; to try again: --on-failure retry:N, Failures.retry)");
        assertThat(ended.ledger().count("failed")).isGreaterThanOrEqualTo(20);
    }

    @Test
    void shouldTellOfAStuckHandlerAndServeTheOthers() throws Exception {
        Path handler = write("Stuck.java", """
                import io.millrace.*;
                class Stuck implements PacketHandler {
                    public void handle(Packet packet) throws Exception {
                        if (packet.intAt(packet.caplen() - 8) < 3) { waitForGodot(); }
                    }
                    void waitForGodot() throws InterruptedException { Thread.sleep(1_000_000); }
                }
                """);
        Running capture = millrace.start(LiveCommand.capture(
                        "--handler",
                        handler.toString(),
                        "--workers",
                        "virtual:2",
                        "--handler-timeout",
                        "100ms",
                        "--drain",
                        "500ms",
                        "--ledger",
                        "-"))
                .awaitListening();
        wire.send(PACKETS, 20_000);
        capture.await(
                "all three are told",
                () -> capture.err().lines().filter(LiveFailuresTest::isReport).count() == 3);
        Ended ended = capture.signal("INT").end().well();

        assertThat(ended.err().lines().filter(LiveFailuresTest::isReport))
                .allMatch(line -> line.matches(
                        "millrace: the handler takes (0\\.[1-9]\\d\\d|[1-9]\\.\\d{3}) s already, worker \\d:"
                                + " \\d\\d:\\d\\d:\\d\\d\\.\\d{6} IP 10\\.0\\.0\\.[012]\\.102[456] > 172\\.16\\.0\\.1\\.9: UDP, length 22"
                                + " \\(captured 64 of 64 bytes\\)"));
        assertThat(ended.err()).containsPattern("(?m)^    at .*Stuck\\.waitForGodot\\(Stuck\\.java:6\\)$");
        assertThat(ended.ledger().count("stuck")).isEqualTo(3);
        assertThat(ended.ledger().count("handled")).isEqualTo(PACKETS * 97 / 100);
    }

    @Test
    void shouldInterruptAStuckHandler() throws Exception {
        Ended ended = millrace.capture(
                wire,
                20,
                "--handler",
                "sleep:1h",
                "--handler-timeout",
                "100ms,interrupt",
                "--workers",
                "4",
                "--order",
                "none",
                "--ledger",
                "-");

        assertThat(ended.ledger().count("failed")).isEqualTo(20);
        assertThat(ended.ledger().count("stuck")).isEqualTo(20);
        assertThat(ended.err())
                .contains(", and is interrupted: ")
                .contains("millrace: more calls of the handler take too long; ");
    }

    @Test
    void shouldRefuseDeadLettersThatCannotBeWritten() throws Exception {
        Path text = write("dead.txt", "this is no savefile, and nothing can be added to it");
        Path absent = folder.resolve("absent").resolve("dead.pcapng");

        assertThat(millrace.run("capture", "-i", Wire.RIGHT, "--handler", "discard", "--dead-letter", text.toString())
                        .complaint(2))
                .startsWith("millrace: --dead-letter: " + text + ": ")
                .endsWith("(move it away, or choose another name)");
        assertThat(millrace.run("capture", "-i", Wire.RIGHT, "--handler", "discard", "--dead-letter", absent.toString())
                        .complaint(2))
                .isEqualTo("millrace: --dead-letter: " + absent
                        + " (No such file or directory) (expected: a file in a folder that exists and can be written)");
    }

    private static boolean isReport(String line) {
        return line.startsWith("millrace: the handler takes ");
    }

    private static List<String> reasons(Path letters) {
        List<String> reasons = new ArrayList<>();
        try (SavefileReader reader = SavefileReader.open(letters)) {
            while (reader.next()) {
                assertThat(reader.caplen()).isEqualTo(64);
                reasons.add(reader.options().text(OptionCode.COMMENT).orElseThrow());
            }
        }
        return reasons;
    }

    private Path write(String name, String source) throws IOException {
        return Files.writeString(folder.resolve(name), source);
    }
}
