package io.millrace.afpacket;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.LiveTest;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Offloaded TCP segments, far longer than any MTU. */
@LiveTest
class SegmentsTest {
    private static final int TRANSFER_BYTES = 2 << 20;
    private static final int MOST_TRANSFERS = 20;
    private static final RingConfig CONFIG = RingConfig.DEFAULT.withBufferBytes(16 << 20);

    @Test
    void shouldDeliverSegmentsOf64KibWhole() throws Exception {
        assertThat(longestSegment("127.0.0.1", 60_000)).isGreaterThan(60_000);
    }

    @Test
    void shouldDeliverSegmentsOverTheLimitOfIpWhole() throws Exception {
        TestLink.run(
                "ip", "link", "set", "dev", "lo", "mtu", "9000", "gso_max_size", "200000", "gro_max_size", "200000");
        try {
            assertThat(longestSegment("::1", 70_000)).isGreaterThan(70_000);
        } finally {
            TestLink.run(
                    "ip", "link", "set", "dev", "lo", "mtu", "65536", "gso_max_size", "65536", "gro_max_size", "65536");
        }
    }

    /** How long TCP makes its segments depends on how fast both ends are scheduled; so a few transfers may be needed. */
    private static int longestSegment(String address, int wanted) throws Exception {
        int longest = 0;
        for (int transfer = 0; transfer < MOST_TRANSFERS && longest <= wanted; transfer++) {
            longest = Math.max(longest, longestOfTransfer(address));
        }
        return longest;
    }

    private static int longestOfTransfer(String address) throws Exception {
        try (PacketRing blocks = PacketRing.open("lo", CONFIG);
                PacketRing slots = PacketRing.open("lo", CONFIG.withImmediate(true))) {
            transfer(address);
            Thread.sleep(20); // longer than a block stays open
            List<Frame> inBlocks = takeAll(blocks);
            List<Frame> inSlots = takeAll(slots);
            assertThat(inBlocks).allMatch(frame -> frame.caplen() == frame.len());
            assertThat(inSlots).hasSameSizeAs(inBlocks);
            // Not by timestamp: TCP leaves its own clock's time in a segment, so the kernel stamps it for each ring
            // anew. Nor in order: data and acknowledgements come on different processors at a time.
            assertThat(inSlots)
                    .usingRecursiveFieldByFieldElementComparatorIgnoringFields("timestampNanos")
                    .containsExactlyInAnyOrderElementsOf(inBlocks);
            assertThat(blocks.counts().received()).isEqualTo(inBlocks.size());
            assertThat(slots.counts().dropped()).isZero();
            return inBlocks.stream().mapToInt(Frame::len).max().orElse(0);
        }
    }

    private static List<Frame> takeAll(PacketRing ring) {
        List<Frame> frames = new ArrayList<>();
        int taken;
        do {
            taken = ring.take(
                    (memory, offset, caplen, len, nanos) -> {
                        return frames.add(Frame.copy(memory, offset, caplen, len, nanos));
                    },
                    1000);
        } while (taken > 0);
        return frames;
    }

    private static void transfer(String address) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName(address));
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket accepted = server.accept()) {
            CompletableFuture<Integer> received = CompletableFuture.supplyAsync(() -> drain(accepted));
            OutputStream out = client.getOutputStream();
            out.write(new byte[TRANSFER_BYTES]);
            client.shutdownOutput();
            assertThat(received.get()).isEqualTo(TRANSFER_BYTES);
        }
    }

    private static int drain(Socket socket) {
        try (InputStream in = socket.getInputStream()) {
            return in.readAllBytes().length;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
