package io.millrace.bench.rival;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.pcap.Pcap;
import io.millrace.testbed.FlowOrderCheck;
import io.millrace.testbed.FlowTraffic;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlowFileTest {
    @Test
    void shouldHoldEveryPacketOfEveryFlowInSequence(@TempDir Path folder) throws Exception {
        FlowOrderCheck check = new FlowOrderCheck(7);
        try (FlowFile file = FlowFile.write(folder.resolve("flows.pcap"), 1_000, 7, 100);
                Pcap pcap = Pcap.openOffline(file.path())) {
            var ignored = pcap.loop(-1, packet -> {
                MemorySegment bytes = MemorySegment.ofArray(packet.bytes());
                assertThat(bytes.byteSize()).isEqualTo(100);
                assertThat(FlowTraffic.isMarked(bytes, 0, 100)).isTrue();
                assertThat(check.accept(FlowTraffic.flow(bytes, 0, 100), FlowTraffic.sequence(bytes, 0, 100)))
                        .isTrue();
            });
        }
        check.assertComplete(1_000);
        assertThat(folder).isEmptyDirectory();
    }
}
