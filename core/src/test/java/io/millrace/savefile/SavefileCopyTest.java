package io.millrace.savefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.savefile.SavefileCopy.Terms;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is copied stays what it was, and what cannot be kept is told. */
class SavefileCopyTest {
    private static final byte[] FRAME = MadePcap.some(61);

    @TempDir
    private Path folder;

    private Path in(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private SavefileCopy copy(SavefileFormat format, Terms terms, Path out, Path... files) {
        SavefileCopy copy = SavefileCopy.to(format, terms);
        List<String> names = List.of(files).stream().map(Path::toString).toList();
        copy.begin(SavefileTarget.file(out));
        try (copy;
                SavefileSeries series = terms.joined()
                        ? SavefileSeries.byTime(names, copy::attach)
                        : SavefileSeries.inTurn(names, copy::attach)) {
            while (series.next()) {
                copy.packet(series.reader());
            }
        }
        return copy;
    }

    private static List<Integer> blockTypes(Path file) {
        List<Integer> types = new ArrayList<>();
        try (SavefileReader reader = SavefileReader.open(file)) {
            reader.onBlock(block -> types.add(block.type()));
            while (reader.next()) {
                types.add(0);
            }
        }
        return types;
    }

    /** Everything that a pcapng file can hold. */
    private static MadePcapng rich(ByteOrder order) {
        MadePcapng made = new MadePcapng(order)
                .section(1, "a comment", 2, "hardware", 4, "an application")
                .description(1, 96, 2, "eth0", 9, (byte) 9, 8, 1_000_000_000L, 11, "\0udp")
                .description(101, 0, 2, "tun0", 9, (byte) 0x8a, 14, 5L, 1, "half seconds and less");
        made.block(
                4,
                made.buffer()
                        .putShort((short) 1)
                        .putShort((short) 9)
                        .put(new byte[] {10, 0, 0, 1})
                        .put("name".getBytes(StandardCharsets.UTF_8))
                        .put(new byte[4])
                        .putInt(0));
        made.block(
                0x0a,
                made.buffer()
                        .putInt(0x544c534b)
                        .putInt(6)
                        .put("secret".getBytes(StandardCharsets.UTF_8))
                        .putShort((short) 0));
        return made.packet(0, 1_700_000_000_123_456_789L, FRAME, 100, 1, "first", 2, 0x11, 4, 7L, 3, new byte[] {
                    2, 1, 2, 3, 4
                })
                .packet(1, (1_700_000_000L << 10) | 513, FRAME, 61)
                .obsolete(0, 3, 1_700_000_001_000_000_000L, FRAME, 61)
                .simple(FRAME, 61)
                .statistics(0, 1_700_000_002_000_000_000L, 4, 12L, 5, 1L)
                .packet(1, (1_700_000_003L << 10), FRAME, 70);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldKeepAFileToTheByteWhateverItsOrder(boolean big) throws Exception {
        ByteOrder order = big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        byte[] bytes = rich(order).bytes();
        Path out = folder.resolve("out");

        SavefileCopy copy = copy(SavefileFormat.PCAPNG, Terms.ALL, out, in("in", bytes));

        assertThat(Files.readAllBytes(out)).isEqualTo(bytes);
        assertThat(copy.packets()).isEqualTo(5);
        assertThat(copy.blocksLeftOut()).isZero();
    }

    @Test
    void shouldKeepWhatIsToldWhereTheByteOrderChangesWithinASeries() throws Exception {
        Path little = in("little", rich(ByteOrder.LITTLE_ENDIAN).bytes());
        Path big = in(
                "big",
                rich(ByteOrder.BIG_ENDIAN)
                        .block(
                                0x0bad,
                                new MadePcapng(ByteOrder.BIG_ENDIAN)
                                        .buffer()
                                        .putInt(7)
                                        .putInt(8))
                        .bytes());
        Path out = folder.resolve("out");

        SavefileCopy copy = copy(SavefileFormat.PCAPNG, Terms.ALL, out, little, big);

        assertThat(copy.blocksLeftOut()).as("the custom block").isEqualTo(1);
        assertThat(Seen.all(out)).hasSize(10);
        String[] fields = {
            "frame.time_epoch",
            "frame.cap_len",
            "frame.len",
            "frame.interface_name",
            "frame.encap_type",
            "frame.comment"
        };
        List<String> there = new ArrayList<>(Tshark.fields(little, fields));
        Tshark.fields(big, fields).stream()
                .limit(5) // tshark takes the custom block for a packet
                .map(line ->
                        line.startsWith(" ") ? "0.000000000" + line : line) // a simple packet's time, in another order
                .forEach(there::add);
        assertThat(Tshark.fields(out, fields)).isEqualTo(there);
        try (SavefileReader reader = SavefileReader.open(out)) {
            List<Block> blocks = new ArrayList<>();
            reader.onBlock(blocks::add);
            while (reader.next()) {
                assertThat(reader.interfaces()).hasSize(2);
            }
            assertThat(blocks.stream()
                            .filter(block -> block.type() == 5)
                            .map(block ->
                                    InterfaceStatistics.of(block).received().orElse(0)))
                    .containsExactly(12L, 12L);
            List<byte[]> secrets = blocks.stream()
                    .filter(block -> block.type() == 0x0a)
                    .map(Block::body)
                    .toList();
            assertThat(secrets.get(0)).isEqualTo(secrets.get(1));
            List<byte[]> resolved = blocks.stream()
                    .filter(block -> block.type() == 4)
                    .map(Block::body)
                    .toList();
            assertThat(resolved.get(0)).isEqualTo(resolved.get(1));
        }
    }

    @Test
    void shouldJoinFilesOfManyInterfacesIntoOneSection() throws Exception {
        Path one = in("one", rich(ByteOrder.LITTLE_ENDIAN).bytes());
        Path two = in("two", rich(ByteOrder.BIG_ENDIAN).bytes());
        Path three = in(
                "three",
                new MadePcap(ByteOrder.BIG_ENDIAN, MadePcap.MICROS).packets(5).bytes());
        Path four = in(
                "four",
                new MadePcap(ByteOrder.LITTLE_ENDIAN, MadePcap.MICROS)
                        .packets(5)
                        .bytes());
        Path out = folder.resolve("out");

        copy(
                SavefileFormat.PCAPNG,
                new Terms(Integer.MAX_VALUE, null, true, Options.NONE, 0, false),
                out,
                one,
                two,
                three,
                four);

        List<Integer> types = blockTypes(out);
        assertThat(types).filteredOn(type -> type == BlockType.SECTION_HEADER).isEmpty();
        assertThat(types).filteredOn(type -> type == 0).hasSize(20);
        try (SavefileReader reader = SavefileReader.open(out)) {
            while (reader.next()) {
                assertThat(reader.interfaceId()).isLessThan(5);
            }
            assertThat(reader.section().options().comments()).containsExactly("a comment");
            assertThat(reader.interfaces())
                    .as("pcap files are alike, but for numbers in another order")
                    .hasSizeBetween(3, 5);
        }
        assertThat(Tshark.fields(out, "frame.interface_name").stream().filter("tun0"::equals))
                .hasSize(4);
    }

    @Test
    void shouldCutPacketsAndWhatIsToldOfThem() throws Exception {
        Path out = folder.resolve("out");
        copy(
                SavefileFormat.PCAPNG,
                new Terms(20, ChronoUnit.MICROS, false, Options.NONE, 0, false),
                out,
                in("in", rich(ByteOrder.LITTLE_ENDIAN).bytes()));

        try (SavefileReader reader = SavefileReader.open(out)) {
            assertThat(reader.next()).isTrue();
            assertThat(reader.caplen()).isEqualTo(20);
            assertThat(reader.len()).isEqualTo(100);
            assertThat(reader.timestampNanos()).isEqualTo(1_700_000_000_123_456_000L);
            assertThat(reader.options().comments()).containsExactly("first");
            assertThat(reader.options().first(OptionCode.EPB_HASH))
                    .as("of the whole packet")
                    .isEmpty();
            assertThat(reader.packetInterface().snaplen()).isEqualTo(20);
            assertThat(reader.packetInterface().options().number(OptionCode.IF_SPEED))
                    .hasValue(1_000_000_000L);
            assertThat(reader.next()).isTrue();
            assertThat(reader.timestampNanos()).as("5 s behind, and 513/1024").isEqualTo(1_700_000_005_500_976_000L);
        }
    }

    @Test
    void shouldWriteWhatTcpdumpReadsWhateverIsConvertedToWhat() throws Exception {
        byte[] pcap = new MadePcap(ByteOrder.BIG_ENDIAN, MadePcap.NANOS, 2, 4, 262_144, 1)
                .packets(50)
                .bytes();
        Path in = in("in.pcap", pcap);
        Path ng = folder.resolve("ng");
        Path back = folder.resolve("back");
        copy(SavefileFormat.PCAPNG, Terms.ALL, ng, in);
        copy(SavefileFormat.PCAP, Terms.ALL, back, ng);

        assertThat(Seen.byLibpcap(ng)).hasSize(50).isEqualTo(Seen.byLibpcap(in));
        assertThat(Seen.byLibpcap(back)).isEqualTo(Seen.byLibpcap(in));
    }

    @Test
    void shouldTellWhatAPcapFileHasNoRoomFor() throws Exception {
        Path rich = in("rich", rich(ByteOrder.LITTLE_ENDIAN).bytes());
        Path out = folder.resolve("out");
        assertThatThrownBy(() -> copy(SavefileFormat.PCAP, Terms.ALL, out, rich))
                .isInstanceOf(SavefileException.class)
                .hasMessageContaining("RAW")
                .hasMessageContaining("one link type in a pcap file");
        assertThat(Seen.all(out)).as("what came before").hasSize(1);

        Path micros = in(
                "micros",
                new MadePcap(ByteOrder.LITTLE_ENDIAN, MadePcap.MICROS)
                        .packets(3)
                        .bytes());
        Path nanos = in(
                "nanos",
                new MadePcap(ByteOrder.LITTLE_ENDIAN, MadePcap.NANOS).packets(3).bytes());
        assertThat(copy(SavefileFormat.PCAP, Terms.ALL, out, micros, nanos).coarsenedTimes())
                .isEqualTo(3);
        Terms asked = new Terms(Integer.MAX_VALUE, ChronoUnit.NANOS, false, Options.NONE, 0, false);
        assertThat(copy(SavefileFormat.PCAP, asked, out, micros, nanos).coarsenedTimes())
                .isZero();
        assertThat(Seen.all(out).stream().map(Seen::nanos).skip(3))
                .isEqualTo(Seen.all(nanos).stream().map(Seen::nanos).toList());
    }

    @Test
    void shouldTellInEachFileWhatWasToldInTheFirst() throws Exception {
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        SavefileCopy copy = SavefileCopy.to(SavefileFormat.PCAPNG, Terms.ALL);
        try (copy;
                SavefileReader reader =
                        SavefileReader.open(in("in", rich(ByteOrder.BIG_ENDIAN).bytes()))) {
            copy.attach(reader);
            copy.begin(SavefileTarget.file(first));
            assertThat(reader.next()).isTrue();
            copy.packet(reader);
            copy.end();
            copy.begin(SavefileTarget.file(second));
            while (reader.next()) {
                copy.packet(reader);
            }
        }
        assertThat(Seen.all(first)).hasSize(1);
        assertThat(Seen.all(second)).hasSize(4);
        try (SavefileReader reader = SavefileReader.open(second)) {
            assertThat(reader.section().options().comments()).containsExactly("a comment");
            assertThat(reader.next()).isTrue();
            assertThat(reader.packetInterface().options().text(OptionCode.IF_NAME))
                    .hasValue("tun0");
        }
    }

    @Test
    void shouldNeitherReplaceADeviceNorALinkByAFile() throws Exception {
        Path in = in(
                "in",
                new MadePcap(ByteOrder.LITTLE_ENDIAN, MadePcap.MICROS)
                        .packets(3)
                        .bytes());
        Path real = folder.resolve("real");
        Files.writeString(real, "before");
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("real"));
        copy(SavefileFormat.PCAP, Terms.ALL, link, in);
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(Seen.all(real)).hasSize(3);

        Path device = Files.createSymbolicLink(folder.resolve("device"), Path.of("/dev/null"));
        copy(SavefileFormat.PCAP, Terms.ALL, device, in);
        assertThat(Files.isSymbolicLink(device)).isTrue();
        assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();

        assertThatThrownBy(() -> copy(SavefileFormat.PCAP, Terms.ALL, folder, in))
                .hasMessageContaining("is a directory");
    }

    @Test
    void shouldFailOfNothingButDamageWhateverIsInAFile() {
        Random random = new Random(11);
        Terms changed = new Terms(20, ChronoUnit.MICROS, true, Options.NONE, 0, false);
        int copied = 0;
        for (int i = 0; i < 3_000; i++) {
            byte[] bytes = rich(i % 2 == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN)
                    .bytes();
            for (int k = random.nextInt(4); k >= 0; k--) {
                bytes[28 + random.nextInt(bytes.length - 28)] = (byte) (random.nextBoolean() ? random.nextInt(256) : 0);
            }
            SavefileFormat format = i % 3 == 0 ? SavefileFormat.PCAP : SavefileFormat.PCAPNG;
            try (SavefileReader reader = SavefileReader.of(new ByteArrayInputStream(bytes), "made");
                    SavefileCopy copy = SavefileCopy.to(format, i % 5 < 2 ? Terms.ALL : changed)) {
                copy.begin(SavefileTarget.stream(OutputStream.nullOutputStream(), "nowhere"));
                copy.attach(reader);
                while (reader.next()) {
                    copy.packet(reader);
                    copied++;
                }
            } catch (SavefileException damage) {
                assertThat(damage.getMessage()).startsWith("made: ");
            }
        }
        assertThat(copied).isGreaterThan(3_000);
    }

    /** A simple packet has no time, and gets none; one that is late is written anew, with its options. */
    @Test
    void shouldMoveTimesThatRunBackwardAndLeaveAllElse() throws Exception {
        MadePcapng made = new MadePcapng(ByteOrder.BIG_ENDIAN)
                .section()
                .description(1, 65_535)
                .packet(0, 3_000_000, FRAME, 61)
                .simple(FRAME, FRAME.length)
                .packet(0, 1_000_000, FRAME, 61, OptionCode.COMMENT, "late")
                .packet(0, 3_000_000, FRAME, 61)
                .packet(0, 4_000_000, FRAME, 61);
        Path in = in("in", made.bytes());
        Path out = folder.resolve("out");
        Terms strict = new Terms(Integer.MAX_VALUE, null, false, Options.NONE, 0, true);
        try (SavefileCopy copy = SavefileCopy.to(SavefileFormat.PCAPNG, strict);
                SavefileReader reader = SavefileReader.open(in)) {
            copy.begin(SavefileTarget.file(out));
            copy.attach(reader);
            while (reader.next()) {
                copy.packet(reader);
            }
            assertThat(copy.movedTimes()).isEqualTo(1);
        }
        byte[] expected = made.bytes();
        List<Long> seconds = new ArrayList<>();
        try (SavefileReader reader = SavefileReader.open(out)) {
            while (reader.next()) {
                seconds.add(reader.hasTime() ? reader.timestampNanos() / 1_000_000_000 : null);
                assertThat(reader.options().comments()).hasSize(seconds.size() == 3 ? 1 : 0);
            }
        }
        assertThat(seconds).containsExactly(3L, null, 3L, 3L, 4L);
        assertThat(out).hasSize(expected.length);
    }
}
