package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of handler that {@code --handler} can name, on live traffic. */
@LiveTest
class LiveHandlersTest {
    private static final int PACKETS = 3_000;

    @RegisterExtension
    final Wire wire = new Wire();

    @RegisterExtension
    final LiveCommand millrace = new LiveCommand();

    @TempDir
    private Path folder;

    @Test
    void shouldPrintInCaptureOrderWithManyWorkers() throws Exception {
        Ended ended = millrace.capture(wire, PACKETS, "-n", "--workers", "virtual:200", "--ledger", "-");

        assertAllHandled(ended.ledger(), PACKETS);
        List<String> lines = ended.lines();
        assertThat(lines).hasSize(PACKETS + 1);
        for (int i = 0; i < PACKETS; i++) {
            int flow = i % Wire.FLOWS;
            assertThat(lines.get(i))
                    .matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{6} IP 10\\.0\\.0\\." + flow + "\\." + (1024 + flow)
                            + " > 172\\.16\\.0\\.1\\.9: UDP, length 22");
        }
    }

    @Test
    void shouldCountPacketsAndBytes() throws Exception {
        Ended ended = millrace.capture(wire, PACKETS, "--handler", "count", "--ledger", "-");

        assertThat(ended.lines()).hasSize(2).first().isEqualTo("3000 packets, 192000 bytes");
        assertAllHandled(ended.ledger(), PACKETS);
    }

    @Test
    void shouldWriteTheTableToStandardErrorAndTheLedgerToItsFile() throws Exception {
        Path file = folder.resolve("ledger.json");

        Ended ended = millrace.capture(wire, PACKETS, "--handler", "discard", "--ledger", file.toString());

        assertThat(ended.out()).isEmpty();
        assertThat(ended.err())
                .startsWith("millrace: listening on " + Wire.RIGHT
                        + ", link-type EN10MB (Ethernet), snapshot length 262144 bytes\n")
                .contains("\n3000 packets captured\n3000 packets received by filter\n0 packets dropped by kernel\n")
                .containsPattern("(?m)^ +handled +3,000 +100\\.0%$")
                .containsPattern("(?m)^ +books +balanced$");
        Accounts ledger = Accounts.of(Files.readString(file));
        assertAllHandled(ledger, PACKETS);
        assertThat(ledger.text("source")).isEqualTo(Wire.RIGHT);
        assertThat(ledger.text("linktype")).isEqualTo("EN10MB");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--handler sleep:1ms --workers virtual:500",
                "--handler spin:20us --workers 2",
                "--handler sleep:100us --order none --workers fixed:64",
                "--handler discard --order total",
            })
    void shouldHandleEveryPacket(String words) throws Exception {
        Ended ended = millrace.capture(wire, PACKETS, (words + " --ledger -").split(" ", -1));

        assertThat(ended.lines()).hasSize(1);
        assertAllHandled(ended.ledger(), PACKETS);
    }

    @Test
    void shouldRunAHandlerOfASourceFileAndCloseIt() throws Exception {
        Path file = write("Total.java", """
                import io.millrace.*;
                import java.util.concurrent.atomic.*;
                class Total implements PacketHandler, AutoCloseable {
                    final AtomicLong bytes = new AtomicLong();
                    public void handle(Packet packet) { bytes.addAndGet(packet.caplen()); }
                    public void close() { System.out.println("closed after " + bytes); }
                }
                """);

        Ended ended = millrace.capture(wire, PACKETS, "--handler", file.toString());

        assertThat(ended.lines()).containsExactly("closed after " + (64 * PACKETS));
    }

    @Test
    void shouldRunAnAsynchronousHandlerOfASourceFile() throws Exception {
        Path file = write("Later.java", """
                import io.millrace.*;
                import java.util.concurrent.*;
                class Later implements AsyncPacketHandler {
                    final Executor later = CompletableFuture.delayedExecutor(2, TimeUnit.MILLISECONDS);
                    public CompletionStage<?> handle(Packet packet) { return CompletableFuture.runAsync(() -> {}, later); }
                }
                """);

        Ended ended = millrace.capture(
                wire, PACKETS, "--handler", file.toString(), "--max-in-flight", "500", "--ledger", "-");

        assertAllHandled(ended.ledger(), PACKETS);
    }

    @Test
    void shouldWriteTheResultsOfAFunctionInCaptureOrder() throws Exception {
        Path file = write("Mark.java", """
                import io.millrace.*;
                class Mark implements PacketFunction<Integer> {
                    public Integer apply(Packet packet) throws Exception {
                        int flow = packet.intAt(packet.caplen() - 8);
                        int sequence = packet.intAt(packet.caplen() - 4);
                        Thread.sleep(java.util.concurrent.ThreadLocalRandom.current().nextInt(10));
                        return sequence * 100 + flow;
                    }
                }
                """);

        Ended ended = millrace.capture(wire, PACKETS, "--handler", file.toString(), "--workers", "virtual:300");

        assertThat(ended.lines())
                .containsExactlyElementsOf(
                        IntStream.range(0, PACKETS).mapToObj(String::valueOf).toList());
    }

    @Test
    void shouldTellOfTheFirstFailureOfAClassOnTheClassPathAndGoOn() throws Exception {
        Path file = write("Picky.java", """
                package some.where;
                import io.millrace.*;
                public class Picky implements PacketHandler {
                    public void handle(Packet packet) {
                        if (packet.intAt(packet.caplen() - 8) % 10 == 0) { throw new IllegalStateException("not this one"); }
                    }
                }
                """);
        Path classes = compile(file);

        Ended ended = millrace.capture(
                wire, PACKETS, "--handler", "some.where.Picky", "--class-path", classes.toString(), "--ledger", "-");

        assertThat(ended.ledger().count("failed")).isEqualTo(PACKETS / 10);
        assertThat(ended.ledger().count("handled")).isEqualTo(PACKETS - (PACKETS / 10));
        assertThat(ended.err().lines().filter(line -> line.contains("not this one")))
                .containsExactly("millrace: the handler failed: java.lang.IllegalStateException: not this one"
                        + " (the ledger counts further failures)");
    }

    private static void assertAllHandled(Accounts ledger, long packets) {
        assertThat(ledger.count("handled")).as(ledger::toString).isEqualTo(packets);
        assertThat(ledger.count("taken")).as(ledger::toString).isEqualTo(packets);
        assertThat(ledger.count("kernel", "received")).as(ledger::toString).isEqualTo(packets);
    }

    private Path compile(Path source) throws IOException {
        Path classes = Files.createDirectory(folder.resolve("classes"));
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-d",
                        classes.toString(),
                        "-p",
                        Launch.MODULES,
                        "--add-modules",
                        "io.millrace",
                        source.toString());
        assertThat(status).isZero();
        return classes;
    }

    private Path write(String name, String source) throws IOException {
        return Files.writeString(folder.resolve(name), source);
    }
}
