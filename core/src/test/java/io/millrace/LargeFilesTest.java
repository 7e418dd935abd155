package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.savefile.SavefileException;
import io.millrace.savefile.SavefileReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files beyond 4 GiB, with holes, so that they take no room: what is said of their bytes is right, and memory stays flat. */
@Timeout(120)
class LargeFilesTest {
    private static final int CAPLEN = 262_144;
    private static final int RECORD = 16 + CAPLEN;
    private static final int RECORDS = 17_000;
    private static final long FOUR_GIB = 1L << 32;
    private static final int UNKNOWN_BLOCK = 0x7fff_0001;
    private static final long UNKNOWN_BYTES = 0xffff_fff0L;

    @TempDir
    private Path folder;

    private interface Content {
        void write(FileChannel channel) throws IOException;
    }

    private Path sparse(String name, Content content) throws IOException {
        Path file = folder.resolve(name);
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            content.write(channel);
        }
        return file;
    }

    private static void put(FileChannel channel, long at, int... words) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(words.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (int word : words) {
            bytes.putInt(word);
        }
        channel.write(bytes.flip(), at);
    }

    @Test
    void shouldHandleEveryPacketOfAPcapFileAndTellTheByteOfTheDamageBehind() throws Exception {
        long damage = 24 + ((long) RECORDS * RECORD);
        Path file = sparse("large.pcap", channel -> {
            put(channel, 0, 0xa1b2c3d4, 0x00040002, 0, 0, CAPLEN, 1);
            for (int i = 0; i < RECORDS; i++) {
                put(channel, 24 + ((long) i * RECORD), i, 0, CAPLEN, CAPLEN, i);
            }
            put(channel, damage, 0, 0, -1, -1);
        });
        assertThat(damage).isGreaterThan(FOUR_GIB);
        AtomicLong sum = new AtomicLong();
        Capture capture = Capture.from(file).snaplen(64).start(packet -> {
            long second = packet.timestampNanos() / 1_000_000_000;
            sum.addAndGet(Integer.reverseBytes(packet.intAt(0)) == second ? second : -1_000_000);
        });
        assertThatThrownBy(capture::join)
                .isInstanceOf(CaptureException.class)
                .hasMessageStartingWith(file + ": at byte " + damage + ": ");
        capture.close();

        Trial.requireClosedBooks(capture.ledger());
        assertThat(capture.ledger().handled()).isEqualTo(RECORDS);
        assertThat(sum).hasValue((long) RECORDS * (RECORDS - 1) / 2);
        assertThat(capture.totalBytes()).isEqualTo(damage + 16);
        assertThat(capture.readBytes()).isEqualTo(damage + 16);
        assertThat(capture.ledger().queue().peakBytes()).isLessThan(64 << 20);
    }

    @Test
    void shouldPassOverBlocksOfPcapngThatAreLongerThanMemory() throws Exception {
        long packet = 28 + 20 + (2 * UNKNOWN_BYTES);
        Path file = sparse("large.pcapng", channel -> {
            put(channel, 0, 0x0a0d0d0a, 28, 0x1a2b3c4d, 1, -1, -1, 28);
            put(channel, 28, 1, 20, 1, 0, 20);
            for (int i = 0; i < 2; i++) {
                put(channel, 48 + (i * UNKNOWN_BYTES), UNKNOWN_BLOCK, (int) UNKNOWN_BYTES);
            }
            put(channel, packet, 6, 36, 0, 0, 7, 4, 4, 0x01020304, 36);
            put(channel, packet + 36, 6, 36, 9);
        });
        try (SavefileReader reader = SavefileReader.open(file)) {
            assertThat(reader.next()).isTrue();
            assertThat(reader.position()).isEqualTo(packet).isGreaterThan(2 * FOUR_GIB - 100);
            assertThat(reader.timestampNanos()).isEqualTo(7_000);
            assertThatThrownBy(reader::next)
                    .isInstanceOf(SavefileException.class)
                    .hasMessageStartingWith(file + ": at byte " + (packet + 36) + ": ");
        }
    }
}
