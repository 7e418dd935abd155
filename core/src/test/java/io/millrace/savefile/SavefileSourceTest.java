package io.millrace.savefile;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.Allocations;
import io.millrace.Capture;
import io.millrace.Ledger;
import io.millrace.Order;
import io.millrace.protocol.Linktype;
import io.millrace.source.FrameSink;
import io.millrace.source.KernelCounts;
import io.millrace.source.SavefileSource;
import io.millrace.source.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link Source} promises, of savefiles of every kind and compression; here, because files are made by hand here. */
@Timeout(120)
class SavefileSourceTest {
    private static final int PACKETS = 700;
    private static final int SECONDS = 1_700_000_000;

    /** A frame, and what its interface is. */
    private record Frame(int linktype, Seen seen) {}

    /** A kind of file that holds the same frames, but for what it has no room for. */
    enum Kind {
        PCAP_NANOS_LITTLE(true),
        PCAP_MICROS_BIG(true),
        PCAP_NANOS_BIG(true),
        PCAP_MODIFIED_BIG(true),
        PCAPNG_LITTLE(true),
        PCAPNG_BIG(true),
        /** Sections of either byte order, with interfaces of several units; libpcap reads the first. */
        PCAPNG_SECTIONS(false),
        /** Packets of two link types take turns, which libpcap refuses. */
        PCAPNG_LINKTYPES(false);

        private final boolean readByLibpcap;

        Kind(boolean readByLibpcap) {
            this.readByLibpcap = readByLibpcap;
        }

        private byte[] file() {
            return switch (this) {
                case PCAP_NANOS_LITTLE -> pcap(ByteOrder.LITTLE_ENDIAN, MadePcap.NANOS);
                case PCAP_MICROS_BIG -> pcap(ByteOrder.BIG_ENDIAN, MadePcap.MICROS);
                case PCAP_NANOS_BIG -> pcap(ByteOrder.BIG_ENDIAN, MadePcap.NANOS);
                case PCAP_MODIFIED_BIG -> pcap(ByteOrder.BIG_ENDIAN, MadePcap.MODIFIED);
                case PCAPNG_LITTLE -> pcapng(ByteOrder.LITTLE_ENDIAN);
                case PCAPNG_BIG -> pcapng(ByteOrder.BIG_ENDIAN);
                case PCAPNG_SECTIONS -> sections();
                case PCAPNG_LINKTYPES -> linktypes();
            };
        }

        /** Fractions are less than a million, so that they are microseconds or nanoseconds, as the file says. */
        private long nanos(int number) {
            long fraction = switch (this) {
                case PCAP_MICROS_BIG, PCAP_MODIFIED_BIG -> fraction(number) * 1_000L;
                case PCAPNG_SECTIONS -> number % 2 == 0 ? fraction(number) : fraction(number) / 1_000 * 1_000L;
                default -> fraction(number);
            };
            return ((SECONDS + (long) number) * 1_000_000_000) + fraction;
        }

        private List<Frame> frames() {
            List<Frame> frames = new ArrayList<>();
            for (int i = 0; i < PACKETS; i++) {
                byte[] bytes = bytes(i);
                int linktype = this == PCAPNG_LINKTYPES && i % 2 == 1 ? Linktype.RAW : Linktype.EN10MB;
                frames.add(new Frame(
                        linktype,
                        new Seen(nanos(i), bytes.length + 5, HexFormat.of().formatHex(bytes))));
            }
            return frames;
        }
    }

    enum Packing {
        PLAIN,
        GZIP,
        LZ4,
        LZ4_LEGACY
    }

    @TempDir
    private Path folder;

    private static int fraction(int number) {
        return 123_456 + number;
    }

    private static byte[] bytes(int number) {
        return MadePcap.some(14 + ((number * 37) % 1_400));
    }

    private static byte[] pcap(ByteOrder order, int magic) {
        MadePcap made = new MadePcap(order, magic);
        for (int i = 0; i < PACKETS; i++) {
            byte[] bytes = bytes(i);
            made.packet(SECONDS + i, fraction(i), bytes.length, bytes.length + 5, bytes);
        }
        return made.bytes();
    }

    private static void nanos(MadePcapng made, int number, int interfaceId) {
        byte[] bytes = bytes(number);
        long units = ((SECONDS + (long) number) * 1_000_000_000) + fraction(number);
        made.packet(interfaceId, units, bytes, bytes.length + 5, OptionCode.COMMENT, "packet " + number);
    }

    private static byte[] pcapng(ByteOrder order) {
        MadePcapng made = new MadePcapng(order).section(OptionCode.SHB_OS, "none");
        made.description(Linktype.EN10MB, 65_535, OptionCode.IF_TSRESOL, (byte) 9);
        for (int i = 0; i < PACKETS; i++) {
            nanos(made, i, 0);
        }
        return made.statistics(0, 1, OptionCode.ISB_IFRECV, (long) PACKETS).bytes();
    }

    private static byte[] sections() {
        MadePcapng made = new MadePcapng(ByteOrder.BIG_ENDIAN);
        for (int from = 0; from < PACKETS; from += 100) {
            made.sectionOf(from % 200 == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN, -1);
            made.description(Linktype.EN10MB, 65_535);
            made.description(Linktype.EN10MB, 65_535, OptionCode.IF_TSRESOL, (byte) 9);
            for (int i = from; i < from + 100; i++) {
                if (i % 2 == 0) {
                    nanos(made, i, 1);
                } else {
                    byte[] bytes = bytes(i);
                    long units = ((SECONDS + (long) i) * 1_000_000) + (fraction(i) / 1_000);
                    made.packet(0, units, bytes, bytes.length + 5);
                }
            }
        }
        return made.bytes();
    }

    private static byte[] linktypes() {
        MadePcapng made = new MadePcapng(ByteOrder.BIG_ENDIAN).section();
        made.description(Linktype.EN10MB, 65_535, OptionCode.IF_TSRESOL, (byte) 9);
        made.description(Linktype.RAW, 65_535, OptionCode.IF_TSRESOL, (byte) 9);
        for (int i = 0; i < PACKETS; i++) {
            nanos(made, i, i % 2);
        }
        return made.bytes();
    }

    private static byte[] packed(byte[] file, Packing packing, Path folder) throws IOException, InterruptedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        switch (packing) {
            case PLAIN -> out.writeBytes(file);
            case GZIP -> {
                try (OutputStream gzip = new GZIPOutputStream(out)) {
                    gzip.write(file);
                }
            }
            case LZ4, LZ4_LEGACY -> {
                Path plain = Files.write(folder.resolve("plain"), file);
                Path made = folder.resolve("made.lz4");
                String options = packing == Packing.LZ4 ? "-B4D" : "-l";
                Tshark.run("lz4", "-qf", options, plain.toString(), made.toString());
                out.writeBytes(Files.readAllBytes(made));
            }
        }
        return out.toByteArray();
    }

    static Stream<Arguments> files() {
        return Arrays.stream(Kind.values())
                .flatMap(kind -> Arrays.stream(Packing.values()).map(packing -> Arguments.of(kind, packing)));
    }

    private Path file(Kind kind, Packing packing) throws IOException, InterruptedException {
        return Files.write(folder.resolve("file"), packed(kind.file(), packing, folder));
    }

    private static SavefileSource open(Path file, String filter, int snaplen) {
        List<String> files = List.of(file.toString());
        return SavefileSource.open("name", files, false, false, 0, filter, snaplen, warning -> {}, null);
    }

    /** Keeps what it is offered, up to so many. */
    private static final class Keeper implements FrameSink {
        private final List<Frame> frames = new ArrayList<>();
        private final int most;
        private int linktype;
        private boolean refused;

        Keeper(Source source, int most) {
            this.most = most;
            linktype = source.description().linktype();
            assertThat(source.linktype()).isEqualTo(linktype);
        }

        @Override
        public boolean offer(MemorySegment memory, long offset, int caplen, int len, long timestampNanos) {
            if (frames.size() == most) {
                refused = true;
                return false;
            }
            byte[] bytes = memory.asSlice(offset, caplen).toArray(JAVA_BYTE);
            frames.add(new Frame(
                    linktype, new Seen(timestampNanos, len, HexFormat.of().formatHex(bytes))));
            return true;
        }

        @Override
        public void from(InterfaceDescription described) {
            linktype = described.linktype();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void shouldOfferEachFrameOnceInItsOrderAndThenEnd(Kind kind, Packing packing) throws Exception {
        try (SavefileSource source = open(file(kind, packing), "", Integer.MAX_VALUE)) {
            Keeper keeper = new Keeper(source, Integer.MAX_VALUE);
            int sum = 0;
            int taken = 0;
            while (taken != Source.END) {
                taken = source.take(keeper, 7, -1);
                assertThat(taken).isLessThanOrEqualTo(7);
                sum += Math.max(0, taken);
                assertThat(keeper.frames).hasSize(sum);
            }
            assertThat(source.take(keeper, 7, -1)).as("the end again").isEqualTo(Source.END);
            assertThat(keeper.frames).isEqualTo(kind.frames());
            assertThat(source.readBytes()).isEqualTo(source.totalBytes()).isPositive();
            source.settle();
            assertThat(source.counts()).isEqualTo(KernelCounts.NONE);
            assertThat(source.isLive()).isFalse();
            assertThat(source.name()).isEqualTo("name");
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void shouldStopWhereTheSinkRefusesAFrame(Kind kind, Packing packing) throws Exception {
        for (int most : new int[] {0, 1, 333}) {
            try (SavefileSource source = open(file(kind, packing), "", Integer.MAX_VALUE)) {
                Keeper keeper = new Keeper(source, most);
                int taken = 0;
                while (!keeper.refused) { // of what is decompressed not all is ready at once
                    taken += source.take(keeper, PACKETS, -1);
                }
                assertThat(taken).isEqualTo(most);
                assertThat(keeper.frames).isEqualTo(kind.frames().subList(0, most));
                source.settle();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void shouldOfferWhatTheFilterLetsThroughNoLongerThanTheSnaplen(Kind kind, Packing packing) throws Exception {
        try (SavefileSource source = open(file(kind, packing), "greater 700", 40)) {
            Keeper keeper = new Keeper(source, Integer.MAX_VALUE);
            while (source.take(keeper, 50, 0) != Source.END) {
                assertThat(keeper.frames).hasSizeLessThanOrEqualTo(PACKETS);
            }
            List<Frame> expected = kind.frames().stream()
                    .filter(frame -> frame.seen().len() >= 700)
                    .map(frame -> new Frame(
                            frame.linktype(),
                            new Seen(
                                    frame.seen().nanos(),
                                    frame.seen().len(),
                                    frame.seen().hex().substring(0, 80))))
                    .toList();
            assertThat(keeper.frames).isEqualTo(expected).hasSizeBetween(100, PACKETS - 100);
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void shouldOfferWhatComesBeforeACutAndThenTellOfIt(Kind kind, Packing packing) throws Exception {
        byte[] whole = Files.readAllBytes(file(kind, packing));
        Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, whole.length * 3 / 4));
        try (SavefileSource source = open(cut, "", Integer.MAX_VALUE)) {
            Keeper keeper = new Keeper(source, Integer.MAX_VALUE);
            assertThatThrownBy(() -> {
                        while (source.take(keeper, 50, -1) != Source.END) {
                            assertThat(keeper.frames).hasSizeLessThan(PACKETS);
                        }
                    })
                    .isInstanceOf(SavefileException.class)
                    .hasMessageContaining("truncated");
            assertThat(keeper.frames).isEqualTo(kind.frames().subList(0, keeper.frames.size()));
            if (packing == Packing.PLAIN) {
                assertThat(keeper.frames.size()).isGreaterThan(PACKETS / 2);
            }
        } catch (SavefileException e) { // of a legacy frame of lz4, whose only block is cut, nothing is known
            assertThat(packing).isEqualTo(Packing.LZ4_LEGACY);
            assertThat(e).hasMessageContaining("truncated");
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void shouldBeCapturedToTheLastPacketWithBooksThatBalance(Kind kind, Packing packing) throws Exception {
        List<Frame> seen = Collections.synchronizedList(new ArrayList<>());
        Capture ended;
        try (Capture capture = Capture.from(file(kind, packing))
                .order(Order.SERIAL)
                .start(packet -> seen.add(new Frame(
                        packet.packetInterface().linktype(),
                        new Seen(
                                packet.timestampNanos(),
                                packet.len(),
                                HexFormat.of().formatHex(packet.bytes())))))) {
            capture.join();
            ended = capture;
        }
        Ledger ledger = ended.ledger();
        assertThat(ledger.balanced()).isTrue();
        assertThat(ledger.handled()).isEqualTo(ledger.taken()).isEqualTo(PACKETS);
        assertThat(seen).isEqualTo(kind.frames());
    }

    /** Of the buffers, which are one size for all, some may be made while it reads; of packets, nothing. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void shouldAllocateNothingForAFrame(Kind kind) throws Exception {
        Path file = file(kind, Packing.PLAIN);
        FrameSink sink = (memory, offset, caplen, len, timestampNanos) -> true;
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 40; i++) {
            try (SavefileSource source = open(file, "", Integer.MAX_VALUE)) {
                int first = source.take(sink, 10, -1);
                assertThat(first).isEqualTo(10);
                long before = Allocations.ofThisThread();
                int taken = source.take(sink, 80, -1); // in the first section, if there are several
                least = Math.min(least, Allocations.ofThisThread() - before);
                assertThat(taken).isEqualTo(80);
            }
        }
        assertThat(least).isLessThan(80);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void shouldBeTheSameFileToLibpcapAndWireshark(Kind kind) throws Exception {
        Path file = file(kind, Packing.PLAIN);
        List<Seen> frames = kind.frames().stream().map(Frame::seen).toList();
        if (kind.readByLibpcap) {
            assertThat(Seen.byLibpcap(file)).isEqualTo(frames);
        }
        List<String> told = new ArrayList<>();
        for (int i = 0; i < PACKETS; i++) {
            Seen seen = frames.get(i);
            told.add(String.format(
                    "%d.%09d %d %d",
                    seen.nanos() / 1_000_000_000,
                    seen.nanos() % 1_000_000_000,
                    seen.len(),
                    seen.hex().length() / 2));
        }
        assertThat(Tshark.fields(file, "frame.time_epoch", "frame.len", "frame.cap_len"))
                .isEqualTo(told);
    }
}
