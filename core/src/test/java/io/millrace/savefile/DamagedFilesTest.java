package io.millrace.savefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.Allocations;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that are cut, or in which bytes were changed: every packet before the damage, then one clear error. */
@Timeout(120)
class DamagedFilesTest {
    @TempDir
    private Path folder;

    private static byte[] pcap() {
        return new MadePcap(ByteOrder.LITTLE_ENDIAN, MadePcap.MICROS).packets(8).bytes();
    }

    private static byte[] pcapng() {
        MadePcapng made = new MadePcapng(ByteOrder.BIG_ENDIAN)
                .section(4, "an application")
                .description(1, 0, 9, (byte) 6);
        for (int i = 0; i < 4; i++) {
            made.packet(0, i, MadePcap.some(i * 5), i * 5, 1, "comment").simple(MadePcap.some(i), i);
            made.statistics(0, i, 5, 17L).block(0x0bad, made.buffer().putInt(32_473));
        }
        return made.bytes();
    }

    /** Packets of two interfaces, some behind another of the same. */
    private static byte[] packets() {
        MadePcapng made = new MadePcapng(ByteOrder.LITTLE_ENDIAN)
                .section(-1, "an application")
                .description(1, 0, 9, (byte) 6)
                .description(1, 0, 9, (byte) 6);
        for (int i = 0; i < 8; i++) {
            made.packet(i / 2 % 2, i, MadePcap.some(i * 3), i * 3, 1, "comment");
        }
        return made.bytes();
    }

    static Stream<byte[]> files() {
        return Stream.of(pcap(), pcapng(), packets());
    }

    /** What can be read, one by one of a file and in bursts of a stream alike; the failures are the same too. */
    private List<Seen> read(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("damaged"), bytes);
        List<String> failures = new ArrayList<>();
        List<Seen> ofFile = List.of();
        try (SavefileReader reader = SavefileReader.open(file)) {
            reader.onBlock(block -> assertThat(block.bodyBytes()).isLessThan(bytes.length));
            ofFile = Seen.beforeDamage(reader);
            failures.add(failure(reader));
        } catch (SavefileException e) {
            failures.add(e.getMessage());
        }
        List<Seen> ofStream = List.of();
        try (SavefileReader reader = SavefileReader.of(new ByteArrayInputStream(bytes), file.toString())) {
            reader.onBlock(block -> {});
            ofStream = Seen.inBursts(reader);
            failures.add(failure(reader));
        } catch (SavefileException e) {
            failures.add(e.getMessage());
        }
        assertThat(ofFile).isEqualTo(ofStream);
        assertThat(failures.getFirst()).isEqualTo(failures.getLast());
        return ofFile;
    }

    /** The failure that each further step is. */
    private static String failure(SavefileReader reader) {
        try {
            return String.valueOf(reader.next());
        } catch (SavefileException e) {
            assertThat(e.offset()).isNotNegative();
            return e.getMessage();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void shouldGiveEveryPacketBeforeACut(byte[] whole) throws Exception {
        List<Seen> all = read(whole);
        assertThat(all).hasSize(8);
        for (int length = 0; length < whole.length; length++) {
            List<Seen> seen = read(Arrays.copyOf(whole, length));
            assertThat(seen).isEqualTo(all.subList(0, seen.size()));
            List<Seen> byLibpcap = Seen.byLibpcap(folder.resolve("damaged"));
            assertThat(seen.size()).as("cut to %d", length).isEqualTo(byLibpcap.size());
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void shouldSurviveAnyByteChanged(byte[] whole) throws Exception {
        List<Seen> all = read(whole);
        NavigableMap<Long, Integer> packetsBy = packetsBy(whole);
        for (int at = 0; at < whole.length; at++) {
            for (int value : new int[] {0, 1, 0x7f, 0x80, 0xff, ~whole[at]}) {
                byte[] damaged = whole.clone();
                damaged[at] = (byte) value;
                List<Seen> seen = read(damaged);
                int sound = (int) IntStream.range(0, Math.min(seen.size(), all.size()))
                        .takeWhile(i -> seen.get(i).equals(all.get(i)))
                        .count();
                assertThat(sound)
                        .as("byte %d is %d", at, value)
                        .isGreaterThanOrEqualTo(packetsBy.floorEntry((long) at).getValue());
            }
        }
    }

    /** How many packets lie before a byte. */
    private NavigableMap<Long, Integer> packetsBy(byte[] whole) throws IOException {
        NavigableMap<Long, Integer> packets = new TreeMap<>();
        packets.put(0L, 0);
        try (SavefileReader reader = SavefileReader.open(Files.write(folder.resolve("whole"), whole))) {
            while (reader.next()) {
                packets.put(reader.readBytes(), packets.lastEntry().getValue() + 1);
            }
        }
        return packets;
    }

    @Test
    void shouldTellWhereAndWhatIsWrong() throws Exception {
        byte[] whole = pcap();
        Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, whole.length - 3));
        byte[] lie = whole.clone();
        lie[24 + 8 + 3] = (byte) 0x7f;
        Path lying = Files.write(folder.resolve("lying"), lie);

        try (SavefileReader reader = SavefileReader.open(cut)) {
            assertThat(Seen.beforeDamage(reader)).hasSize(7);
            assertThatThrownBy(reader::next)
                    .isInstanceOf(SavefileException.class)
                    .hasMessage(cut + ": at byte " + (whole.length - 23)
                            + ": the file is truncated: the packet needs 23 bytes, of which 20 are there");
        }
        try (SavefileReader reader = SavefileReader.open(lying)) {
            assertThatThrownBy(reader::next)
                    .hasMessage(
                            lying + ": at byte 24: the packet claims to have 2130706432 captured bytes (expected: at"
                                    + " most 134217728)");
        }
    }

    @Test
    void shouldNotAllocateWhatALengthClaims() throws Exception {
        byte[] packet = new MadePcap(ByteOrder.LITTLE_ENDIAN, MadePcap.MICROS)
                .packet(1, 1, 100 << 20, 100 << 20, MadePcap.some(50))
                .bytes();
        byte[] blocks = new MadePcapng(ByteOrder.LITTLE_ENDIAN)
                .section()
                .description(1, 0)
                .bytes();
        for (byte[] bytes : List.of(packet, blocks)) {
            Path file = Files.write(folder.resolve("file"), bytes);
            long before = Allocations.ofThisThread();
            try (SavefileReader reader = SavefileReader.open(file)) {
                reader.onBlock(block -> {});
                Seen.beforeDamage(reader);
            }
            assertThat(Allocations.ofThisThread() - before).isLessThan(4 << 20);
        }
    }

    @Test
    void shouldSayWhatIsNoSavefile() throws Exception {
        Path text = Files.writeString(folder.resolve("text"), "these are words");
        Path empty = Files.createFile(folder.resolve("empty"));
        Path zstd = Files.write(folder.resolve("zstd"), new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, 0, 0, 0});

        assertThatThrownBy(() -> SavefileReader.open(text))
                .hasMessage(text + ": it is no savefile: it begins with 74 68 65 73 (expected: pcap or pcapng, plain or"
                        + " compressed with gzip, lz4)");
        assertThatThrownBy(() -> SavefileReader.open(empty))
                .hasMessage(empty + ": it is empty (expected: a pcap or pcapng savefile)");
        assertThatThrownBy(() -> SavefileReader.open(zstd)).hasMessageContaining("it is compressed with zstd");
        assertThatThrownBy(() -> SavefileReader.open(folder)).hasMessageContaining("is a directory");
        assertThatThrownBy(() -> SavefileReader.open(folder.resolve("absent")))
                .hasMessage(folder.resolve("absent") + ": No such file or directory");
    }
}
