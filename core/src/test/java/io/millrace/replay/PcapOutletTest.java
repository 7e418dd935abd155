package io.millrace.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.LiveTest;
import io.millrace.pcap.Pcap;
import io.millrace.pcap.PcapDirection;
import io.millrace.pcap.PcapResult;
import io.millrace.pcap.PcapSettings;
import io.millrace.protocol.Linktype;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is sent by libpcap arrives as it was. */
@LiveTest
@Timeout(60)
class PcapOutletTest {
    private static final int FRAMES = 500;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private static byte[] frame(Random random) {
        byte[] frame = new byte[60 + random.nextInt(1_400)];
        random.nextBytes(frame);
        frame[12] = (byte) 0x88; // an EtherType that nobody answers
        frame[13] = (byte) 0xb5;
        return frame;
    }

    @Test
    void shouldSendEachFrameOnceAndInOrder() {
        List<byte[]> sent = new ArrayList<>();
        List<byte[]> arrived = new ArrayList<>();
        Random random = new Random(5);
        PcapSettings settings = PcapSettings.DEFAULT.withImmediate(true);
        try (Pcap receiver = Pcap.open("lo", settings);
                Outlet outlet = PcapOutlet.open("lo")) {
            receiver.setNonBlocking(true);
            receiver.setFilter("ether proto 0x88b5");
            receiver.setDirection(PcapDirection.IN);
            assertThat(outlet.linktype()).isEqualTo(Linktype.EN10MB);
            assertThat(outlet.batch()).isEqualTo(1);
            for (int i = 0; i < FRAMES; i++) {
                byte[] frame = frame(random);
                assertThat(outlet.longest(MemorySegment.ofArray(frame), 0, frame.length))
                        .isGreaterThanOrEqualTo(frame.length);
                outlet.put(0, MemorySegment.ofArray(frame), 0, frame.length);
                outlet.send(1);
                outlet.send(0); // sends nothing
                sent.add(frame);
                receive(receiver, arrived, sent.size());
            }
        }
        assertThat(arrived).usingRecursiveComparison().isEqualTo(sent);
    }

    /** One by one: in immediate mode the kernel's buffer has room for a few frames only. */
    private static void receive(Pcap receiver, List<byte[]> arrived, int count) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (arrived.size() < count && System.nanoTime() - end < 0) {
            PcapResult _ = receiver.dispatch(-1, packet -> arrived.add(packet.bytes()));
        }
        assertThat(arrived).hasSize(count);
    }
}
