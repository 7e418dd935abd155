package io.millrace.savefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.Allocations;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are written: read again by libpcap, by Wireshark's commands, and by the reader. */
class SavefileWriterTest {
    private static final long NANOS = 1_700_000_000_123_456_789L;

    @TempDir
    private Path folder;

    private Path out() {
        return folder.resolve("out");
    }

    private static InterfaceDescription ethernet(ChronoUnit unit) {
        return InterfaceDescription.of(1, 262_144, unit, Options.NONE.with(OptionCode.IF_NAME, "eth7"));
    }

    private static SavefileWriter writer(SavefileFormat format, SavefileTarget target, ChronoUnit unit) {
        if (format == SavefileFormat.PCAP) {
            return PcapWriter.open(target, ethernet(unit));
        }
        PcapngWriter writer = PcapngWriter.open(target, Section.of(Options.NONE));
        writer.describe(ethernet(unit));
        return writer;
    }

    private static List<Seen> write(SavefileWriter writer, int count, long precision) {
        List<Seen> given = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] bytes = MadePcap.some(i % 1_500);
            long nanos = NANOS + (i * 1_001L);
            writer.write(0, nanos, MemorySegment.ofArray(bytes), 0, bytes.length, bytes.length + 3);
            given.add(new Seen(
                    nanos - (nanos % precision),
                    bytes.length + 3,
                    HexFormat.of().formatHex(bytes)));
        }
        return given;
    }

    @ParameterizedTest
    @EnumSource(SavefileFormat.class)
    void shouldWriteWhatLibpcapReads(SavefileFormat format) throws Exception {
        for (ChronoUnit unit : List.of(ChronoUnit.MICROS, ChronoUnit.NANOS)) {
            List<Seen> given;
            try (SavefileWriter writer = writer(format, SavefileTarget.file(out()), unit)) {
                given = write(writer, 3_000, unit == ChronoUnit.NANOS ? 1 : 1_000);
                assertThat(writer.packets()).isEqualTo(3_000);
                assertThat(writer.format()).isEqualTo(format);
                assertThat(out()).doesNotExist();
            }
            assertThat(Seen.byLibpcap(out())).isEqualTo(given);
            assertThat(Seen.all(out())).isEqualTo(given);
            assertThat(folder).isDirectoryNotContaining("glob:**.part");
            Files.delete(out());
        }
    }

    @ParameterizedTest
    @EnumSource(SavefileFormat.class)
    void shouldTellTimesThatGoToAndFro(SavefileFormat format) throws Exception {
        long second = 1_000_000_000;
        long[] times = {0, 1, second - 1, second, 5 * second, 5 * second - 1, 2_147_483_647L * second + 7, 2, NANOS};
        byte[] bytes = MadePcap.some(60);
        try (SavefileWriter writer = writer(format, SavefileTarget.file(out()), ChronoUnit.NANOS)) {
            for (long nanos : times) {
                writer.write(0, nanos, MemorySegment.ofArray(bytes), 0, bytes.length, bytes.length);
            }
        }
        assertThat(Seen.byLibpcap(out()).stream().mapToLong(Seen::nanos).toArray())
                .containsExactly(times);
    }

    @ParameterizedTest
    @EnumSource(SavefileFormat.class)
    void shouldWriteNothingOfAPacketThatCannotBe(SavefileFormat format) throws Exception {
        MemorySegment bytes = MemorySegment.ofArray(MadePcap.some(60));
        try (SavefileWriter writer = writer(format, SavefileTarget.file(out()), ChronoUnit.NANOS)) {
            for (int caplen :
                    new int[] {-1, -16, -17, -28, -31, -35, -100, Integer.MIN_VALUE, 61, 1 << 20, Integer.MAX_VALUE}) {
                assertThatThrownBy(() -> writer.write(0, NANOS, bytes, 0, caplen, 60))
                        .isInstanceOfAny(IndexOutOfBoundsException.class, IllegalArgumentException.class);
            }
            writer.write(0, NANOS, bytes, 0, 60, 60);
            assertThat(writer.packets()).isEqualTo(1);
        }
        assertThat(Seen.byLibpcap(out())).hasSize(1);
    }

    @Test
    void shouldWriteTheSameBytesAsTcpdump() throws Exception {
        Path made = Files.write(
                folder.resolve("made"),
                new MadePcap(ByteOrder.nativeOrder(), MadePcap.NANOS)
                        .packets(200)
                        .bytes());
        Path byTcpdump = folder.resolve("tcpdump");
        Tshark.run("tcpdump", "-r", made.toString(), "-w", byTcpdump.toString(), "--nano");

        try (SavefileReader reader = SavefileReader.open(made);
                SavefileWriter writer = PcapWriter.open(SavefileTarget.file(out()), reader.packetInterface())) {
            while (reader.next()) {
                writer.write(
                        0, reader.timestampNanos(), reader.memory(), reader.offset(), reader.caplen(), reader.len());
            }
        }

        assertThat(out()).hasSameBinaryContentAs(byTcpdump);
    }

    @Test
    void shouldTellWiresharkAllThatIsKnown() throws Exception {
        Options of = Options.NONE
                .with(OptionCode.COMMENT, "a capture")
                .with(OptionCode.SHB_HARDWARE, "a machine")
                .with(OptionCode.SHB_OS, "a system")
                .with(OptionCode.SHB_USERAPPL, "an application");
        try (PcapngWriter writer = PcapngWriter.open(SavefileTarget.file(out()), Section.of(of))) {
            int id = writer.describe(ethernet(ChronoUnit.NANOS));
            byte[] bytes = MadePcap.some(61);
            writer.write(
                    id,
                    NANOS,
                    MemorySegment.ofArray(bytes),
                    0,
                    61,
                    61,
                    Options.NONE
                            .with(OptionCode.COMMENT, "a packet")
                            .with(OptionCode.EPB_FLAGS, (byte) 1, (byte) 0, (byte) 0, (byte) 0));
            writer.block(BlockType.CUSTOM, (byte) 0, (byte) 0, (byte) 0x7e, (byte) 0xd9, (byte) 5);
            writer.statistics(new InterfaceStatistics(
                    id,
                    NANOS,
                    Options.NONE.withNumber(OptionCode.ISB_IFRECV, 10).withNumber(OptionCode.ISB_OSDROP, 7)));
        }

        String infos = Tshark.run("capinfos", out().toString());
        assertThat(infos)
                .contains("a capture", "a machine", "a system", "an application", "eth7", "Number of packets:   1");
        assertThat(Tshark.fields(
                        out(),
                        "frame.time_epoch",
                        "frame.comment",
                        "frame.interface_name",
                        "frame.packet_flags_direction"))
                .first()
                .asString()
                .isEqualTo("1700000000.123456789 a packet eth7 0x00000001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"LITTLE_ENDIAN", "BIG_ENDIAN"})
    void shouldKeepOptionsThatAreCopiedIntoEitherByteOrder(String name) throws Exception {
        ByteOrder order = name.equals("BIG_ENDIAN") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        ByteOrder other = order == ByteOrder.BIG_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        Path made = Files.write(
                folder.resolve("made"),
                new MadePcapng(order)
                        .section(1, "comment")
                        .description(1, 96, 2, "eth7", 8, 1_000_000_000L, 14, 5L, 13, (byte) 4)
                        .packet(0, 77, MadePcap.some(5), 5, 2, 0x21, 4, 12L, 3, new byte[] {2, 9, 9, 9, 9}, 1, "seen")
                        .statistics(0, 1, 2, 1L << 33, 4, 100L)
                        .bytes());
        for (ByteOrder to : List.of(order, other)) {
            try (SavefileReader reader = SavefileReader.open(made)) {
                Section section = new Section(to, 1, 0, -1, reader.section().options());
                try (PcapngWriter writer = PcapngWriter.open(SavefileTarget.file(out()), section)) {
                    reader.onBlock(block -> {
                        if (block.type() == BlockType.INTERFACE_DESCRIPTION) {
                            writer.describe(reader.interfaces().getLast());
                        } else {
                            writer.statistics(InterfaceStatistics.of(block));
                        }
                    });
                    while (reader.next()) {
                        writer.write(
                                reader.interfaceId(),
                                reader.timestampNanos(),
                                reader.memory(),
                                reader.offset(),
                                reader.caplen(),
                                reader.len(),
                                reader.options());
                    }
                }
            }
            byte[] expected = new MadePcapng(to)
                    .section(1, "comment")
                    .description(1, 96, 2, "eth7", 8, 1_000_000_000L, 14, 5L, 13, (byte) 4)
                    .packet(0, 77, MadePcap.some(5), 5, 2, 0x21, 4, 12L, 3, new byte[] {2, 9, 9, 9, 9}, 1, "seen")
                    .statistics(0, 1, 2, 1L << 33, 4, 100L)
                    .bytes();
            if (to == order) {
                assertThat(out()).hasBinaryContent(expected);
            } else {
                assertThat(Tshark.fields(out(), "frame.time_epoch", "frame.comment"))
                        .isEqualTo(Tshark.fields(made, "frame.time_epoch", "frame.comment"));
                try (SavefileReader reader = SavefileReader.open(out())) {
                    assertThat(reader.next()).isTrue();
                    assertThat(reader.packetInterface().options().number(OptionCode.IF_SPEED))
                            .hasValue(1_000_000_000L);
                    assertThat(reader.options().number(OptionCode.EPB_DROPCOUNT))
                            .hasValue(12);
                }
            }
        }
    }

    @Test
    void shouldWritePacketsLongerThanTheBufferAndCompress() throws Exception {
        byte[] large = MadePcap.some(2 << 20);
        for (SavefileTarget target :
                List.of(SavefileTarget.file(out()), SavefileTarget.file(out()).compressed("gzip"))) {
            try (SavefileWriter writer = writer(SavefileFormat.PCAPNG, target, ChronoUnit.NANOS)) {
                write(writer, 10, 1);
                writer.write(0, NANOS, MemorySegment.ofArray(large), 0, large.length, large.length);
                write(writer, 10, 1);
            }
            List<Seen> seen = Seen.all(out());
            assertThat(seen).hasSize(21);
            assertThat(seen.get(10).hex()).hasSize(large.length * 2);
        }
        assertThat(Files.readAllBytes(out())).startsWith(0x1f, 0x8b);
        assertThatThrownBy(() -> SavefileTarget.file(out()).compressed("rot13"))
                .hasMessage("compression: rot13 (expected: gzip, lz4)");
    }

    @Test
    void shouldBringEachFlushToWhoReadsAStream() {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        try (SavefileWriter writer =
                writer(SavefileFormat.PCAP, SavefileTarget.stream(stream, "stream"), ChronoUnit.NANOS)) {
            assertThat(stream.size()).isEqualTo(24);
            write(writer, 1, 1);
            assertThat(stream.size()).isEqualTo(24);
            writer.flush();
            assertThat(stream.size()).isEqualTo(40).isEqualTo((int) writer.bytes());
        }
    }

    @Test
    void shouldNameAFileAtOnceWhereThatIsWantedAndBringItToTheDisk() {
        SavefileTarget target = SavefileTarget.file(out()).withNameAtOnce().withDurability(Durability.EACH_WRITE);
        try (SavefileWriter writer = writer(SavefileFormat.PCAPNG, target, ChronoUnit.NANOS)) {
            write(writer, 100, 1);
            writer.force();
            assertThat(Seen.all(out())).hasSize(100);
            // copied in vain, because the memory is shorter: is not written
            MemorySegment bytes = MemorySegment.ofArray(new byte[9]);
            assertThatThrownBy(() -> writer.write(0, NANOS, bytes, 0, 10, 10))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThat(writer.packets()).isEqualTo(100);
        }
        assertThat(Seen.all(out())).hasSize(100);
    }

    /** The channel closes itself then. */
    @Test
    void shouldLeaveAWholeFileWhenItsWriterIsInterrupted() {
        MemorySegment bytes = MemorySegment.ofArray(new byte[1_000]);
        for (SavefileFormat format : SavefileFormat.values()) {
            SavefileWriter writer = writer(format, SavefileTarget.file(out()), ChronoUnit.NANOS);
            for (int i = 0; i < 400; i++) {
                writer.write(0, NANOS, bytes, 0, 1_000, 1_000);
            }
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 400; i++) {
                            writer.write(0, NANOS, bytes, 0, 1_000, 1_000);
                        }
                    })
                    .isInstanceOf(SavefileException.class)
                    .hasMessageContaining("the file is whole up to here");
            assertThat(Thread.interrupted()).isTrue();
            assertThatThrownBy(writer::close).isInstanceOf(SavefileException.class);
            Path part = out().resolveSibling(out().getFileName() + ".part");
            assertThat(writer.lostPackets()).isPositive();
            assertThat(Seen.all(part))
                    .hasSize((int) (writer.packets() - writer.lostPackets()))
                    .isNotEmpty();
        }
    }

    @Test
    void shouldSayWhatCannotBeWritten() {
        assertThatThrownBy(() ->
                        writer(SavefileFormat.PCAP, SavefileTarget.file(folder.resolve("no/file")), ChronoUnit.NANOS))
                .hasMessageContaining("there is no such folder");
        SavefileTarget full = SavefileTarget.file(Path.of("/dev/full")).withNameAtOnce();
        assertThatThrownBy(() -> writer(SavefileFormat.PCAP, full, ChronoUnit.NANOS))
                .isInstanceOf(SavefileException.class)
                .hasMessageStartingWith("/dev/full: cannot be written: No space left on device");
        assertThatThrownBy(() -> {
                    try (PcapngWriter writer =
                            PcapngWriter.open(SavefileTarget.file(out()), Section.of(Options.NONE))) {
                        writer.block(BlockType.ENHANCED_PACKET);
                    }
                })
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldAllocateNothingForAPacket() {
        MemorySegment bytes = MemorySegment.ofArray(MadePcap.some(60));
        for (SavefileFormat format : SavefileFormat.values()) {
            try (SavefileWriter writer = writer(format, SavefileTarget.file(out()), ChronoUnit.MICROS)) {
                long allocated = 0;
                for (int round = 0; round < 20; round++) {
                    long before = Allocations.ofThisThread();
                    for (int i = 0; i < 10_000; i++) {
                        writer.write(0, NANOS + i, bytes, 0, 60, 60);
                    }
                    allocated = Allocations.ofThisThread() - before;
                }
                assertThat(allocated).isLessThan(10_000);
            }
        }
    }
}
