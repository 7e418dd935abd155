package io.millrace.pcap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Savefiles that come as streams. */
@Timeout(30)
class SavefileStreamTest {
    private static final List<Kept> PACKETS = TestPackets.some(5_000);
    private static final byte[] BYTES = TestSavefile.ethernet().bytes(PACKETS);

    @Test
    void shouldReadAStreamToItsEnd() {
        assertThat(BYTES.length).isGreaterThan(500_000); // more than sockets hold
        assertThat(read(new ByteArrayInputStream(BYTES))).isEqualTo(PACKETS);
    }

    @Test
    void shouldReadAStreamThatGivesLittleAtATime() {
        byte[] few = TestSavefile.ethernet().bytes(PACKETS.subList(0, 20));
        InputStream slow = new ByteArrayInputStream(few) {
            @Override
            public int read(byte[] to) {
                return read(to, 0, 1);
            }
        };
        assertThat(read(slow)).isEqualTo(PACKETS.subList(0, 20));
    }

    private static List<Kept> read(InputStream in) {
        List<Kept> read = new ArrayList<>();
        try (Pcap pcap = Pcap.openOffline(in, true)) {
            assertThat(pcap.savefile()).isEqualTo(new Savefile(false, 2, 4));
            assertThat(pcap.loop(-1, Kept.into(read))).isEqualTo(PcapResult.END_OF_FILE);
        }
        return read;
    }

    @Test
    void shouldThrowWhatTheStreamThrows() {
        InputStream failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the wire is cut");
            }

            @Override
            public int read(byte[] to, int from, int count) throws IOException {
                return read();
            }
        };
        assertThatThrownBy(() -> Pcap.openOffline(failing, true))
                .isInstanceOf(PcapException.class)
                .hasMessage("the stream: it cannot be read: the wire is cut")
                .hasCauseInstanceOf(IOException.class);

        List<Kept> read = new ArrayList<>();
        try (Pcap pcap = Pcap.openOffline(new SequenceInputStream(new ByteArrayInputStream(BYTES), failing), true)) {
            assertThatThrownBy(() -> pcap.loop(-1, Kept.into(read)))
                    .hasMessage("the stream: it cannot be read: the wire is cut");
        }
        assertThat(read).isEqualTo(PACKETS);
    }

    /** Not only what a stream may throw: the file must never seem to end there. */
    @Test
    void shouldThrowWhateverTheStreamThrows() {
        for (Throwable thrown : List.of(new IllegalStateException("mine"), new NoClassDefFoundError("mine"))) {
            InputStream failing = new InputStream() {
                @Override
                public int read() {
                    if (thrown instanceof Error e) {
                        throw e;
                    }
                    throw (RuntimeException) thrown;
                }

                @Override
                public int read(byte[] to, int from, int count) {
                    return read();
                }
            };
            try (Pcap pcap =
                    Pcap.openOffline(new SequenceInputStream(new ByteArrayInputStream(BYTES), failing), true)) {
                assertThatThrownBy(() -> pcap.loop(-1, Kept.nothing()))
                        .isInstanceOf(PcapException.class)
                        .hasMessage("the stream: it cannot be read: mine")
                        .hasCause(thrown);
            }
        }
    }

    @Test
    void shouldSayWhatIsWrongWithTheBytes() {
        assertThatThrownBy(() -> Pcap.openOffline(InputStream.nullInputStream(), true))
                .hasMessageMatching("the stream: .*truncated.*");
        assertThatThrownBy(() -> Pcap.openOffline(
                        new ByteArrayInputStream("no savefile, but long enough".getBytes(StandardCharsets.US_ASCII)),
                        true))
                .hasMessageMatching("the stream: .*unknown file format.*");
        try (Pcap pcap = Pcap.openOffline(new ByteArrayInputStream(Arrays.copyOf(BYTES, BYTES.length - 1)), true)) {
            assertThatThrownBy(() -> pcap.loop(-1, Kept.nothing())).hasMessageContaining("truncated dump file");
            assertThat(pcap.packets()).isEqualTo(PACKETS.size() - 1);
        }
    }

    @Test
    void shouldEndAReadingCallThatWaitsForTheStream() throws Exception {
        try (PipedOutputStream writer = new PipedOutputStream();
                PipedInputStream in = new PipedInputStream(writer, 4_096)) {
            writer.write(BYTES, 0, 24 + 10); // the header, and a part of a packet
            writer.flush();
            Pcap pcap = Pcap.openOffline(in, true);
            CountDownLatch reading = new CountDownLatch(1);
            AtomicReference<PcapResult> result = new AtomicReference<>();
            Thread reader = Thread.ofPlatform().start(() -> {
                reading.countDown();
                result.set(pcap.loop(-1, Kept.nothing()));
            });
            reading.await();
            Thread.sleep(50);
            assertThat(reader.isAlive()).isTrue();
            pcap.close();
            assertThat(reader.join(Duration.ofSeconds(10))).isTrue();
            assertThat(result).hasValue(PcapResult.BROKEN);
        }
    }

    @Test
    void shouldLeaveNoThreadAndNoDescriptorBehind() throws Exception {
        long before = descriptors();
        for (int i = 0; i < 200; i++) {
            try (Pcap pcap = Pcap.openOffline(new ByteArrayInputStream(BYTES), true)) {
                assertThat(pcap.loop(1, Kept.nothing())).isEqualTo(PcapResult.PACKETS); // the rest stays unread
            }
        }
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while ((feeds() > 0 || descriptors() > before + 20) && System.nanoTime() < end) {
            Thread.sleep(10);
        }
        assertThat(feeds()).isZero();
        assertThat(descriptors()).isLessThanOrEqualTo(before + 20);
    }

    private static long feeds() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("millrace-savefile"))
                .count();
    }

    private static long descriptors() {
        String[] names = new File("/proc/self/fd").list();
        return names == null ? 0 : names.length;
    }
}
