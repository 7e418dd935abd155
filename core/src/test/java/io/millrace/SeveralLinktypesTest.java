package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.protocol.Linktype;
import io.millrace.savefile.InterfaceDescription;
import io.millrace.savefile.OptionCode;
import io.millrace.savefile.Options;
import io.millrace.savefile.PcapWriter;
import io.millrace.savefile.PcapngWriter;
import io.millrace.savefile.SavefileReader;
import io.millrace.savefile.SavefileTarget;
import io.millrace.savefile.Section;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Packets of several link types in one capture: each has its own, whatever way it takes. Packet {@code i} is UDP from port
 * {@code 1000 + i % 10}, in Ethernet, in raw IP, or no IP at all by turns; its last four bytes are its number.
 */
@Timeout(60)
class SeveralLinktypesTest {
    private static final int USB = 220;
    private static final List<Integer> LINKTYPES = List.of(Linktype.EN10MB, Linktype.RAW, USB);
    private static final List<String> NAMES = List.of("eth0", "tun0", "usbmon1");
    private static final int PACKETS = 6_000;
    private static final long FIRST_NANOS = 1_700_000_000_000_000_000L;

    @TempDir
    private Path folder;

    private Path mixed;

    @BeforeEach
    void write() {
        mixed = folder.resolve("mixed.pcapng");
        try (PcapngWriter writer = PcapngWriter.open(SavefileTarget.file(mixed), Section.of(Options.NONE))) {
            for (int i = 0; i < LINKTYPES.size(); i++) {
                writer.describe(description(i));
            }
            for (int i = 0; i < PACKETS; i++) {
                byte[] frame = frame(i);
                writer.write(i % 3, nanos(i), MemorySegment.ofArray(frame), 0, frame.length, frame.length);
            }
        }
    }

    private static InterfaceDescription description(int number) {
        return InterfaceDescription.of(
                LINKTYPES.get(number),
                0,
                number == 1 ? ChronoUnit.MICROS : ChronoUnit.NANOS,
                Options.NONE.with(OptionCode.IF_NAME, NAMES.get(number)));
    }

    private static long nanos(int number) {
        return FIRST_NANOS + (number * 1_000L);
    }

    private static byte[] frame(int number) {
        int link = number % 3 == 0 ? 14 : 0;
        ByteBuffer frame = ByteBuffer.allocate(link + 32);
        if (number % 3 == 2) {
            return frame.putInt(28, number).array();
        }
        if (link > 0) {
            frame.putShort(12, (short) 0x0800);
        }
        frame.put(link, (byte) 0x45).putShort(link + 2, (short) 32).put(link + 8, (byte) 64);
        frame.put(link + 9, (byte) 17).putInt(link + 12, 0x0a000001).putInt(link + 16, 0x0a000002);
        frame.putShort(link + 20, (short) (1000 + (number % 10))).putShort(link + 22, (short) 53);
        return frame.putShort(link + 24, (short) 12).putInt(link + 28, number).array();
    }

    private static int number(Packet packet) {
        return packet.intAt(packet.caplen() - 4);
    }

    /** Whether all that is told of a packet is what it is of that number. */
    private static boolean isTrue(Packet packet) {
        int number = number(packet);
        boolean ip = number % 3 != 2;
        return packet.linktype() == LINKTYPES.get(number % 3)
                && packet.packetInterface()
                        .options()
                        .text(OptionCode.IF_NAME)
                        .orElse("")
                        .equals(NAMES.get(number % 3))
                && packet.timestampNanos() == nanos(number)
                && packet.sourcePort() == (ip ? 1000 + (number % 10) : -1);
    }

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    @Test
    void shouldGiveEachPacketItsOwnAndKeepTheOrderOfFlowsAcrossThem() throws Exception {
        AtomicInteger wrong = new AtomicInteger();
        Map<Integer, List<Integer>> flows = new ConcurrentHashMap<>();
        Ledger ledger =
                Trial.finish(Capture.from(mixed).workers(Workers.fixed(8)).start(packet -> {
                    wrong.addAndGet(isTrue(packet) && isTrue(packet.copy()) ? 0 : 1);
                    flows.computeIfAbsent(packet.sourcePort(), port -> Collections.synchronizedList(new ArrayList<>()))
                            .add(number(packet));
                }));

        assertThat(wrong).hasValue(0);
        assertThat(ledger.handled()).isEqualTo(PACKETS);
        assertThat(ledger.linktype()).isEqualTo("EN10MB,RAW,USB_LINUX_MMAPPED");
        assertThat(flows).hasSize(11);
        assertThat(flows.values()).allSatisfy(flow -> assertThat(flow).isSorted());
    }

    @Test
    void shouldGiveResultsInTheOrderOfTheFile() throws Exception {
        List<Integer> seen = new ArrayList<>();
        Ledger ledger = Trial.finish(Capture.from(mixed)
                .order(Order.TOTAL)
                .startOrdered(packet -> isTrue(packet) ? number(packet) : null, seen::add));
        assertThat(seen).isEqualTo(numbers(PACKETS));
        assertThat(ledger.handled()).isEqualTo(PACKETS);
    }

    @Test
    void shouldFilterByWhatTheExpressionMeansForEach() throws Exception {
        List<String> warnings = new ArrayList<>();
        List<Integer> seen = Collections.synchronizedList(new ArrayList<>());
        Ledger ledger = Trial.finish(Capture.from(mixed)
                .filter("udp src port 1003")
                .onWarning(warnings::add)
                .start(packet -> seen.add(number(packet))));
        assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(numbers(PACKETS).stream()
                        .filter(i -> i % 3 != 2 && i % 10 == 3)
                        .toList());
        assertThat(ledger.taken()).isEqualTo(seen.size());
        assertThat(warnings)
                .singleElement()
                .asString()
                .startsWith("the filter matches no packet of link type USB_LINUX_MMAPPED: ");

        assertThatThrownBy(() -> Capture.from(mixed).filter("udp prot").start(packet -> {}))
                .isInstanceOf(CaptureException.class);
    }

    @Test
    void shouldReadFilesOfDifferentLinktypesInTurnAndByTime() throws Exception {
        List<Path> files = new ArrayList<>();
        for (int linktype = 0; linktype < 3; linktype++) {
            Path file = folder.resolve(linktype + ".pcap");
            files.add(file);
            try (PcapWriter writer = PcapWriter.open(
                    SavefileTarget.file(file),
                    InterfaceDescription.of(LINKTYPES.get(linktype), 65_535, ChronoUnit.NANOS, Options.NONE))) {
                for (int i = linktype; i < PACKETS; i += 3) {
                    byte[] frame = frame(i);
                    writer.write(0, nanos(i), MemorySegment.ofArray(frame), 0, frame.length, frame.length);
                }
            }
        }
        List<Integer> inTurn = read(Savefile.inTurn(files));
        assertThat(inTurn.subList(0, PACKETS / 3)).allMatch(number -> number % 3 == 0);
        assertThat(inTurn.stream().sorted().toList()).isEqualTo(numbers(PACKETS));
        assertThat(read(Savefile.byTime(files))).isEqualTo(numbers(PACKETS));
        assertThat(read(Savefile.byTime(files.reversed()))).isEqualTo(numbers(PACKETS));
    }

    private static List<Integer> read(Savefile files) throws InterruptedException {
        List<Integer> seen = new ArrayList<>();
        Trial.finish(Capture.from(files).order(Order.SERIAL).start(packet -> {
            int number = number(packet);
            seen.add(packet.linktype() == LINKTYPES.get(number % 3) ? number : -1);
        }));
        return seen;
    }

    @Test
    void shouldComeBackFromTheDiskAsItWent() throws Exception {
        List<Integer> seen = new ArrayList<>();
        Ledger ledger = Trial.finish(Capture.from(mixed)
                .order(Order.SERIAL)
                .journal(Journal.in(folder.resolve("journal")))
                .start(packet -> seen.add(isTrue(packet) ? number(packet) : -1)));
        assertThat(seen).isEqualTo(numbers(PACKETS));
        assertThat(ledger.handled()).isEqualTo(PACKETS);
    }

    @Test
    void shouldBeResumedByACaptureOfAnotherLinktype() throws Exception {
        Journal journal = Journal.in(folder.resolve("journal"));
        Capture interrupted = Capture.from(mixed)
                .order(Order.SERIAL)
                .journal(journal)
                .drain(Duration.ZERO)
                .start(packet -> Thread.sleep(1_000));
        Eventually.holds(() -> interrupted.ledger().taken() == PACKETS);
        interrupted.close();
        long left = interrupted.ledger().spooled();
        assertThat(left).isGreaterThan(PACKETS - 10);

        Path one = folder.resolve("one.pcapng");
        try (PcapngWriter writer = PcapngWriter.open(SavefileTarget.file(one), Section.of(Options.NONE))) {
            writer.describe(InterfaceDescription.of(Linktype.LINUX_SLL, 0, ChronoUnit.NANOS, Options.NONE));
        }
        List<Integer> seen = new ArrayList<>();
        Ledger ledger = Trial.finish(Capture.from(one)
                .order(Order.SERIAL)
                .journal(journal)
                .resume(true)
                .start(packet -> seen.add(isTrue(packet) ? number(packet) : -1)));
        assertThat(ledger.resumed()).isEqualTo(seen.size()).isEqualTo(left);
        assertThat(seen).isSorted().doesNotContain(-1);
    }

    @Test
    void shouldBeTrueOfDeadLetters() throws Exception {
        Path dead = folder.resolve("dead.pcapng");
        Ledger ledger = Trial.finish(Capture.from(mixed).deadLetter(dead).start(packet -> {
            throw new IllegalStateException();
        }));
        assertThat(ledger.incidents().deadLettered()).isEqualTo(PACKETS);
        try (SavefileReader reader = SavefileReader.open(dead)) {
            int count = 0;
            while (reader.next()) {
                int number = reader.memory()
                        .asSlice(reader.offset() + reader.caplen() - 4, 4)
                        .asByteBuffer()
                        .getInt();
                assertThat(reader.packetInterface().linktype()).isEqualTo(LINKTYPES.get(number % 3));
                count++;
            }
            assertThat(count).isEqualTo(PACKETS);
            assertThat(reader.interfaces()).hasSize(3);
        }
    }
}
