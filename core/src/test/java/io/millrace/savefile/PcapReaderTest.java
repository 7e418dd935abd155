package io.millrace.savefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** pcap files in all their variants; libpcap is asked what is in them. */
class PcapReaderTest {
    @TempDir
    private Path folder;

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("made.pcap"), bytes);
    }

    static Stream<Arguments> variants() {
        return Stream.of(MadePcap.MICROS, MadePcap.NANOS, MadePcap.MODIFIED)
                .flatMap(magic -> Stream.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)
                        .map(order -> Arguments.of(magic, order)));
    }

    @ParameterizedTest
    @MethodSource("variants")
    void shouldReadEveryVariantAsLibpcapDoes(int magic, ByteOrder order) throws Exception {
        Path file = file(new MadePcap(order, magic).packets(300).bytes());

        List<Seen> seen = Seen.all(file);

        assertThat(seen).hasSize(300).isEqualTo(Seen.byLibpcap(file));
        try (SavefileReader reader = SavefileReader.open(file)) {
            assertThat(reader.format()).isEqualTo(SavefileFormat.PCAP);
            assertThat(reader.section().order()).isEqualTo(order);
            assertThat(reader.interfaces().getFirst().hasNanoseconds()).isEqualTo(magic == MadePcap.NANOS);
            assertThat(reader.options().isEmpty()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 4", "2, 3", "2, 2", "2, 0", "543, 0"})
    void shouldReadOldVersionsWhoseLengthsAreTheOtherWayRound(int major, int minor) throws Exception {
        MadePcap made = new MadePcap(ByteOrder.BIG_ENDIAN, MadePcap.MICROS, major, minor, 100, 1);
        boolean swapped = major == 543 || minor < 4;
        for (int i = 0; i < 20; i++) {
            made.packet(1, 2, swapped ? i + 40 : i, swapped ? i : i + 40, MadePcap.some(i));
        }
        Path file = file(made.bytes());

        assertThat(Seen.all(file)).hasSize(20).isEqualTo(Seen.byLibpcap(file));
    }

    @ParameterizedTest
    @CsvSource({"2, 5", "3, 4", "1, 0", "0, 0", "543, 1"})
    void shouldRefuseVersionsThatDoNotExist(int major, int minor) throws Exception {
        Path file = file(new MadePcap(ByteOrder.LITTLE_ENDIAN, MadePcap.MICROS, major, minor, 100, 1).bytes());

        assertThatThrownBy(() -> SavefileReader.open(file))
                .isInstanceOf(SavefileException.class)
                .hasMessageContaining(file + ": at byte 0: the file has version " + major + "." + minor);
    }

    @Test
    void shouldTellLinktypeAndLengthOfFrameCheckSequence() throws Exception {
        byte[] known = new MadePcap(ByteOrder.BIG_ENDIAN, MadePcap.MICROS, 2, 4, 1_234, 0x2400_0069).bytes();
        byte[] unknown = new MadePcap(ByteOrder.BIG_ENDIAN, MadePcap.MICROS, 2, 4, 0, 0x2000_0114).bytes();

        try (SavefileReader reader = SavefileReader.open(file(known))) {
            InterfaceDescription description = reader.packetInterface();
            assertThat(description.linktype()).isEqualTo(105);
            assertThat(description.snaplen()).isEqualTo(1_234);
            assertThat(description.fcsBytes()).hasValue(4);
        }
        try (SavefileReader reader = SavefileReader.open(file(unknown))) {
            assertThat(reader.packetInterface().linktype()).isEqualTo(276);
            assertThat(reader.packetInterface().fcsBytes()).isEmpty();
        }
    }

    @Test
    void shouldGiveLengthsAsTheyAreAndAllBytesThatWereCaptured() throws Exception {
        Path file = file(new MadePcap(ByteOrder.LITTLE_ENDIAN, MadePcap.NANOS, 2, 4, 10, 1)
                .packet(-1, -1, 20, 7, MadePcap.some(20)) // longer than the snaplen, and than the wire
                .packet(1, 2_000_000_000, 3, -1, MadePcap.some(3))
                .bytes());

        List<Seen> seen = Seen.all(file);

        assertThat(seen.getFirst().hex()).hasSize(40);
        assertThat(seen.getFirst().len()).isEqualTo(7);
        assertThat(seen.getFirst().nanos()).isEqualTo((0xffff_ffffL * 1_000_000_000) + 0xffff_ffffL);
        assertThat(seen.getLast().len()).isEqualTo(Integer.MAX_VALUE);
        assertThat(seen.getLast().nanos()).isEqualTo(3_000_000_000L);
    }

    @Test
    void shouldTellWhereAPacketIsAndHowFarItHasRead() throws Exception {
        Path file = file(
                new MadePcap(ByteOrder.LITTLE_ENDIAN, MadePcap.NANOS).packets(3).bytes());
        try (SavefileReader reader = SavefileReader.open(file)) {
            assertThatThrownBy(() -> SavefileReader.open(folder.resolve("no"))).hasMessageContaining("No such file");
            for (long position : List.of(24L, 40L, 57L)) {
                assertThat(reader.next()).isTrue();
                assertThat(reader.position()).isEqualTo(position);
            }
            assertThat(reader.readBytes()).isEqualTo(reader.sizeBytes()).isEqualTo(Files.size(file));
            assertThat(reader.next()).isFalse();
            assertThat(reader.next()).isFalse();
        }
    }
}
