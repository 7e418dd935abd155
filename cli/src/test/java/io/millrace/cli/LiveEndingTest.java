package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a capture ends from outside. */
@LiveTest
class LiveEndingTest {
    private static final String ERASE = "\r\u001b[K";

    @RegisterExtension
    final Wire wire = new Wire();

    @RegisterExtension
    final LiveCommand millrace = new LiveCommand();

    @TempDir
    private Path folder;

    private Running start(String... words) throws IOException {
        return millrace.start(LiveCommand.capture(words).byLauncher().heedful()).awaitListening();
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM", "HUP"})
    void shouldHandleWhatIsQueuedAndPrintTheLedgerAtASignal(String signal) throws Exception {
        int packets = 2_000;
        Running capture = start("--handler", "sleep:1ms", "--workers", "fixed:2", "--drain", "25s", "--ledger", "-");
        wire.send(packets, 20_000);
        Ended ended = capture.signal(signal).end().well();

        Accounts ledger = ended.ledger();
        assertThat(ended.err())
                .containsPattern("(?m)^ +books +balanced$")
                .contains(
                        "\n" + ledger.count("taken") + " packets captured\n" + packets + " packets received by filter\n"
                                + ledger.count("kernel", "dropped") + " packets dropped by kernel\n");
        assertThat(ledger.count("handled")).as(ledger::toString).isEqualTo(ledger.count("taken"));
        // the last block may not have been handed over when the signal came
        assertThat(ledger.count("kernel", "received")).as(ledger::toString).isEqualTo(packets);
    }

    /** What a script puts in the background ignores Ctrl-C; tcpdump heeds {@code kill -INT} all the same. */
    @Test
    void shouldHearOfAnInterruptInTheBackgroundOfAScript() throws Exception {
        Launch launch = LiveCommand.capture("-n").byLauncher();
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", "trap '' INT; exec \"$@\"", "sh");
        builder.command().addAll(launch.command());
        builder.environment().putAll(launch.process().environment());
        Running capture = millrace.startProcess(builder).awaitListening();
        Ended ended = capture.signal("INT").end().well();

        assertThat(ended.err()).contains("0 packets captured\n");
    }

    @Test
    void shouldLeaveAHangUpIgnoredAsNohupWants() throws Exception {
        Launch launch = LiveCommand.capture("-n", "-c", "1").byLauncher();
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", "trap '' HUP; exec \"$@\"", "sh");
        builder.command().addAll(launch.command());
        builder.environment().putAll(launch.process().environment());
        Running capture = millrace.startProcess(builder).awaitListening();
        capture.signal("HUP");
        Thread.sleep(200);
        wire.send(1, 20_000);

        assertThat(capture.end().well().lines()).hasSize(1);
    }

    @Test
    void shouldTellOfItsThreadsNotAmongResultsAtAQuit() throws Exception {
        Running capture = start("-n", "-c", "1");
        capture.signal("QUIT");
        capture.await("threads are told", () -> capture.err().contains("Full thread dump"));
        wire.send(1, 20_000);

        assertThat(capture.end().well().lines()).hasSize(1);
    }

    @Test
    void shouldGiveUpHandlersThatHangWhenTheDrainTimeIsOver() throws Exception {
        Running capture = start("--handler", hanging(), "--drain", "500ms", "--ledger", "-");
        wire.send(100, 20_000);
        Thread.sleep(200);
        long begun = System.nanoTime();
        Ended ended = capture.signal("INT").end().well();

        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun)).isBetween(450L, 10_000L);
        assertThat(ended.ledger().count("handled")).isZero();
        assertThat(ended.ledger().count("abandoned")).isPositive();
        assertThat(ended.ledger().count("kernel", "received")).isEqualTo(100);
    }

    @Test
    void shouldEndAtOnceAtASecondSignal() throws Exception {
        Running capture = start("--handler", hanging(), "--drain", "10m");
        wire.send(100, 20_000);
        capture.signal("INT");
        assertThat(capture.process().waitFor(1, TimeUnit.SECONDS)).isFalse();
        Ended ended = capture.signal("INT").end();

        assertThat(ended.status()).isEqualTo(130);
    }

    @Test
    void shouldEndQuietlyWhenNobodyReadsTheOutputAnyMore() throws Exception {
        Running capture = millrace.startPiped(
                        LiveCommand.capture("-n", "--handler", "print").byLauncher())
                .awaitListening();
        wire.send(1_000, 20_000);
        try (BufferedReader reader = capture.process().inputReader(StandardCharsets.UTF_8)) {
            assertThat(reader.readLine()).contains("10.0.0.0.1024 > 172.16.0.1.9");
        }
        List<String> sent = new ArrayList<>();
        while (!capture.process().waitFor(50, TimeUnit.MILLISECONDS)) {
            assertThat(sent).hasSizeLessThan(400);
            wire.send(100, 20_000);
            sent.add("100");
        }
        Ended ended = capture.end().well();

        assertThat(ended.err()).contains("balanced").doesNotContainIgnoringCase("pipe", "exception", "millrace: st");
    }

    @Test
    void shouldSayThatTheDiskIsFullAfterTheLedger() throws Exception {
        Launch launch = LiveCommand.capture("-n").byLauncher();
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", "exec \"$@\" >/dev/full", "sh");
        builder.command().addAll(launch.command());
        builder.environment().putAll(launch.process().environment());
        Running capture = millrace.startProcess(builder).awaitListening();
        wire.send(1_000, 20_000);
        Ended ended = capture.end();

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.err()).containsPattern("(?m)^ +books +balanced$").contains(" packets captured\n");
        assertThat(ended.err().lines().toList().getLast())
                .isEqualTo("millrace: standard output: No space left on device");
    }

    /** On a terminal, which {@code script} makes, a line is written over while packets are handled. */
    @Test
    void shouldLeaveTheTerminalCleanAtASignal() throws Exception {
        Running capture = onTerminal(LiveCommand.capture("--handler", "discard"));
        capture.await("the line is there", () -> capture.out().contains("workers"));
        wire.send(100, 20_000);
        interruptJava(capture);
        String shown = capture.end().well().out();

        assertThat(shown.substring(shown.lastIndexOf(ERASE) + ERASE.length()))
                .startsWith("100 packets captured\r\n100 packets received by filter\r\n")
                .endsWith("balanced\r\n");
    }

    @Test
    void shouldWriteNothingOverWherePacketsArePrintedToTheTerminal() throws Exception {
        Running capture = onTerminal(LiveCommand.capture("-nt"));
        wire.send(1, 20_000);
        capture.await("the packet is there", () -> capture.out().contains("UDP, length"));
        interruptJava(capture);
        String shown = capture.end().well().out();

        assertThat(shown).doesNotContain("\u001b").contains("UDP, length 22\r\n\r\n1 packet captured\r\n");
    }

    /** Behind a pipe is mostly the same terminal. */
    @Test
    void shouldWriteNothingOverWherePacketsGoThroughAPipe() throws Exception {
        Launch launch = LiveCommand.capture("-nt").byLauncher().heedful();
        String line = String.join(" ", launch.command()) + " | cat";
        ProcessBuilder builder = new ProcessBuilder("script", "-qefc", line, "/dev/null");
        builder.environment().putAll(launch.process().environment());
        builder.environment().put("TERM", "xterm");
        Running capture = millrace.startProcess(builder);
        capture.await("it listens", () -> capture.out().contains("millrace: listening on "));
        wire.send(1, 20_000);
        capture.await("the packet is there", () -> capture.out().contains("UDP, length"));
        Thread.sleep(600);
        interruptJava(capture);

        assertThat(capture.end().out()).doesNotContain("\u001b");
    }

    private Running onTerminal(Launch launch) throws IOException {
        String line = String.join(" ", launch.byLauncher().heedful().command());
        ProcessBuilder builder = new ProcessBuilder("script", "-qefc", line, "/dev/null");
        builder.environment().putAll(launch.process().environment());
        builder.environment().put("TERM", "xterm");
        Running capture = millrace.startProcess(builder);
        capture.await("it listens", () -> capture.out().contains("millrace: listening on "));
        return capture;
    }

    private static void interruptJava(Running capture) throws IOException, InterruptedException {
        ProcessHandle java = capture.process()
                .descendants()
                .filter(child -> child.info().command().orElse("").endsWith("/java"))
                .findFirst()
                .orElseThrow();
        assertThat(new ProcessBuilder("kill", "-INT", Long.toString(java.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    @Test
    void shouldSayThatTheDeviceHasGoneAfterTheLedger() throws Exception {
        Path file = folder.resolve("ledger.json");
        Running capture = start("--handler", "sleep:1ms", "--ledger", file.toString());
        wire.send(500, 20_000);
        String ignored = Wire.tool("ip", "link", "del", "dev", Wire.LEFT);
        Ended ended = capture.end();

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.err().lines().toList().getLast())
                .startsWith("millrace: ")
                .contains(Wire.RIGHT, "gone");
        assertThat(Accounts.of(Files.readString(file)).count("handled")).isEqualTo(500);
    }

    /** A handler that neither returns nor heeds an interrupt. */
    private String hanging() throws IOException {
        return Files.writeString(folder.resolve("Hangs.java"), """
                        class Hangs implements io.millrace.PacketHandler {
                            public void handle(io.millrace.Packet packet) {
                                while (true) {
                                    try { Thread.sleep(1_000_000); } catch (InterruptedException e) { continue; }
                                }
                            }
                        }
                        """).toString();
    }
}
