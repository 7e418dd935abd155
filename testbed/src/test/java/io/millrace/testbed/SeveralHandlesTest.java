package io.millrace.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.Capture;
import io.millrace.Ledger;
import io.millrace.Overload;
import io.millrace.SourceKind;
import io.millrace.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several captures on one device: each sees every packet, by a buffer of its own. */
@LiveTest
class SeveralHandlesTest {
    private static final int FLOWS = 100;
    private static final int PACKETS = 30_000;

    @RegisterExtension
    final LiveLink link = new LiveLink(FLOWS);

    @Test
    void shouldSeeEveryPacketByEachHandle() {
        List<FlowOrderCheck> checks = new ArrayList<>();
        List<Capture> captures = new ArrayList<>();
        for (SourceKind kind :
                List.of(SourceKind.LIBPCAP, SourceKind.AFPACKET, SourceKind.LIBPCAP, SourceKind.AFPACKET)) {
            FlowOrderCheck check = new FlowOrderCheck(FLOWS);
            checks.add(check);
            captures.add(link.start(link.capture(kind), packet -> {
                boolean ignored = check.accept(FlowTraffic.flow(packet), FlowTraffic.sequence(packet));
            }));
        }
        link.send(PACKETS, 100_000);
        for (int i = 0; i < captures.size(); i++) {
            Ledger ledger = link.finish(captures.get(i));
            assertThat(ledger.handled()).isEqualTo(PACKETS);
            checks.get(i).assertComplete(PACKETS);
        }
    }

    @ParameterizedTest
    @CsvSource({"LIBPCAP, AFPACKET", "AFPACKET, LIBPCAP", "LIBPCAP, LIBPCAP", "AFPACKET, AFPACKET"})
    void shouldLoseNothingByAHandleThatIsReadWhileAnotherOverflows(SourceKind read, SourceKind stuck) {
        CountDownLatch tested = new CountDownLatch(1);
        Capture overflowing = link.start(
                link.capture(stuck)
                        .kernelBuffer(1 << 20)
                        .queueBytes(1 << 20)
                        .overload(Overload.block())
                        .workers(Workers.fixed(1)),
                packet -> tested.await());
        Capture reading = link.start(link.capture(read), packet -> {});
        try {
            link.send(PACKETS, 100_000);
            Ledger ledger = link.finish(reading);
            assertThat(ledger.handled()).isEqualTo(PACKETS);
            assertThat(ledger.kernel().dropped()).isZero();
            assertThat(overflowing.ledger().handled()).isZero();
        } finally {
            tested.countDown();
        }
        overflowing.close();
        assertThat(overflowing.ledger().kernel().dropped()).isPositive();
        link.assertAllKnown(overflowing.ledger());
    }
}
