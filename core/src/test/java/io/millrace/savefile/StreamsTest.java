package io.millrace.savefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.Allocations;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What comes bit by bit: pipes, compressed files, files that grow. */
@Timeout(60)
class StreamsTest {
    private static final long BRIEFLY = TimeUnit.MILLISECONDS.toNanos(5);

    @TempDir
    private Path folder;

    private static byte[] packets(int count) {
        return new MadePcap(ByteOrder.LITTLE_ENDIAN, MadePcap.NANOS)
                .packets(count)
                .bytes();
    }

    @Test
    void shouldReadAStreamThatGivesOneByteAtATime() throws Exception {
        Path file = Files.write(folder.resolve("file"), packets(100));
        InputStream trickle = new ByteArrayInputStream(packets(100)) {
            @Override
            public synchronized int read(byte[] to, int offset, int length) {
                return super.read(to, offset, Math.min(1, length));
            }
        };
        try (SavefileReader reader = SavefileReader.of(trickle, "trickle")) {
            assertThat(reader.sizeBytes()).isEqualTo(-1);
            assertThat(Seen.all(reader)).isEqualTo(Seen.all(file));
        }
    }

    @Test
    void shouldReadGzipOfSeveralMembersAndTellOfOneThatIsCut() throws Exception {
        byte[] whole = packets(200);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at : List.of(0, whole.length / 2)) {
            try (GZIPOutputStream member = new GZIPOutputStream(out)) {
                member.write(whole, at, whole.length / 2);
            }
        }
        Path plain = Files.write(folder.resolve("plain"), whole);
        Path file = Files.write(folder.resolve("file.gz"), out.toByteArray());
        Path cut = Files.write(folder.resolve("cut.gz"), Arrays.copyOf(out.toByteArray(), out.size() - 40));

        assertThat(Seen.all(file)).isEqualTo(Seen.all(plain));
        try (SavefileReader reader = SavefileReader.open(cut)) {
            List<Seen> seen = Seen.beforeDamage(reader);
            assertThat(seen).isNotEmpty().isEqualTo(Seen.all(plain).subList(0, seen.size()));
            assertThatThrownBy(reader::next).hasMessageStartingWith(cut + ": cannot be read further: ");
        }
    }

    @Test
    void shouldHoldPacketsLongerThanTheWindow() throws Exception {
        byte[] large = MadePcap.some(3 << 20);
        byte[] bytes = new MadePcap(ByteOrder.BIG_ENDIAN, MadePcap.MICROS)
                .packets(3)
                .packet(9, 9, large.length, large.length, large)
                .packets(3)
                .bytes();
        Path file = Files.write(folder.resolve("file"), bytes);

        List<Seen> seen = Seen.all(file);

        assertThat(seen).hasSize(7);
        assertThat(seen.get(3).hex()).hasSize(large.length * 2);
        try (SavefileReader reader = SavefileReader.of(new ByteArrayInputStream(bytes), "stream")) {
            assertThat(Seen.all(reader)).isEqualTo(seen);
        }
    }

    @Test
    void shouldSayThatNothingHasComeYetAndGoOnFromThere() throws Exception {
        byte[] whole = packets(4);
        PipedInputStream in = new PipedInputStream();
        PipedOutputStream out = new PipedOutputStream();
        out.connect(in);
        out.write(whole, 0, whole.length - 2);
        try (SavefileReader reader = SavefileReader.of(in, "pipe")) {
            for (int i = 0; i < 3; i++) {
                assertThat(reader.next()).isTrue();
            }
            assertThat(reader.step(BRIEFLY)).isEqualTo(SavefileReader.Step.NOTHING_YET);
            assertThat(reader.step(0)).isEqualTo(SavefileReader.Step.NOTHING_YET);
            out.write(whole, whole.length - 2, 2);
            out.close();
            assertThat(reader.next()).isTrue();
            assertThat(Seen.of(reader).len()).isEqualTo(8);
            assertThat(reader.next()).isFalse();
        }
    }

    @Test
    void shouldBeWokenWhileItWaits() throws Exception {
        Path file = Files.write(folder.resolve("file"), packets(1));
        try (PipedOutputStream out = new PipedOutputStream();
                PipedInputStream in = new PipedInputStream(out, 1 << 16)) {
            out.write(packets(1));
            for (SavefileReader reader : List.of(SavefileReader.of(in, "pipe"), SavefileReader.follow(file))) {
                assertThat(reader.next()).isTrue();
                Thread waker = Thread.ofVirtual().start(reader::wake);
                assertThat(reader.step(Window.FOR_EVER)).isEqualTo(SavefileReader.Step.NOTHING_YET);
                waker.join();
                reader.close();
            }
        }
    }

    @Test
    void shouldFollowAFileThatGrows() throws Exception {
        byte[] whole = packets(1_000);
        Path file = Files.write(folder.resolve("file"), Arrays.copyOf(whole, 30));
        Thread writer = Thread.ofPlatform().start(() -> append(file, whole));
        try (SavefileReader reader = SavefileReader.follow(file)) {
            for (int i = 0; i < 1_000; i++) {
                assertThat(reader.next()).isTrue();
                assertThat(reader.caplen()).isEqualTo(i);
            }
            assertThat(reader.step(BRIEFLY)).isEqualTo(SavefileReader.Step.NOTHING_YET);
            Files.write(file, whole, StandardOpenOption.TRUNCATE_EXISTING);
            assertThat(reader.step(BRIEFLY)).isEqualTo(SavefileReader.Step.NOTHING_YET);
            Files.write(file, new byte[] {1}, StandardOpenOption.TRUNCATE_EXISTING);
            assertThatThrownBy(() -> reader.step(BRIEFLY)).hasMessageContaining("has become shorter");
        }
        writer.join();
    }

    private static void append(Path file, byte[] whole) {
        try {
            for (int at = 30; at < whole.length; at += 50_000) {
                int end = Math.min(whole.length, at + 50_000);
                Files.write(file, Arrays.copyOfRange(whole, at, end), StandardOpenOption.APPEND);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void shouldAllocateNothingForAPacket() throws Exception {
        MadePcapng made = new MadePcapng(ByteOrder.BIG_ENDIAN).section().description(1, 0);
        for (int i = 0; i < 5_000; i++) {
            made.packet(0, i, MadePcap.some(60), 60, 1, "comment").simple(MadePcap.some(60), 60);
        }
        for (byte[] bytes : List.of(packets(4_000), made.bytes())) {
            Path file = Files.write(folder.resolve("file"), bytes);
            long packets = 0;
            long allocated = 0;
            for (int round = 0; round < 20; round++) {
                try (SavefileReader reader = SavefileReader.open(file)) {
                    reader.next();
                    long before = Allocations.ofThisThread();
                    while (reader.next()) {
                        packets++;
                    }
                    allocated = Allocations.ofThisThread() - before;
                }
            }
            assertThat(packets).isGreaterThan(70_000);
            assertThat(allocated).isLessThan(64 << 10); // a buffer's views, some for each window
        }
    }

    @Test
    void shouldSayWhyACompressedFileCannotBeFollowed() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(packets(10));
        }
        Path file = Files.write(folder.resolve("file.gz"), out.toByteArray());
        assertThatThrownBy(() -> SavefileReader.follow(file))
                .isInstanceOf(SavefileException.class)
                .hasMessage(
                        file + ": it is compressed, and such a file cannot be followed: its end is not known while it"
                                + " grows (tail -c +1 -f " + file + " | millrace read - does it)");
    }
}
