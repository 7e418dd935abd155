package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.savefile.SavefileException;
import io.millrace.savefile.SavefileReader;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code kill -9} while files are written one after the other: all but the last are whole, and that one to its last block. */
@Timeout(60)
class KilledWriterTest {
    private static final int PACKET_BYTES = 1_000;
    private static final ValueLayout.OfInt NUMBER = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    @TempDir
    private Path folder;

    private int next;

    @ParameterizedTest
    @CsvSource({"out, pcapng", "out, pcap", "out.gz, pcapng", "out.zst, pcapng"})
    void shouldLeaveFilesThatAreWhole(String name, String format) throws Exception {
        String out = folder.resolve(name).toString();
        Process writer = new Launch(List.of("read", "-", "-w", out, "--format", format, "-C", "600k", "--quiet"))
                .process()
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        feedUntilThereAre(6, writer);
        writer.destroyForcibly().waitFor();

        List<Path> files = files();
        assertThat(files).hasSizeGreaterThanOrEqualTo(6);
        for (Path file : files) {
            boolean whole = !file.toString().endsWith(".part");
            int before = next;
            assertThat(isReadToItsEnd(file)).as(file.toString()).isIn(true, whole);
            // of the last there is what was written, in pieces of 256 KiB after the first, which is the beginning alone
            assertThat(next - before).as(file.toString()).matches(packets -> packets > 500 || !whole);
        }
        assertThat(next).isGreaterThan(2_000);
    }

    /** The numbers of packets go on from file to file. */
    private boolean isReadToItsEnd(Path file) {
        try (SavefileReader reader = SavefileReader.open(file)) {
            while (reader.next()) {
                assertThat(reader.memory().get(NUMBER, reader.offset())).isEqualTo(next++);
            }
            return true;
        } catch (SavefileException damage) {
            return false;
        }
    }

    /** In the order in which they were written. */
    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted(Comparator.comparingInt(KilledWriterTest::number))
                    .toList();
        }
    }

    private static int number(Path file) {
        String digits = file.getFileName().toString().replaceAll("\\D", "");
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    private void feedUntilThereAre(int count, Process writer) throws IOException {
        try (OutputStream in = writer.getOutputStream()) {
            ByteBuffer header = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
            header.putInt(0xa1b2c3d4)
                    .putShort((short) 2)
                    .putShort((short) 4)
                    .putLong(0)
                    .putInt(65_535)
                    .putInt(1);
            in.write(header.array());
            for (int number = 0; files().size() < count; ) {
                ByteBuffer records =
                        ByteBuffer.allocate(100 * (16 + PACKET_BYTES)).order(ByteOrder.LITTLE_ENDIAN);
                for (int i = 0; i < 100; i++) {
                    records.putInt(number).putInt(0).putInt(PACKET_BYTES).putInt(PACKET_BYTES);
                    records.putInt(number++).position((i + 1) * (16 + PACKET_BYTES));
                }
                in.write(records.array());
            }
            writer.destroyForcibly(); // with much of it on the way
        }
    }
}
