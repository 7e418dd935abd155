package io.millrace.savefile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** pcapng files in all their variants; libpcap and tshark are asked what is in them. */
class PcapngReaderTest {
    private static final long MICROS = 1_700_000_000_123_456L;

    @TempDir
    private Path folder;

    private Path file(MadePcapng made) throws IOException {
        return Files.write(folder.resolve("made.pcapng"), made.bytes());
    }

    private static ByteOrder order(String name) {
        return name.equals("BIG_ENDIAN") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    @ParameterizedTest
    @ValueSource(strings = {"LITTLE_ENDIAN", "BIG_ENDIAN"})
    void shouldReadEveryKindOfBlockAsLibpcapDoes(String order) throws Exception {
        MadePcapng made =
                new MadePcapng(order(order)).section(4, "an application").description(1, 100, 2, "eth7");
        for (int i = 0; i < 100; i++) {
            made.packet(0, MICROS + i, MadePcap.some(i), i + 9, 1, "packet " + i)
                    .obsolete(0, 3, MICROS + i, MadePcap.some(i), i)
                    .simple(MadePcap.some(i), i)
                    .simple(MadePcap.some(100), 200)
                    .statistics(0, MICROS, 5, 17L)
                    .block(4, made.buffer().putInt(0)) // names
                    .block(0x0a, made.buffer().putInt(0x544c534b).putInt(3).put(new byte[] {1, 2, 3})) // secrets
                    .block(0x0bad, made.buffer().putInt(32_473).putInt(1)) // custom
                    .block(0x7fff_1234, made.buffer());
        }
        Path file = file(made);

        assertThat(Seen.all(file)).hasSize(400).isEqualTo(Seen.byLibpcap(file));
    }

    @Test
    void shouldReadSectionsOfEitherByteOrderWithInterfacesOfTheirOwn() throws Exception {
        Path file = file(new MadePcapng(ByteOrder.BIG_ENDIAN)
                .sectionOf(ByteOrder.BIG_ENDIAN, 4, 3, "one system") // a section's length may be wrong
                .description(1, 0)
                .description(101, 0, 9, (byte) 9)
                .packet(1, 7, MadePcap.some(10), 10)
                .packet(0, 7, MadePcap.some(11), 11)
                .sectionOf(ByteOrder.LITTLE_ENDIAN, -1, 3, "another")
                .description(113, 0, 9, (byte) 3)
                .packet(0, 7, MadePcap.some(12), 12));

        List<String> seen = new ArrayList<>();
        try (SavefileReader reader = SavefileReader.open(file)) {
            while (reader.next()) {
                seen.add(reader.section().options().text(OptionCode.SHB_OS).orElseThrow() + " "
                        + reader.packetInterface().linktype() + " " + reader.interfaceId() + " "
                        + reader.timestampNanos() + " " + reader.caplen());
            }
        }

        assertThat(seen).containsExactly("one system 101 1 7 10", "one system 1 0 7000 11", "another 113 0 7000000 12");
        assertThat(Tshark.fields(file, "frame.number", "frame.time_epoch", "frame.len"))
                .containsExactly("1 0.000000007 10", "2 0.000007000 11", "3 0.007000000 12");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1700000000", "3, 1700000000123", "6, 1700000000123456", "9, 1700000000123456789",
        "10, 17000000001234567891", "128, 1700000000", "138, 1740800000126", "148, 1782579200129453",
        "158, 1825361100800132559"
    })
    void shouldReadTimestampsOfAnyResolutionAsLibpcapDoes(int resolution, String units) throws Exception {
        Path file = file(new MadePcapng(ByteOrder.LITTLE_ENDIAN)
                .section()
                .description(1, 0, 9, (byte) resolution)
                .packet(0, Long.parseUnsignedLong(units), MadePcap.some(3), 3));

        assertThat(Seen.all(file)).hasSize(1).isEqualTo(Seen.byLibpcap(file));
        assertThat(Seen.all(file).getFirst().nanos() / 1_000_000_000).isEqualTo(1_700_000_000L);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1_000_000_000L, -5})
    void shouldAddTheOffsetOfAnInterface(long seconds) throws Exception {
        Path file = file(new MadePcapng(ByteOrder.BIG_ENDIAN)
                .section()
                .description(1, 0, 14, seconds)
                .packet(0, 10_000_001, MadePcap.some(3), 3));

        assertThat(Seen.all(file)).isEqualTo(Seen.byLibpcap(file));
        assertThat(Seen.all(file).getFirst().nanos()).isEqualTo(10_000_001_000L + (seconds * 1_000_000_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"LITTLE_ENDIAN", "BIG_ENDIAN"})
    void shouldTellAllOptions(String order) throws Exception {
        Path file = file(new MadePcapng(order(order))
                .section(1, "first", 2, "a machine", 3, "a system", 4, "an application", 1, "second")
                .description(1, 96, 2, "eth7", 3, "seven", 8, 1_000_000_000L, 13, (byte) 4, 2988, "custom")
                .packet(0, 1, MadePcap.some(5), 5, 2, 0x21, 4, 12L, 3, new byte[] {2, 9, 9, 9, 9}, 1, "seen")
                .statistics(0, 1, 2, 1L << 33, 4, 100L, 5, 7L, 6, 90L, 7, 3L, 8, 80L));
        List<InterfaceStatistics> statistics = new ArrayList<>();
        try (SavefileReader reader = SavefileReader.open(file)) {
            reader.onBlock(block -> {
                if (block.type() == BlockType.INTERFACE_STATISTICS) {
                    statistics.add(InterfaceStatistics.of(block));
                }
            });
            assertThat(reader.next()).isTrue();
            assertThat(reader.section().options().comments()).containsExactly("first", "second");
            assertThat(reader.section().options().text(OptionCode.SHB_HARDWARE)).hasValue("a machine");
            InterfaceDescription description = reader.packetInterface();
            assertThat(description.options().text(OptionCode.IF_NAME)).hasValue("eth7");
            assertThat(description.options().number(OptionCode.IF_SPEED)).hasValue(1_000_000_000L);
            assertThat(description.fcsBytes()).hasValue(4);
            Options options = reader.options();
            assertThat(options.number(OptionCode.EPB_FLAGS)).hasValue(0x21);
            assertThat(options.number(OptionCode.EPB_DROPCOUNT)).hasValue(12);
            assertThat(options.first(OptionCode.EPB_HASH).orElseThrow().value()).containsExactly(2, 9, 9, 9, 9);
            assertThat(options.comments()).containsExactly("seen");
            assertThat(options.number(99)).isEmpty();
            assertThat(reader.next()).isFalse();
        }
        assertThat(statistics).hasSize(1);
        InterfaceStatistics counted = statistics.getFirst();
        assertThat(counted.received()).hasValue(100);
        assertThat(counted.interfaceDropped()).hasValue(7);
        assertThat(counted.accepted()).hasValue(90);
        assertThat(counted.systemDropped()).hasValue(3);
        assertThat(counted.delivered()).hasValue(80);
    }

    @Test
    void shouldGiveEveryBlockThatIsNoPacketAsItStands() throws Exception {
        MadePcapng made = new MadePcapng(ByteOrder.BIG_ENDIAN).section().description(1, 0);
        Path file = file(made.packet(0, 1, MadePcap.some(5), 5)
                .block(0x0bad, made.buffer().putInt(32_473).putInt(42))
                .block(77, made.buffer())
                .sectionOf(ByteOrder.LITTLE_ENDIAN, -1)
                .description(1, 0));
        List<Block> blocks = new ArrayList<>();
        try (SavefileReader reader = SavefileReader.open(file)) {
            reader.onBlock(blocks::add);
            Seen.all(reader);
        }

        assertThat(blocks).extracting(Block::type).containsExactly(1, 0x0bad, 77, 0x0a0d0d0a, 1);
        assertThat(blocks.get(1).body()).containsExactly(0, 0, 0x7e, 0xd9, 0, 0, 0, 42);
        assertThat(blocks.get(1).order()).isEqualTo(ByteOrder.BIG_ENDIAN);
        assertThat(blocks.get(1).offset()).isEqualTo(28 + 20 + 40);
        assertThat(blocks.get(2).bodyBytes()).isZero();
    }

    @Test
    void shouldSkipBlocksOfGigabytes() throws Exception {
        Path file = file(new MadePcapng(ByteOrder.LITTLE_ENDIAN)
                .section()
                .description(1, 0)
                .packet(0, 1, MadePcap.some(5), 5));
        byte[] packet = new MadePcapng(ByteOrder.LITTLE_ENDIAN)
                .packet(0, 2, MadePcap.some(6), 6)
                .bytes();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            long at = channel.size();
            for (int i = 0; i < 2; i++) { // 6 GiB together, none of them on the disk
                ByteBuffer head = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
                channel.write(head.putInt(0x7777).putInt(3 << 30).flip(), at);
                at += Integer.toUnsignedLong(3 << 30);
            }
            channel.write(ByteBuffer.wrap(packet), at);
        }

        try (SavefileReader reader = SavefileReader.open(file)) {
            assertThat(reader.next()).isTrue();
            assertThat(reader.next()).isTrue();
            assertThat(reader.timestampNanos()).isEqualTo(2_000);
            assertThat(reader.position()).isEqualTo(28 + 20 + 40 + (6L << 30));
            assertThat(reader.readBytes()).isEqualTo(Files.size(file));
        }
    }

    @Test
    void shouldHaveNoPacketsWhereNoInterfaceIsDescribed() throws Exception {
        try (SavefileReader reader = SavefileReader.open(file(new MadePcapng(ByteOrder.LITTLE_ENDIAN).section()))) {
            assertThat(reader.findInterface()).isFalse();
            assertThat(reader.next()).isFalse();
        }
    }
}
