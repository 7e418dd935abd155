package io.millrace.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.afpacket.NetworkDevice;
import io.millrace.afpacket.PacketRing;
import io.millrace.afpacket.RingConfig;
import io.millrace.afpacket.RingReader;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

@EnabledIfEnvironmentVariable(named = OwnNetwork.VARIABLE, matches = OwnNetwork.OWN)
class GeneratorTest {
    @Test
    void shouldSendEveryPacketOnceAndInOrder() {
        FlowOrderCheck check = new FlowOrderCheck(100);
        RingReader reader = (memory, offset, caplen, len, nanos) -> {
            assertThat(FlowTraffic.isMarked(memory, offset, len)).isTrue();
            return check.accept(FlowTraffic.flow(memory, offset, len), FlowTraffic.sequence(memory, offset, len));
        };
        try (VethPair pair = VethPair.create("left0", "right0");
                PacketRing ring = PacketRing.open(pair.right(), RingConfig.DEFAULT);
                Generator generator = new Generator(pair.left(), new FlowTraffic(100, 64))) {
            assertThat(generator.send(5000, Generator.UNPACED).packets()).isEqualTo(5000);
            assertThat(generator.send(1001, 10_000).packets()).isEqualTo(1001);
            while (check.seen() < 6001 && ring.await(1000)) {
                int ignored = ring.take(reader, 1000);
            }
            check.assertComplete(6001);
            assertThat(ring.counts().received()).isEqualTo(6001);
        }
    }

    @Test
    void shouldNotRunAheadOfTheClock() {
        try (VethPair pair = VethPair.create("left0", "right0");
                Generator generator = new Generator(pair.left(), new FlowTraffic(10, 1514))) {
            Generator.Sent sent = generator.send(2001, 10_000);
            assertThat(sent.packets()).isEqualTo(2001);
            assertThat(sent.nanos()).isGreaterThanOrEqualTo(200_000_000);
        }
    }

    @Test
    void shouldEndWhenInterrupted() throws Exception {
        try (VethPair pair = VethPair.create("left0", "right0");
                Generator generator = new Generator(pair.left(), new FlowTraffic(10, 64))) {
            Thread sender = new Thread(() -> generator.send(Long.MAX_VALUE, Generator.UNPACED));
            sender.start();
            sender.interrupt();
            assertThat(sender.join(Duration.ofSeconds(10))).isTrue();
        }
    }

    @Test
    void shouldLeaveNoDeviceBehind() {
        try (VethPair pair = VethPair.create("left0", "right0", 9000, true)) {
            assertThat(NetworkDevice.find(pair.right()).orElseThrow().mtu()).isEqualTo(9000);
        }
        assertThat(NetworkDevice.find("left0")).isEmpty();
        assertThat(NetworkDevice.find("right0")).isEmpty();
    }
}
