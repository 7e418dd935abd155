package io.millrace.pcap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavefileTest {
    private static final List<Kept> PACKETS = TestPackets.some(50);

    @TempDir
    Path directory;

    @Test
    void shouldReadEitherByteOrderAndPrecision() throws Exception {
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            for (boolean inFile : List.of(true, false)) {
                for (boolean asked : List.of(true, false)) {
                    int precision = inFile && asked ? 1 : 1_000;
                    Path file = new TestSavefile(order, inFile, 1).write(directory.resolve("file.pcap"), PACKETS);
                    try (Pcap pcap = Pcap.openOffline(file, asked)) {
                        assertThat(pcap.savefile()).isEqualTo(new Savefile(order != ByteOrder.nativeOrder(), 2, 4));
                        assertThat(pcap.nanoseconds()).isEqualTo(asked);
                        assertThat(pcap.snaplen()).isEqualTo(65_535);
                        assertThat(pcap.datalinks()).containsExactly(DataLink.EN10MB);
                        assertThat(read(pcap)).isEqualTo(cut(PACKETS, precision));
                    }
                }
            }
        }
    }

    private static List<Kept> read(Pcap pcap) {
        List<Kept> read = new ArrayList<>();
        assertThat(pcap.loop(-1, Kept.into(read))).isEqualTo(PcapResult.END_OF_FILE);
        return read;
    }

    private static List<Kept> cut(List<Kept> packets, int precision) {
        return packets.stream()
                .map(p -> new Kept(p.hex(), p.len(), p.timestampNanos() - (p.timestampNanos() % precision)))
                .toList();
    }

    @Test
    void shouldTellTheEndFromACount() throws Exception {
        Path file = TestSavefile.ethernet().write(directory.resolve("file.pcap"), PACKETS);
        try (Pcap pcap = Pcap.openOffline(file)) {
            assertThat(pcap.dispatch(20, Kept.nothing())).isEqualTo(PcapResult.PACKETS);
            assertThat(pcap.packets()).isEqualTo(20);
            assertThat(pcap.loop(20, Kept.nothing())).isEqualTo(PcapResult.PACKETS);
            assertThat(pcap.next(Kept.nothing())).isEqualTo(PcapResult.PACKETS);
            assertThat(pcap.loop(20, Kept.nothing())).isEqualTo(PcapResult.END_OF_FILE);
            assertThat(pcap.packets()).isEqualTo(9);
            assertThat(pcap.dispatch(20, Kept.nothing())).isEqualTo(PcapResult.END_OF_FILE);
            assertThat(pcap.next(Kept.nothing())).isEqualTo(PcapResult.END_OF_FILE);
        }
    }

    @Test
    void shouldTellTheEndFromABreak() throws Exception {
        Path file = TestSavefile.ethernet().write(directory.resolve("file.pcap"), PACKETS);
        try (Pcap pcap = Pcap.openOffline(file)) {
            pcap.breakLoop();
            assertThat(pcap.next(Kept.nothing())).isEqualTo(PcapResult.BROKEN);
            pcap.breakLoop();
            assertThat(pcap.loop(-1, Kept.nothing())).isEqualTo(PcapResult.BROKEN);
            assertThat(pcap.loop(-1, Kept.nothing())).isEqualTo(PcapResult.END_OF_FILE);
            assertThat(pcap.packets()).isEqualTo(50);
        }
    }

    @Test
    void shouldReadPcapng() throws Exception {
        Path pcap = TestSavefile.ethernet().write(directory.resolve("file.pcap"), PACKETS);
        Path pcapng = directory.resolve("file.pcapng");
        Said said = Said.by("editcap", "-F", "pcapng", pcap.toString(), pcapng.toString());
        assertThat(said.status()).as(said.err()).isZero();
        try (Pcap handle = Pcap.openOffline(pcapng)) {
            assertThat(read(handle)).isEqualTo(PACKETS);
        }
    }

    @Test
    void shouldSayOnOneLineWhatIsWrongWithAFile() throws Exception {
        byte[] good = TestSavefile.ethernet().bytes(PACKETS);
        byte[] version = good.clone();
        version[4] = version[5] = 99;
        assertThat(refusal(directory.resolve("nosuch.pcap"))).endsWith("nosuch.pcap: No such file or directory");
        assertThat(refusal(directory)).contains("Is a directory");
        assertThat(refusal(file(new byte[0]))).contains("truncated");
        assertThat(refusal(file(Arrays.copyOf(good, 23)))).contains("truncated");
        assertThat(refusal(file("PNG of no use to anybody".getBytes(UTF_8)))).contains("unknown file format");
        assertThat(refusal(file(version))).contains("unsupported pcap savefile version");
    }

    @Test
    void shouldSayAfterTheLastWholePacketThatAFileIsCut() throws Exception {
        byte[] good = TestSavefile.ethernet().bytes(PACKETS);
        Path cut = file(Arrays.copyOf(good, good.length - 1));
        List<Kept> read = new ArrayList<>();
        try (Pcap pcap = Pcap.openOffline(cut)) {
            assertThatThrownBy(() -> pcap.loop(-1, Kept.into(read)))
                    .isInstanceOf(PcapException.class)
                    .hasMessageStartingWith(cut + ": ")
                    .hasMessageContaining("truncated dump file")
                    .hasMessageNotContaining("\n");
        }
        assertThat(read).isEqualTo(PACKETS.subList(0, 49));
    }

    @Test
    void shouldHaveNoStatistics() throws Exception {
        try (Pcap pcap = Pcap.openOffline(TestSavefile.ethernet().write(directory.resolve("file.pcap"), PACKETS))) {
            assertThatThrownBy(pcap::stats).hasMessageContaining("Statistics aren't available from savefiles");
        }
    }

    private Path file(byte[] bytes) throws Exception {
        return Files.write(directory.resolve("bad.pcap"), bytes);
    }

    private static String refusal(Path file) {
        try (Pcap pcap = Pcap.openOffline(file)) {
            throw new AssertionError("opened " + pcap.device());
        } catch (PcapException e) {
            assertThat(e).hasMessageNotContaining("\n").hasMessageContaining(file.toString());
            return e.getMessage();
        }
    }
}
