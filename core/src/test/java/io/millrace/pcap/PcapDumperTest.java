package io.millrace.pcap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PcapDumperTest {
    private static final List<Kept> PACKETS = TestPackets.some(300);

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldWriteWhatTcpdumpWrites(boolean nanoseconds) throws Exception {
        Path source = new TestSavefile(ByteOrder.BIG_ENDIAN, true, 1).write(directory.resolve("source.pcap"), PACKETS);
        Path theirs = directory.resolve("theirs.pcap");
        Said said = Said.by(
                "tcpdump",
                "-Z",
                "root",
                nanoseconds ? "--nano" : "--micro",
                "-r",
                source.toString(),
                "-w",
                theirs.toString());
        assertThat(said.status()).as(said.err()).isZero();

        Path ours = directory.resolve("ours.pcap");
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        try (Pcap pcap = Pcap.openOffline(source, nanoseconds);
                PcapDumper dumper = pcap.dumpTo(ours);
                PcapDumper streaming = pcap.dumpTo(stream)) {
            pcap.loop(-1, packet -> {
                dumper.write(packet);
                streaming.write(packet);
            });
        }
        assertThat(ours).hasSameBinaryContentAs(theirs);
        assertThat(stream.toByteArray()).isEqualTo(Files.readAllBytes(theirs));
    }

    @Test
    void shouldWritePacketsOfNoHandle() throws Exception {
        Path file = directory.resolve("file.pcap");
        try (PcapDumper dumper = PcapDumper.open(file, DataLink.LINUX_SLL2, 1_000, true);
                Arena arena = Arena.ofConfined()) {
            for (Kept packet : PACKETS.subList(0, 10)) {
                dumper.write(
                        packet.nativeBytes(arena), 0, packet.bytes().length, packet.len(), packet.timestampNanos());
            }
            for (Kept packet : PACKETS.subList(10, PACKETS.size())) {
                dumper.write(packet.bytes(), packet.len(), packet.timestampNanos());
            }
        }
        List<Kept> read = new ArrayList<>();
        try (Pcap pcap = Pcap.openOffline(file)) {
            assertThat(pcap.datalink()).isEqualTo(DataLink.LINUX_SLL2);
            assertThat(pcap.snaplen()).isEqualTo(1_000);
            pcap.loop(-1, Kept.into(read));
        }
        assertThat(read).isEqualTo(PACKETS);
    }

    @Test
    void shouldAppend() throws Exception {
        Path whole = TestSavefile.ethernet().write(directory.resolve("whole.pcap"), PACKETS);
        Path parts = directory.resolve("parts.pcap");
        try (Pcap pcap = Pcap.openOffline(whole)) {
            try (PcapDumper first = pcap.appendTo(parts)) {
                pcap.loop(100, first::write);
            }
            try (PcapDumper second = pcap.appendTo(parts)) {
                pcap.loop(-1, second::write);
            }
        }
        List<Kept> read = new ArrayList<>();
        try (Pcap pcap = Pcap.openOffline(parts)) {
            pcap.loop(-1, Kept.into(read));
        }
        assertThat(read).isEqualTo(PACKETS);
    }

    @Test
    void shouldNotAppendToWhatDoesNotFit() throws Exception {
        Path whole = TestSavefile.ethernet().write(directory.resolve("whole.pcap"), PACKETS);
        Path raw = new TestSavefile(ByteOrder.nativeOrder(), true, 101).write(directory.resolve("raw.pcap"), PACKETS);
        Path micro = new TestSavefile(ByteOrder.nativeOrder(), false, 1).write(directory.resolve("u.pcap"), PACKETS);
        Path swapped = new TestSavefile(ByteOrder.BIG_ENDIAN, true, 1).write(directory.resolve("s.pcap"), PACKETS);
        Path text = Files.writeString(directory.resolve("text"), "this is not a savefile, and has no header of one");
        try (Pcap pcap = Pcap.openOffline(whole)) {
            for (Path file : List.of(raw, micro, swapped, text)) {
                byte[] before = Files.readAllBytes(file);
                assertThatThrownBy(() -> pcap.appendTo(file))
                        .isInstanceOf(PcapException.class)
                        .hasMessageStartingWith(file + ": ")
                        .hasMessageNotContaining("\n");
                assertThat(file).hasBinaryContent(before);
            }
        }
    }

    @Test
    void shouldTellItsPositionAndFlush() throws Exception {
        Path file = directory.resolve("file.pcap");
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        try (PcapDumper dumper = PcapDumper.open(file, DataLink.EN10MB, 0, true);
                PcapDumper streaming = PcapDumper.open(stream, DataLink.EN10MB, 0, true)) {
            for (PcapDumper each : List.of(dumper, streaming)) {
                assertThat(each.position()).isEqualTo(24);
                each.write(new byte[60], 60, 0);
                assertThat(each.position()).isEqualTo(24 + 16 + 60);
                each.flush();
            }
            assertThat(file).hasSize(100);
            assertThat(stream.size()).isEqualTo(100);
            assertThat(Files.readAllBytes(file)).isEqualTo(stream.toByteArray());
        }
    }

    @Test
    void shouldWriteTheLargestPackets() throws Exception {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        try (PcapDumper dumper = PcapDumper.open(stream, DataLink.EN10MB, 0, true)) {
            for (int i = 0; i < 20; i++) {
                dumper.write(new byte[PcapSettings.MAX_SNAPLEN], PcapSettings.MAX_SNAPLEN, i);
            }
            dumper.write(new byte[0], 60, 20);
        }
        assertThat(stream.size()).isEqualTo(24 + (20 * (16 + PcapSettings.MAX_SNAPLEN)) + 16);
    }

    @Test
    void shouldSayThatTheDiskIsFull() {
        String full = "/dev/full: packets cannot be written: ENOSPC, no space left on device";
        PcapDumper dumper = PcapDumper.open(Path.of("/dev/full"), DataLink.EN10MB, 0, true);
        dumper.write(new byte[60], 60, 0); // still buffered
        assertThatThrownBy(dumper::flush).hasMessage(full);
        assertThatThrownBy(dumper::close).hasMessage(full);
        dumper.close();

        PcapDumper writing = PcapDumper.open(Path.of("/dev/full"), DataLink.EN10MB, 0, true);
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 1_000; i++) {
                        writing.write(new byte[60], 60, i);
                    }
                })
                .hasMessage(full);
        assertThatThrownBy(writing::close).hasMessage(full);
    }

    @Test
    void shouldThrowWhatAStreamThrows() {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("the wire is cut");
            }
        };
        PcapDumper dumper = PcapDumper.open(broken, DataLink.EN10MB, 0, true);
        dumper.write(new byte[60], 60, 0);
        assertThatThrownBy(dumper::close)
                .isInstanceOf(PcapException.class)
                .hasMessage("the stream: packets cannot be written: the wire is cut")
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    void shouldSayWhyAFileCannotBeMade() {
        assertThatThrownBy(() -> PcapDumper.open(directory.resolve("no/such"), DataLink.EN10MB, 0, true))
                .hasMessage(directory.resolve("no/such") + ": No such file or directory");
        assertThatThrownBy(() -> PcapDumper.open(directory, DataLink.EN10MB, 0, true))
                .hasMessage(directory + ": Is a directory");
    }

    @Test
    void shouldRefuseWhatIsNotThere() {
        PcapDumper dumper = PcapDumper.open(directory.resolve("file.pcap"), DataLink.EN10MB, 0, true);
        try (Arena arena = Arena.ofConfined()) {
            assertThatThrownBy(() -> dumper.write(arena.allocate(60), 1, 60, 60, 0))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
        dumper.close();
        assertThatThrownBy(() -> dumper.write(new byte[60], 60, 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageEndingWith("file.pcap: the dumper is closed");
        assertThatThrownBy(dumper::flush).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(dumper::position).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> PcapDumper.open(directory.resolve("x"), DataLink.EN10MB, -1, true))
                .hasMessage("snaplen: -1 (expected: 0 to 262144)");
    }

    @Test
    void shouldWriteFromAnyKindOfMemory() throws Exception {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        byte[] bytes = {9, 1, 2, 3, 4, 9};
        MemorySegment dead = TestPackets.freed(60);
        try (PcapDumper dumper = PcapDumper.open(stream, DataLink.EN10MB, 0, true);
                Arena arena = Arena.ofConfined()) {
            dumper.write(MemorySegment.ofArray(bytes), 1, 4, 60, 0);
            dumper.write(arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes), 1, 4, 60, 0);
            assertThatThrownBy(() -> dumper.write(dead, 0, 60, 60, 0)).isInstanceOf(IllegalStateException.class);
        }
        List<Kept> read = new ArrayList<>();
        try (Pcap pcap = Pcap.openOffline(new ByteArrayInputStream(stream.toByteArray()), true)) {
            pcap.loop(-1, Kept.into(read));
        }
        assertThat(read).hasSize(2).containsOnly(Kept.of(new byte[] {1, 2, 3, 4}, 60, 0));
    }

    @Test
    void shouldWriteNothingMoreOnceItsStreamHasThrown() {
        for (Throwable thrown : List.of(new IOException("cut"), new IllegalStateException("cut"))) {
            ByteArrayOutputStream taken = new ByteArrayOutputStream();
            OutputStream broken = new OutputStream() {
                @Override
                public void write(int b) {
                    taken.write(b);
                    if (taken.size() == 30) {
                        PcapDumperTest.<RuntimeException>sneak(thrown);
                    }
                }
            };
            PcapDumper dumper = PcapDumper.open(broken, DataLink.EN10MB, 0, true);
            dumper.write(new byte[60], 60, 0);
            String words = "the stream: packets cannot be written: cut";
            assertThatThrownBy(dumper::flush).hasMessage(words).hasCause(thrown);
            assertThatThrownBy(() -> dumper.write(new byte[60], 60, 0)).hasMessage(words);
            assertThatThrownBy(dumper::flush).hasMessage(words);
            assertThatThrownBy(dumper::close).hasMessage(words);
            dumper.close();
            assertThat(taken.size()).isEqualTo(30);
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @Test
    void shouldNotBeCalledByItsStream() {
        List<Throwable> refused = new ArrayList<>();
        AtomicReference<PcapDumper> dumper = new AtomicReference<>();
        OutputStream caller = new OutputStream() {
            @Override
            public void write(int b) {}

            @Override
            public void flush() {
                List<Runnable> calls = List.of(
                        dumper.get()::close,
                        dumper.get()::flush,
                        dumper.get()::position,
                        () -> dumper.get().write(new byte[60], 60, 0));
                for (Runnable call : calls) {
                    try {
                        call.run();
                    } catch (IllegalStateException e) {
                        refused.add(e);
                    }
                }
            }
        };
        dumper.set(PcapDumper.open(caller, DataLink.EN10MB, 0, true));
        dumper.get().write(new byte[60], 60, 0);
        dumper.get().close();
        assertThat(refused)
                .hasSize(4)
                .allSatisfy(e ->
                        assertThat(e).hasMessage("the stream: the dumper was called by the stream that it writes to"));
    }
}
