package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testbed.FlowTraffic;
import io.millrace.testbed.Generator;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of hosts, by a name server that is slow, dead or hostile. Beside it tcpdump, which asks the same server. */
@LiveTest
class LiveNamesTest {
    private static final int PACKETS = 10_000;
    private static final int ADDRESSES = 1_000;
    private static final Duration SLOW = Duration.ofMillis(200);
    private static final Pattern COUNTS = Pattern.compile(
            "(\\d+) packets? captured\\n(\\d+) packets? received by filter\\n(\\d+) packets? dropped by kernel");

    /** Holds a third of the packets, so that it shows soon who does not take them. */
    private static final String SMALL_BUFFER_KIB = "512";

    @RegisterExtension
    final Wire wire = new Wire();

    @RegisterExtension
    final LiveCommand millrace = new LiveCommand();

    @TempDir
    private Path folder;

    private Resolving system;

    @BeforeEach
    void prepareSystem() throws Exception {
        system = Resolving.in(folder);
    }

    private static void send(int addresses, int packets) {
        try (Generator generator =
                new Generator(Wire.LEFT, new FlowTraffic(addresses, FlowTraffic.LEAST_FRAME_BYTES))) {
            generator.send(packets, Generator.UNPACED);
        }
    }

    private Running capture(String... words) throws Exception {
        return millrace.start(system.millrace(LiveCommand.capture(words).heedful()))
                .awaitListening();
    }

    private Running tcpdump(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("tcpdump", "-i", Wire.RIGHT));
        command.addAll(List.of(words));
        Running tcpdump = millrace.startProcess(system.process(command.toArray(String[]::new)));
        tcpdump.await("it listens", () -> tcpdump.err().contains("listening on "));
        return tcpdump;
    }

    private static String source(int packet, int addresses) {
        int flow = packet % addresses;
        return "10.0." + flow / 256 + "." + flow % 256;
    }

    @Test
    void shouldPrintEveryPacketOfABurstWithItsNameWhereTcpdumpLosesThem() throws Exception {
        try (NameServer server = NameServer.start(SLOW)) {
            Running capture = capture("-q", "-t", "-c", Integer.toString(PACKETS), "--ledger", "-");
            Running tcpdump = tcpdump("-q", "-t", "-B", SMALL_BUFFER_KIB);

            send(ADDRESSES, PACKETS);

            Ended ended = capture.end().well();
            int questions = server.questions();
            List<String> lines = ended.lines();
            assertThat(lines).hasSize(PACKETS + 1);
            for (int i = 0; i < PACKETS; i++) {
                assertThat(lines.get(i))
                        .isEqualTo("IP " + Resolving.nameOf(source(i, ADDRESSES)) + "." + (1024 + i % ADDRESSES) + " > "
                                + NameServer.nameOf("172.16.0.1") + ".discard: UDP, length 22");
            }
            Accounts ledger = ended.ledger();
            assertThat(ledger.count("handled")).isEqualTo(PACKETS);
            assertThat(ledger.shed()).isZero();
            assertThat(ledger.count("kernel", "dropped")).isZero();
            assertThat(questions).isGreaterThan(ADDRESSES);

            Matcher counts = COUNTS.matcher(tcpdump.signal("INT").end().err());
            assertThat(counts.find()).isTrue();
            assertThat(Integer.parseInt(counts.group(2))).isEqualTo(PACKETS);
            assertThat(Integer.parseInt(counts.group(3))).isPositive();
        }
    }

    @Test
    void shouldWaitForADeadServerOnceAndPrintNumbers() throws Exception {
        try (NameServer server = NameServer.start(Duration.ZERO, (address, question) -> new byte[0])) {
            Running capture = capture("-t", "-c", "2000", "--ledger", "-");
            send(90, 2_000);

            Ended ended = capture.end().well(); // ten seconds for each address would be 1,000
            assertThat(ended.ledger().count("handled")).isEqualTo(2_000);
            List<String> lines = ended.lines();
            for (int i = 0; i < 2_000; i++) {
                assertThat(lines.get(i)).startsWith("IP " + source(i, 90) + ".").contains(" > 172.16.0.1.discard: ");
            }
            assertThat(server.questions()).isPositive();
        }
    }

    @Test
    void shouldEndSoonAtASignalAlthoughTheServerIsDead() throws Exception {
        try (NameServer _ = NameServer.start(Duration.ZERO, (address, question) -> new byte[0])) {
            Running capture = capture("-t", "--ledger", "-");
            send(100, 200);
            Ended ended = capture.signal("INT").end().well();

            Accounts ledger = ended.ledger();
            assertThat(ledger.count("handled")).isEqualTo(ledger.count("taken"));
            assertThat(ended.lines()).hasSize(Math.toIntExact(ledger.count("taken")) + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-t", "-N -t", "-n -t", "-nn -t", "-f -t", "-f -N -t", "-f -n -t", "-e -t", "-v -t"})
    void shouldPrintTheSameNamesAsTcpdump(String options) throws Exception {
        Wire.tool("ip", "address", "add", "10.0.0.1/25", "dev", Wire.RIGHT);
        try (NameServer _ = NameServer.start(
                Duration.ZERO,
                (address, question) ->
                        address.endsWith("7") ? unknown(question) : NameServer.name(question, "h" + address, "org"))) {
            String[] words = (options + " -c 130").split(" ", -1);
            Running capture = capture(words);
            Running tcpdump = tcpdump(words);
            send(130, 130);
            assertThat(capture.end().well().out())
                    .isEqualTo(tcpdump.end().well().out());
        }
    }

    /** An address in hosts(5), one of the name server's, one of neither, and one of IPv4 as IPv6 writes it. */
    @ParameterizedTest
    @ValueSource(strings = {"-t", "-tN", "-nt", "-tv"})
    void shouldNameHostsOfIpv6InASavefileAsTcpdumpDoes(String options) throws Exception {
        ByteArrayOutputStream trace = new ByteArrayOutputStream();
        trace.writeBytes(HexFormat.of().parseHex("a1b2c3d4000200040000000000000000000400000000" + "0065"));
        for (String ends : List.of(
                "20010db8000000000000000000000099" + "20010db8000000000000000000000001",
                "20010db8000000000000000000000001" + "20010db8000000000000000000000007",
                "20010db8000000000000000000000007" + "00000000000000000000ffff0a000001")) {
            trace.writeBytes(HexFormat.of()
                    .parseHex("00000001000000000000003000000030" + "6000000000081140" + ends + "0035000900080000"));
        }
        Path file = Files.write(folder.resolve("trace.pcap"), trace.toByteArray());
        try (NameServer _ = NameServer.start(
                Duration.ZERO,
                (address, question) -> address.endsWith("7")
                        ? unknown(question)
                        : NameServer.name(question, NameServer.nameOf(address).split("\\.", -1)))) {
            Ended read = millrace.start(system.millrace(new Launch(List.of("read", file.toString(), options))))
                    .end()
                    .well();
            Ended tcpdump = millrace.startProcess(system.process("tcpdump", "-r", file.toString(), options))
                    .end();
            assertThat(read.out()).isEqualTo(tcpdump.out());
            assertThat(read.out().contains("six")).isEqualTo(!options.contains("n"));
        }
    }

    private static byte[] unknown(byte[] question) {
        byte[] answer = question.clone();
        answer[2] = (byte) 0x85;
        answer[3] = (byte) 0x83; // no such domain
        return answer;
    }

    /** What is behind each number is what the server says of 10.0.0.0, 10.0.0.1 and so on. */
    private static byte[] hostile(String address, byte[] question) {
        int which = Integer.parseInt(address.substring(address.lastIndexOf('.') + 1));
        if (address.startsWith("172.")) {
            return NameServer.name(question, "well", "example", "org");
        }
        return switch (which) {
            case 0 -> NameServer.name(question, "red\u001b[31m", "example");
            case 1 -> NameServer.name(question, "two\nlines", "example");
            case 2 -> NameServer.name(question, "a b", "example");
            case 3 -> NameServer.name(question, "\u009b\u00ff\u0000", "example");
            case 4 -> NameServer.name(question, "x".repeat(63), "y".repeat(63), "z".repeat(63), "w".repeat(61));
            case 5 -> NameServer.name(question, "x".repeat(63), "y".repeat(63), "z".repeat(63), "w".repeat(63), "v");
            case 6 -> NameServer.record(question, 0xffff, NameServer.labels("long"));
            case 7 -> NameServer.record(question, 1, NameServer.labels("short"));
            case 8 -> NameServer.record(question, 0, new byte[0]);
            case 9 -> NameServer.record(question, new byte[] {(byte) 0xc0, (byte) (question.length + 12)}); // itself
            case 10 -> NameServer.record(question, new byte[] {(byte) 0xff, (byte) 0xff});
            case 11 -> NameServer.record(question, new byte[] {63, 'a'});
            case 12 -> Arrays.copyOf(NameServer.name(question, "cut", "example"), question.length + 5);
            case 13 -> Arrays.copyOf(question, 3);
            case 14 -> Arrays.copyOf(NameServer.name(question, "trailing", "example"), 60_000);
            case 15 -> NameServer.record(question, new byte[] {0});
            default -> {
                byte[] answer = new byte[which * 37];
                new Random(which).nextBytes(answer);
                System.arraycopy(question, 0, answer, 0, Math.min(12, answer.length));
                answer[2] |= (byte) 0x80;
                yield answer;
            }
        };
    }

    @Test
    void shouldPrintHostileNamesHarmlessly() throws Exception {
        try (NameServer _ = NameServer.start(Duration.ZERO, LiveNamesTest::hostile)) {
            Running capture = capture("-t", "-c", "200", "--ledger", "-");
            send(40, 200);
            Ended ended = capture.end().well();
            List<String> lines = ended.lines();
            assertThat(ended.ledger().count("handled")).isEqualTo(200);
            assertThat(lines).hasSize(201).allMatch(line -> line.chars().allMatch(c -> c >= ' ' && c < 0x7f));
            for (int i = 160; i < 200; i++) {
                assertThat(lines.get(i)).contains(" > well.example.org.discard: ");
            }
            assertThat(lines.get(160)).startsWith("IP 10.0.0.0.1024 >");
            assertThat(lines.get(161)).startsWith("IP 10.0.0.1.1025 >");
        }
    }
}
