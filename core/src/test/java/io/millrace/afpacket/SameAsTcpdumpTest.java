package io.millrace.afpacket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Both rings against tcpdump, on the same traffic at the same time: bytes, lengths and timestamps. */
@EnabledIfEnvironmentVariable(named = "MILLRACE_NETWORK", matches = "own")
class SameAsTcpdumpTest {
    private static final RingConfig WHOLE = RingConfig.DEFAULT.withBufferBytes(4 << 20);

    @Test
    void shouldDeliverPlainFrames() throws Exception {
        compareOnLink(
                1500,
                WHOLE,
                IntStream.of(60, 64, 65, 128, 1000, 1514)
                        .mapToObj(n -> TestFrames.udp(n, n))
                        .toList());
    }

    @Test
    void shouldPutAVlanTagBack() throws Exception {
        List<Frame> seen = compareOnLink(
                1500,
                WHOLE,
                List.of(
                        TestFrames.tagged(1, 60, 0x8100, 0x0064),
                        TestFrames.tagged(2, 1514, 0x8100, 0xe123),
                        TestFrames.tagged(3, 100, 0x8100, 0x0000),
                        TestFrames.tagged(4, 100, 0x88a8, 0x0007)));
        assertThat(seen.getFirst().bytes()).contains("81000064");
        assertThat(seen.getLast().bytes()).contains("88a80007");
    }

    @Test
    void shouldPutTheOuterOfTwoTagsBack() throws Exception {
        List<Frame> seen = compareOnLink(
                1500,
                WHOLE,
                List.of(
                        TestFrames.tagged(1, 100, 0x88a8, 0x0064, 0x8100, 0x00c8),
                        TestFrames.tagged(2, 1400, 0x8100, 0x0001, 0x8100, 0x0002)));
        assertThat(seen.getFirst().bytes()).contains("88a80064810000c80800");
    }

    @Test
    void shouldDeliverJumboFrames() throws Exception {
        compareOnLink(
                9000,
                WHOLE,
                List.of(TestFrames.udp(1, 9014), TestFrames.tagged(2, 9014, 0x8100, 5), TestFrames.udp(3, 4000)));
    }

    @Test
    void shouldCutFramesToTheSnaplen() throws Exception {
        List<Frame> seen = compareOnLink(
                1500,
                WHOLE.withSnaplen(64),
                List.of(
                        TestFrames.udp(1, 1000),
                        TestFrames.udp(2, 64),
                        TestFrames.udp(3, 60),
                        TestFrames.tagged(4, 62, 0x8100, 5),
                        TestFrames.tagged(5, 500, 0x8100, 5)));
        assertThat(seen).extracting(Frame::caplen).containsExactly(64, 64, 60, 64, 64);
        assertThat(seen).extracting(Frame::len).containsExactly(1000, 64, 60, 66, 504);
    }

    @Test
    void shouldDeliverEachFrameOfTheLoopbackDeviceOnce() throws Exception {
        List<byte[]> frames = List.of(TestFrames.udp(1, 100), TestFrames.udp(2, 60_000), TestFrames.udp(3, 64));
        compare("lo", "lo", WHOLE, frames);
    }

    private static List<Frame> compareOnLink(int mtu, RingConfig config, List<byte[]> frames) throws Exception {
        TestLink link = TestLink.create(mtu);
        try {
            return compare(TestLink.LEFT, TestLink.RIGHT, config, frames);
        } finally {
            link.close();
        }
    }

    private static List<Frame> compare(String from, String to, RingConfig config, List<byte[]> frames)
            throws Exception {
        // A frame more marks the end: if one came twice, it would be missing.
        List<byte[]> sent = new ArrayList<>(frames);
        sent.add(TestFrames.udp(99, 77));
        String snaplen = Integer.toString(config.snaplen());
        try (Tcpdump tcpdump = new Tcpdump(to, sent.size(), "-s", snaplen);
                PacketRing blocks = PacketRing.open(to, config);
                PacketRing slots = PacketRing.open(to, config.withImmediate(true))) {
            TestLink.send(from, sent);
            List<Frame> inBlocks = Frame.take(blocks, sent.size());
            List<Frame> inSlots = Frame.take(slots, sent.size());
            List<Frame> expected = tcpdump.frames();
            assertThat(expected).hasSameSizeAs(sent);
            assertThat(inBlocks).containsExactlyElementsOf(expected);
            assertThat(inSlots).containsExactlyElementsOf(expected);
            return expected.subList(0, frames.size());
        }
    }
}
