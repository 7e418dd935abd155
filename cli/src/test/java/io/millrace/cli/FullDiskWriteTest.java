package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code -w} to a real disk that fills up: what is there can be read, it is told once, and the ledger says how much is not
 * there.
 */
@Timeout(120)
class FullDiskWriteTest {
    private static final int PACKETS = 6_000;
    private static final int PACKET_BYTES = 1_000;

    @RegisterExtension
    final LiveCommand millrace = new LiveCommand();

    @TempDir
    private Path folder;

    @BeforeAll
    static void requireMounts() throws Exception {
        int refused = new ProcessBuilder("unshare", "-rm", "true").start().waitFor();
        assertThat(refused == 0 || !"true".equals(System.getenv("CI")))
                .as("CI=true, and this system gives no mount namespace: full disks would go untested")
                .isTrue();
        assumeThat(refused).as("a mount namespace").isZero();
    }

    /** Packets of bytes that no compression makes smaller. */
    private Path trace() throws Exception {
        ByteBuffer bytes = ByteBuffer.allocate(24 + (PACKETS * (16 + PACKET_BYTES)))
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0xa1b2c3d4)
                .putShort((short) 2)
                .putShort((short) 4)
                .putLong(0)
                .putInt(65_535)
                .putInt(1);
        Random random = new Random(7);
        byte[] packet = new byte[PACKET_BYTES];
        for (int i = 0; i < PACKETS; i++) {
            random.nextBytes(packet);
            bytes.putInt(1_700_000_000 + i).putInt(0).putInt(PACKET_BYTES).putInt(PACKET_BYTES);
            bytes.put(packet);
        }
        return Files.write(folder.resolve("trace.pcap"), bytes.array());
    }

    /** Runs the command with a disk of 2 MiB at {@code disk}, and brings what is on it then to {@code there}. */
    private Ended onSmallDisk(String words) throws Exception {
        Files.createDirectories(folder.resolve("disk"));
        Files.createDirectories(folder.resolve("there"));
        String script = "cd " + folder + "; mount -t tmpfs -o size=2m none disk || exit; \"$@\"; status=$?;"
                + " cp disk/* there; exit $status";
        return millrace.start(new Launch(List.of(words.split(" ", -1)))
                        .by(List.of("unshare", "-rm", "sh", "-c", script, "sh")))
                .end();
    }

    /**
     * How many packets can be read, by the command, which reads what is compressed as people do; of those only the end is
     * cut.
     */
    private int packets(Path file) throws Exception {
        Ended info = millrace.run("info", "--json", file.toString());
        assertThat(info.status()).as(info.out()).isEqualTo(file.toString().matches(".*\\.(gz|zst)\\.part") ? 1 : 0);
        Matcher packets = Pattern.compile("\"packets\":(\\d+)").matcher(info.out());
        assertThat(packets.find()).isTrue();
        return Integer.parseInt(packets.group(1));
    }

    @ParameterizedTest
    @CsvSource({
        "out.pcapng, ''",
        "out.pcap, --format pcap",
        "out.pcapng.gz, ''",
        "out.pcapng.zst, ''",
        "out.pcapng, --sync write"
    })
    void shouldKeepWhatFitsAndSayHowMuchDoesNot(String name, String options) throws Exception {
        Path out = folder.resolve("disk").resolve(name);
        Ended ended = onSmallDisk(("read " + trace() + " -w " + out + " --ledger - " + options).strip());

        assertThat(ended.status()).as(ended.err()).isEqualTo(1);
        assertThat(ended.err().lines().filter(line -> line.contains("No space left")))
                .singleElement()
                .asString()
                .contains(out + ".part: cannot be written: No space left on device");
        Accounts ledger = ended.ledger();
        int there = packets(folder.resolve("there").resolve(name + ".part"));
        assertThat(there).as(ended.err()).isBetween(1_500, 2_100);
        assertThat(ledger.count("unwritten")).as(ledger::toString).isPositive();
        assertThat(ledger.count("handled")).as(ledger::toString).isEqualTo(there + ledger.count("unwritten"));
        assertThat(ended.err())
                .containsPattern(String.format(Locale.ROOT, "(?m)^ +not written +%,d", ledger.count("unwritten")));
    }

    @Test
    void shouldKeepTheFilesBefore() throws Exception {
        Path out = folder.resolve("disk/out");
        Ended ended = onSmallDisk("read " + trace() + " -w " + out + " --file-packets 500 --ledger -");

        assertThat(ended.status()).isEqualTo(1);
        Accounts ledger = ended.ledger();
        List<Path> files;
        try (Stream<Path> there = Files.list(folder.resolve("there"))) {
            files = there.toList();
        }
        assertThat(files).hasSizeBetween(4, 5);
        int there = 0;
        for (Path file : files) {
            there += packets(file);
        }
        assertThat(ledger.count("handled")).as(ledger::toString).isEqualTo(there + ledger.count("unwritten"));
    }

    @Test
    void shouldCountWhatComesAfterTheLastFile() throws Exception {
        Path out = folder.resolve("out");
        Ended ended = millrace.run(
                        "read", trace().toString(), "-w", out.toString(), "-G", "1000", "-W", "2", "--ledger", "-")
                .well();
        Accounts ledger = ended.ledger();
        assertThat(ended.err()).contains("2000 packets written to ");
        assertThat(ledger.count("handled")).isEqualTo(2_000 + ledger.count("unwritten"));
        assertThat(ledger.count("unwritten")).isPositive();
    }
}
