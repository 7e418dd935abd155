package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.protocol.Linktype;
import io.millrace.savefile.BlockType;
import io.millrace.savefile.DecryptionSecrets;
import io.millrace.savefile.InterfaceDescription;
import io.millrace.savefile.InterfaceStatistics;
import io.millrace.savefile.Options;
import io.millrace.savefile.PcapWriter;
import io.millrace.savefile.SavefileReader;
import io.millrace.savefile.SavefileTarget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that has Ethernet and raw IP, as mergecap makes it. tcpdump refuses it, and so is asked for each part. */
@Timeout(120)
class MixedLinktypesTest {
    private static final int LINK_BYTES = 14;
    private static final long LATER_NANOS = 500_000_000;

    @RegisterExtension
    final LiveCommand millrace = new LiveCommand();

    @TempDir
    private Path folder;

    private Path ethernet;
    private Path raw;
    private Path mixed;

    @BeforeEach
    void make() throws Exception {
        ethernet = TraceFile.write(folder.resolve("ethernet.pcap"));
        raw = folder.resolve("raw.pcap");
        InterfaceDescription description =
                InterfaceDescription.of(Linktype.RAW, 262_144, ChronoUnit.NANOS, Options.NONE);
        try (SavefileReader reader = SavefileReader.open(ethernet);
                PcapWriter writer = PcapWriter.open(SavefileTarget.file(raw), description)) {
            reader.next(); // which is ARP
            while (reader.next()) {
                writer.write(
                        0,
                        reader.timestampNanos() + LATER_NANOS,
                        reader.memory(),
                        reader.offset() + LINK_BYTES,
                        reader.caplen() - LINK_BYTES,
                        reader.len() - LINK_BYTES);
            }
        }
        mixed = folder.resolve("mixed.pcapng");
        ran("mergecap", "-w", mixed.toString(), ethernet.toString(), raw.toString());
    }

    private List<String> ran(String... words) throws IOException, InterruptedException {
        return millrace.startProcess(new ProcessBuilder(words)).end().well().lines();
    }

    @Test
    void shouldPrintEachPacketAsWhatItIs() throws Exception {
        List<String> lines = new ArrayList<>(ran("tcpdump", "-nntt", "--nano", "-r", ethernet.toString()));
        lines.addAll(ran("tcpdump", "-nntt", "--nano", "-r", raw.toString()));
        Collections.sort(lines);

        assertThat(lines).hasSize(9);
        assertThat(millrace.run("read", mixed.toString(), "-nntt", "--nano")
                        .well()
                        .lines())
                .isEqualTo(lines);
        assertThat(millrace.run("read", "--merge", raw.toString(), ethernet.toString(), "-nntt", "--nano")
                        .well()
                        .lines())
                .isEqualTo(lines);
        assertThat(millrace.run("read", mixed.toString(), "--count", "udp")
                        .well()
                        .lines())
                .containsExactly("2 packets");
    }

    @ParameterizedTest
    @ValueSource(strings = {"convert", "lz4 -qf -BD", "lz4 -qf -l"})
    void shouldReadThemCompressedInAnyWay(String program) throws Exception {
        Path made = folder.resolve("made.pcapng.zst");
        List<String> words = new ArrayList<>(List.of(program.split(" ")));
        words.addAll(List.of(mixed.toString(), made.toString()));
        if (program.equals("convert")) {
            millrace.run(words.toArray(String[]::new)).well();
        } else { // what it is its beginning tells, and not its name
            ran(words.toArray(String[]::new));
        }

        List<String> plain =
                millrace.run("read", mixed.toString(), "-nntt", "--nano").well().lines();
        Path ledger = folder.resolve("ledger");
        assertThat(millrace.run("read", made.toString(), "-nntt", "--nano", "--ledger", ledger.toString())
                        .well()
                        .lines())
                .hasSize(9)
                .isEqualTo(plain);
        assertThat(Accounts.of(Files.readString(ledger)).count("handled")).isEqualTo(9);
    }

    @Test
    void shouldWriteAnInterfaceForEachToPcapng() throws Exception {
        Path written = folder.resolve("written.pcapng");
        assertThat(millrace.run("read", mixed.toString(), "-w", written.toString(), "ip")
                        .well()
                        .err())
                .contains("8 packets written");
        assertThat(dissected(written, "-Y", "ip"))
                .isEqualTo(dissected(mixed, "-Y", "ip"))
                .isNotEmpty();
        assertThat(ran("capinfos", "-E", "-I", written.toString()))
                .anyMatch(line -> line.contains("Ethernet"))
                .anyMatch(line -> line.contains("Raw IP"));
    }

    @Test
    void shouldCountThePacketsOfEachInterface() throws Exception {
        Path written = folder.resolve("written.pcapng");
        millrace.run("read", mixed.toString(), "-w", written.toString()).well();
        assertThat(delivered(written)).containsExactly(5L, 4L);
        List<String> told = ran("capinfos", "-I", written.toString());
        assertThat(told.stream().filter(line -> line.contains("Number of stat entries = 1")))
                .hasSize(2);
        assertThat(told.stream()
                        .filter(line -> line.contains("Number of packets = "))
                        .map(String::strip))
                .containsExactly("Number of packets = 5", "Number of packets = 4");

        // the numbers in a file are those of its own interfaces: here Ethernet's packets are only in the files before
        millrace.run(
                        "read",
                        mixed.toString(),
                        "-w",
                        folder.resolve("part.pcapng").toString(),
                        "--file-packets",
                        "8")
                .well();
        assertThat(delivered(folder.resolve("part.pcapng"))).isEmpty();
        Path last = folder.resolve("part.pcapng1");
        assertThat(delivered(last)).containsExactly(4L);
        assertThat(ran("capinfos", "-I", last.toString()))
                .anyMatch(line -> line.contains("Raw IP"))
                .noneMatch(line -> line.contains("Encapsulation = Ethernet"));
    }

    /** What the statistics say, in the order of the interfaces' numbers. */
    private static List<Long> delivered(Path file) {
        List<Long> counts = new ArrayList<>();
        try (SavefileReader reader = SavefileReader.open(file)) {
            reader.onBlock(block -> {
                if (block.type() == BlockType.INTERFACE_STATISTICS) {
                    InterfaceStatistics statistics = InterfaceStatistics.of(block);
                    assertThat(statistics.interfaceId()).isEqualTo(counts.size());
                    counts.add(statistics.delivered().orElseThrow());
                }
            });
            while (reader.next()) {
                assertThat(counts).isEmpty();
            }
        }
        return counts;
    }

    private List<String> dissected(Path file, String... further) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("tshark", "-n", "-r", file.toString(), "-T", "fields"));
        for (String field :
                List.of("frame.time_epoch", "frame.encap_type", "frame.len", "ip.checksum", "udp.payload")) {
            words.addAll(List.of("-e", field));
        }
        words.addAll(List.of(further));
        return ran(words.toArray(String[]::new));
    }

    @Test
    void shouldKeepSecretsInEachFileAndTellThatTheyAreThere() throws Exception {
        Path log = Files.writeString(folder.resolve("log"), "CLIENT_RANDOM 00 11\n");
        Path with = folder.resolve("with.pcapng");
        ran("editcap", "--inject-secrets", "tls," + log, mixed.toString(), with.toString());
        String written = folder.resolve("written").toString();
        millrace.run("read", with.toString(), "-w", written, "--file-packets", "5", "-W", "2")
                .well();
        for (String file : List.of(with.toString(), written + "0", written + "1")) {
            assertThat(Typed.command("info", file).out()).containsPattern("secrets +1 blocks");
            assertThat(secrets(file)).containsExactly(Files.readString(log));
        }
    }

    private static List<String> secrets(String file) {
        List<String> found = new ArrayList<>();
        try (SavefileReader reader = SavefileReader.named(file)) {
            reader.onBlock(block -> {
                if (block.type() == BlockType.DECRYPTION_SECRETS) {
                    found.add(new String(DecryptionSecrets.of(block).secrets(), StandardCharsets.UTF_8));
                }
            });
            assertThat(reader.next()).as("packets behind the secrets").isTrue();
        }
        return found;
    }

    @Test
    void shouldSayThatPcapHasNoRoomForThem() throws Exception {
        Path written = folder.resolve("written.pcap");
        Ended ended = millrace.run("read", mixed.toString(), "--quiet", "--format", "pcap", "-w", written.toString());
        assertThat(ended.complaint(1))
                .endsWith(
                        "written.pcap: a packet is of link type RAW, and those before of EN10MB (expected: one link type in"
                                + " a pcap file; --format pcapng has room for several)");
        assertThat(millrace.run("read", mixed.toString(), "--format", "pcap", "-w", written.toString(), "arp")
                        .well()
                        .err())
                .contains("warning: the filter matches no packet of link type RAW: ")
                .contains("1 packets written");
    }
}
