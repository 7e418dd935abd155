package io.millrace.savefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.savefile.SavefileReader.Step;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several savefiles as one: in turn they are the files one behind the other, by time what mergecap makes of them. */
@Timeout(60)
class SavefileSeriesTest {
    private static final int SECOND = 1_700_000_000;

    @TempDir
    private Path folder;

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    /** Packets at times of their own; each says which file it is of, and the how manieth. */
    private Path file(int number, ByteOrder order, int... micros) throws IOException {
        MadePcap made = new MadePcap(order, number % 2 == 0 ? MadePcap.NANOS : MadePcap.MICROS);
        for (int i = 0; i < micros.length; i++) {
            int fraction = micros[i] % 1_000_000 * (number % 2 == 0 ? 1_000 : 1);
            byte[] bytes = {(byte) number, (byte) (number >> 8), (byte) i, (byte) (i >> 8)};
            made.packet(SECOND + (micros[i] / 1_000_000), fraction, bytes.length, 60, bytes);
        }
        return write("file" + number, made.bytes());
    }

    private static List<String> names(List<Path> files) {
        return files.stream().map(Path::toString).toList();
    }

    private static List<Seen> all(SavefileSeries series) {
        List<Seen> all = new ArrayList<>();
        try (series) {
            while (series.next()) {
                all.add(Seen.of(series.reader()));
            }
            assertThat(series.step(0)).isEqualTo(Step.END);
        }
        return all;
    }

    private static List<Seen> oneByOne(List<Path> files) {
        return files.stream().flatMap(file -> Seen.all(file).stream()).toList();
    }

    @Test
    void shouldReadFilesInTheOrderGiven() throws Exception {
        List<Path> files = List.of(
                file(1, ByteOrder.BIG_ENDIAN, 5, 3),
                write("none", new MadePcap(ByteOrder.BIG_ENDIAN, MadePcap.MICROS).bytes()),
                file(0, ByteOrder.LITTLE_ENDIAN, 1, 9));
        SavefileSeries series = SavefileSeries.inTurn(names(files));
        assertThat(series.firstInterface().linktype()).isEqualTo(1);
        assertThat(series.totalFileBytes())
                .isEqualTo(
                        files.stream().mapToLong(file -> file.toFile().length()).sum());

        assertThat(all(series)).hasSize(4).isEqualTo(oneByOne(files));
        assertThat(series.fileBytes()).isEqualTo(series.totalFileBytes());
        assertThat(series.hasNanoseconds()).isTrue();
    }

    @Test
    void shouldMergeByTimeAndPutTheFileThatWasNamedFirstFirstWhereTimesAreEqual() throws Exception {
        List<Path> files = List.of(
                file(0, ByteOrder.BIG_ENDIAN, 10, 20, 20, 30),
                file(1, ByteOrder.LITTLE_ENDIAN, 20, 20, 5, 40),
                file(2, ByteOrder.LITTLE_ENDIAN),
                file(3, ByteOrder.LITTLE_ENDIAN, 1, 20, 30));

        List<String> seen = all(SavefileSeries.byTime(names(files))).stream()
                .map(packet -> packet.hex().substring(1, 2) + packet.hex().substring(5, 6))
                .toList();
        assertThat(seen).containsExactly("30", "00", "01", "02", "10", "11", "12", "31", "03", "32", "13");
    }

    private List<Seen> byMergecap(List<Path> files) throws Exception {
        Path merged = folder.resolve("merged");
        List<String> command = new ArrayList<>(List.of("mergecap", "-w", merged.toString()));
        command.addAll(names(files));
        Tshark.run(command.toArray(String[]::new));
        return Seen.all(merged);
    }

    @Test
    void shouldMergeAsMergecapDoesWhereFilesOverlapInAnyWay() throws Exception {
        Random random = new Random(7);
        List<Path> files = new ArrayList<>();
        for (int number = 0; number < 40; number++) {
            int unlike = number; // of equal times mergecap takes the last file's first
            files.add(file(
                    number,
                    number % 3 == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
                    random.ints(random.nextInt(200), 0, 75_000)
                            .map(time -> time * 40 + unlike)
                            .sorted()
                            .distinct()
                            .toArray()));
        }
        assertThat(all(SavefileSeries.byTime(names(files)))).isEqualTo(byMergecap(files));
    }

    @Test
    void shouldMergeMoreFilesThanAreOpenAtATime() throws Exception {
        List<Path> files = new ArrayList<>();
        for (int number = 0; number < 2_000; number++) {
            int at = (number * 7 % 2_000) * 100;
            files.add(file(number, ByteOrder.LITTLE_ENDIAN, at, at + 150));
        }
        List<String> opened = new ArrayList<>();
        List<Seen> expected = oneByOne(files).stream()
                .sorted(Comparator.comparingLong(Seen::nanos).thenComparingInt(SavefileSeriesTest::number))
                .toList();

        assertThat(all(SavefileSeries.byTime(names(files), reader -> opened.add(reader.name()))))
                .isEqualTo(expected);
        assertThat(opened).hasSize(2_000).doesNotHaveDuplicates();
    }

    private static int number(Seen packet) {
        return Integer.parseInt(packet.hex().substring(2, 4) + packet.hex().substring(0, 2), 16);
    }

    @Test
    void shouldReadCompressedFilesAmongOthersAndKnowHowFarItIs() throws Exception {
        Path plain = file(0, ByteOrder.LITTLE_ENDIAN, 1, 3, 5);
        Path odd = file(1, ByteOrder.LITTLE_ENDIAN, 2, 4, 6);
        Path compressed = folder.resolve("odd.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(compressed))) {
            Files.copy(odd, out);
        }
        SavefileSeries series = SavefileSeries.byTime(names(List.of(plain, compressed)));
        assertThat(all(series)).hasSize(6).isSortedAccordingTo(Comparator.comparingLong(Seen::nanos));
        assertThat(series.fileBytes()).isEqualTo(Files.size(plain) + Files.size(compressed));
    }

    @Test
    void shouldGiveEveryPacketBeforeTheDamageAndThenNameTheFile() throws Exception {
        Path whole = file(0, ByteOrder.LITTLE_ENDIAN, 1, 2, 3, 8, 9);
        byte[] bytes = Files.readAllBytes(file(1, ByteOrder.LITTLE_ENDIAN, 4, 5, 6));
        Path cut = write("cut", java.util.Arrays.copyOf(bytes, bytes.length - 1));
        try (SavefileSeries series = SavefileSeries.byTime(names(List.of(whole, cut)))) {
            for (int i = 0; i < 5; i++) {
                assertThat(series.next()).isTrue();
            }
            assertThatThrownBy(series::next)
                    .isInstanceOf(SavefileException.class)
                    .hasMessageStartingWith(cut + ": at byte ")
                    .hasMessageContaining("truncated");
        }
    }

    @Test
    void shouldRefuseBeforeAnythingIsReadWhatCannotBeRead() throws Exception {
        String good = file(0, ByteOrder.LITTLE_ENDIAN, 1).toString();
        String absent = folder.resolve("absent").toString();
        for (List<String> names :
                List.of(List.of(good, absent), List.of(absent, good), List.of(good, folder.toString()))) {
            assertThatThrownBy(() -> SavefileSeries.inTurn(names).close()).isInstanceOf(SavefileException.class);
            assertThatThrownBy(() -> SavefileSeries.byTime(names).close()).isInstanceOf(SavefileException.class);
        }
        assertThatThrownBy(() -> SavefileSeries.inTurn(List.of("-", good, "-")).close())
                .hasMessageContaining("only once");
        assertThatThrownBy(() -> SavefileSeries.inTurn(List.of()).close()).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldEndAWaitForAStreamWhenWoken() throws Exception {
        try (PipedOutputStream out = new PipedOutputStream()) {
            PipedInputStream in = new PipedInputStream(out);
            out.write(new MadePcap(ByteOrder.LITTLE_ENDIAN, MadePcap.MICROS)
                    .packets(1)
                    .bytes());
            out.flush();
            try (SavefileSeries series = SavefileSeries.of(SavefileReader.of(in, "a pipe"))) {
                assertThat(series.next()).isTrue();
                Thread waker = Thread.ofPlatform().start(() -> {
                    while (true) {
                        series.wake();
                        try {
                            Thread.sleep(5);
                        } catch (InterruptedException e) {
                            return;
                        }
                    }
                });
                assertThat(series.step(TimeUnit.SECONDS.toNanos(30))).isEqualTo(Step.NOTHING_YET);
                waker.interrupt();
                waker.join();
            }
        }
    }
}
