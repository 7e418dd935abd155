package io.millrace.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.Capture;
import io.millrace.CaptureBuilder;
import io.millrace.Device;
import io.millrace.Direction;
import io.millrace.Order;
import io.millrace.SourceKind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Both sources, in blocks and frame by frame, against tcpdump on the same traffic at the same time: bytes, lengths, and
 * timestamps.
 *
 * <p>Timestamps are the same to the nanosecond, without tolerance, where a frame is stamped when it enters the stack. TCP
 * leaves the time of its own clock in what it sends, so the kernel stamps such a segment for each handle anew; there a
 * timestamp need only lie within the time of the transfer.
 */
@LiveTest
class SourceOracleTest {
    private static final int MOST_TRANSFERS = 10;

    private static final String EVERYTHING = "";
    private static final int WHOLE = CaptureBuilder.MAX_SNAPLEN;

    @RegisterExtension
    final LedgerGuard guard = new LedgerGuard();

    /** Ends a transmission; it has to pass the filter. */
    private byte[] end = Frame.end();

    private boolean cutFrameByFrame;

    @Test
    void shouldAgreeOnPlainFrames() throws Exception {
        List<byte[]> frames = IntStream.of(60, 61, 64, 65, 127, 128, 1_000, 1_513, 1_514)
                .mapToObj(Transmission::udp)
                .toList();
        List<Frame> seen = compareOnWire(1_500, WHOLE, EVERYTHING, frames);
        assertThat(seen).extracting(Frame::len).containsExactly(60, 61, 64, 65, 127, 128, 1_000, 1_513, 1_514);
    }

    @Test
    void shouldAgreeOnVlanTags() throws Exception {
        List<byte[]> frames = List.of(
                Transmission.udp(64, 0x81000064),
                Transmission.udp(1_518, 0x8100e123),
                Transmission.udp(100, 0x81000000),
                Transmission.udp(100, 0x88a80007));
        List<Frame> seen = compareOnWire(1_500, WHOLE, EVERYTHING, frames);
        assertThat(seen).extracting(Frame::len).containsExactly(64, 1_518, 100, 100);
        assertThat(seen)
                .extracting(frame -> frame.bytes().getInt(12))
                .containsExactly(0x81000064, 0x8100e123, 0x81000000, 0x88a80007);
    }

    @Test
    void shouldAgreeOnTwoTags() throws Exception {
        List<byte[]> frames =
                List.of(Transmission.udp(100, 0x88a80064, 0x810000c8), Transmission.udp(1_400, 0x81000001, 0x81000002));
        List<Frame> seen = compareOnWire(1_500, WHOLE, EVERYTHING, frames);
        assertThat(seen).extracting(frame -> frame.bytes().getInt(16)).containsExactly(0x810000c8, 0x81000002);
    }

    @Test
    void shouldAgreeOnJumboFrames() throws Exception {
        List<byte[]> frames =
                List.of(Transmission.udp(9_014), Transmission.udp(9_018, 0x81000005), Transmission.udp(4_000));
        List<Frame> seen = compareOnWire(9_000, WHOLE, EVERYTHING, frames);
        assertThat(seen).extracting(Frame::caplen).containsExactly(9_014, 9_018, 4_000);
    }

    @Test
    void shouldAgreeOnFramesCutToTheSnaplen() throws Exception {
        List<byte[]> frames = List.of(
                Transmission.udp(1_000),
                Transmission.udp(64),
                Transmission.udp(60),
                Transmission.udp(66, 0x81000005),
                Transmission.udp(504, 0x81000005));
        List<Frame> seen = compareOnWire(1_500, 64, EVERYTHING, frames);
        assertThat(seen).extracting(Frame::caplen).containsExactly(64, 64, 60, 64, 64);
        assertThat(seen).extracting(Frame::len).containsExactly(1_000, 64, 60, 66, 504);
    }

    @Test
    void shouldAgreeOnWhatPassesAFilter() throws Exception {
        List<byte[]> frames =
                List.of(Transmission.udp(200), Transmission.udp(300, 0x81000005), Transmission.udp(400), new byte[100]);
        List<Frame> seen = compareOnWire(1_500, WHOLE, "ether proto 0x88b5 or (udp port 9 and greater 300)", frames);
        assertThat(seen).extracting(Frame::len).containsExactly(400);
    }

    @Test
    void shouldAgreeOnWhatPassesAFilterForAVlanAndIsCut() throws Exception {
        List<byte[]> frames =
                List.of(Transmission.udp(200), Transmission.udp(300, 0x81000005), Transmission.udp(300, 0x81000006));
        end = Frame.end(0x81000005);
        List<Frame> seen = compareOnWire(1_500, 100, "vlan 5", frames);
        assertThat(seen).extracting(Frame::caplen).containsExactly(100);
        assertThat(seen).extracting(Frame::len).containsExactly(300);
    }

    @Test
    void shouldAgreeOnTheLoopbackDevice() throws Exception {
        List<byte[]> frames = List.of(Transmission.udp(100), Transmission.udp(60_000), Transmission.udp(64));
        List<Frame> seen = compare("lo", "lo", WHOLE, EVERYTHING, frames);
        assertThat(seen).extracting(Frame::len).containsExactly(100, 60_000, 64); // each once
    }

    @Test
    void shouldAgreeOnSegmentsOf64KibOnTheLoopbackDevice() throws Exception {
        assertThat(longestSegmentWithin("127.0.0.1", 60_000)).isBetween(60_000, 65_535 + 14);
    }

    @Test
    void shouldAgreeOnSegmentsOverTheLimitOfIp() throws Exception {
        Shell.run("ip", "link", "set", "dev", "lo", "mtu", "9000");
        try {
            cutFrameByFrame = true;
            boolean bigTcp =
                    Shell.attempt("ip", "link", "set", "dev", "lo", "gso_max_size", "200000", "gro_max_size", "200000");
            int wanted = bigTcp ? 70_000 : 60_000; // a kernel before 5.19 has no BIG TCP
            assertThat(longestSegmentWithin("::1", wanted)).isGreaterThan(wanted);
        } finally {
            Shell.run("ip", "link", "set", "dev", "lo", "mtu", "65536");
            boolean ignored =
                    Shell.attempt("ip", "link", "set", "dev", "lo", "gso_max_size", "65536", "gro_max_size", "65536");
        }
    }

    @Test
    void shouldAgreeOnSegmentsThatAreFarLongerThanTheMtu() throws Exception {
        try (VethPair pair = VethPair.create("wire-l", "wire-r", 1_500, true);
                TcpTransfer.Peer peer = TcpTransfer.peer(pair)) {
            int longest = longestSegment(pair.left(), Direction.OUT, peer::receive);
            assertThat(longest).isGreaterThan(20_000);
        }
    }

    private List<Frame> compareOnWire(int mtu, int snaplen, String filter, List<byte[]> frames) throws Exception {
        try (VethPair pair = VethPair.create("wire-l", "wire-r", mtu, false)) {
            return compare(pair.left(), pair.right(), snaplen, filter, frames);
        }
    }

    private List<Frame> compare(String from, String to, int snaplen, String filter, List<byte[]> frames)
            throws Exception {
        try (Tcpdump tcpdump = Tcpdump.start(to, snaplen, filter)) {
            List<Recording> recordings =
                    record(to, builder -> builder.snaplen(snaplen).filter(filter));
            Transmission.send(from, frames);
            Transmission.send(from, List.of(end));
            List<Frame> expected = tcpdump.frames();
            for (Recording recording : recordings) {
                assertThat(recording.frames()).as(recording.name()).isEqualTo(expected);
            }
            return expected.subList(0, expected.size() - 1);
        }
    }

    /** How long TCP makes its segments depends on how fast both ends are scheduled; so a few transfers may be needed. */
    private int longestSegmentWithin(String address, int wanted) throws Exception {
        int longest = 0;
        for (int transfer = 0; transfer < MOST_TRANSFERS && longest <= wanted; transfer++) {
            int next = longestSegment("lo", Direction.INOUT, () -> TcpTransfer.within(address));
            longest = Math.max(longest, next);
        }
        return longest;
    }

    /** TCP's frames come over several processors, so each handle may see them in an order of its own. */
    private int longestSegment(String device, Direction direction, TcpTransfer transfer) throws Exception {
        String word = direction.name().toLowerCase(Locale.ROOT);
        try (Tcpdump tcpdump = Tcpdump.start(device, WHOLE, EVERYTHING, "-Q", word)) {
            List<Recording> recordings = record(device, builder -> builder.direction(direction));
            Instant begun = Instant.now().minusMillis(1);
            transfer.run();
            Instant ended = Instant.now().plusMillis(1);
            Thread.sleep(100); // for the last words of TCP
            Transmission.send(device, List.of(end));
            List<Frame> expected = content(tcpdump.frames());
            for (Recording recording : recordings) {
                List<Frame> frames = recording.frames();
                assertThat(content(frames)).as(recording.name()).isEqualTo(expected);
                assertThat(frames)
                        .allSatisfy(frame -> assertThat(Instant.EPOCH.plusNanos(frame.timestampNanos()))
                                .isBetween(begun, ended.plus(30, ChronoUnit.SECONDS)));
            }
            return expected.stream().mapToInt(Frame::caplen).max().orElse(0);
        }
    }

    private static List<Frame> content(List<Frame> frames) {
        return frames.stream().map(Frame::untimed).sorted().toList();
    }

    private interface Setting {
        CaptureBuilder apply(CaptureBuilder builder);
    }

    /**
     * Starts a capture of each kind. libpcap's immediate mode cuts what is longer than 64 KiB, by the size it gives the slots
     * of its ring; that is left out where it matters.
     */
    private List<Recording> record(String device, Setting setting) {
        List<Recording> recordings = new ArrayList<>();
        for (SourceKind kind : List.of(SourceKind.LIBPCAP, SourceKind.AFPACKET)) {
            for (boolean immediate : List.of(false, true)) {
                if (cutFrameByFrame && immediate && kind == SourceKind.LIBPCAP) {
                    continue;
                }
                CaptureBuilder builder = setting.apply(Capture.from(Device.named(device))
                        .source(kind)
                        .immediate(immediate)
                        .queueBytes(64 << 20)
                        .order(Order.TOTAL));
                Recording recording = new Recording(kind + (immediate ? ", frame by frame" : ", in blocks"));
                Capture ignored = guard.guard(builder.startOrdered(Frame::of, recording.seen::add));
                recordings.add(recording);
            }
        }
        return recordings;
    }

    private record Recording(String name, List<Frame> seen) {
        Recording(String name) {
            this(name, new CopyOnWriteArrayList<>());
        }

        /** What was captured, once the frame that ends the transmission has come. */
        List<Frame> frames() {
            Await.until(
                    name + " has the last frame",
                    () -> !seen.isEmpty() && seen.getLast().isEnd());
            return seen;
        }
    }
}
