package io.millrace.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.Capture;
import io.millrace.Ledger;
import io.millrace.Overload;
import io.millrace.SourceKind;
import io.millrace.Workers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ten times more than the handlers can do, on a wire: what is handled is young, and light flows do not pay for a heavy one. */
@LiveTest
class EngineOverloadTest {
    private static final int PER_SECOND = 20_000;
    private static final int SECONDS = 3;
    private static final Duration LIMIT = Duration.ofMillis(50);

    @RegisterExtension
    final LiveLink link = new LiveLink(1_000);

    @ParameterizedTest
    @CsvSource({"LIBPCAP, fixed:2", "AFPACKET, fixed:2", "AFPACKET, virtual:2"})
    void shouldHandleNothingThatIsOlderThanTheLimit(SourceKind kind, String workers) {
        Capture capture = link.start(
                link.capture(kind).workers(Workers.parse(workers)).overload(Overload.maxAge(LIMIT)),
                packet -> Thread.sleep(1));
        link.send(PER_SECOND * SECONDS, PER_SECOND);
        Ledger ledger = link.finish(capture);
        link.assertAllTaken(ledger);
        assertThat(ledger.handled()).as(ledger::toString).isGreaterThan(SECONDS * 200L);
        assertThat(ledger.shed().aged()).isEqualTo(ledger.taken() - ledger.handled());
        // what lies between the look at the age and the handler is the system's
        assertThat(ledger.age().p99()).isLessThanOrEqualTo(60_000);
    }

    @ParameterizedTest
    @CsvSource({"AFPACKET, fixed:2", "AFPACKET, virtual:2"})
    void shouldCutAStandingQueueDownToItsTarget(SourceKind kind, String workers) {
        Duration interval = Duration.ofMillis(100);
        Capture capture = link.start(
                link.capture(kind).workers(Workers.parse(workers)).overload(Overload.codel(LIMIT, interval)),
                packet -> Thread.sleep(1));
        link.send(PER_SECOND * SECONDS, PER_SECOND);
        Ledger ledger = link.finish(capture);
        link.assertAllTaken(ledger);
        assertThat(ledger.shed().codel()).as(ledger::toString).isEqualTo(ledger.taken() - ledger.handled());
        assertThat(ledger.age().p50()).isLessThanOrEqualTo(60_000);
    }

    /** Nine of ten packets are of one flow; the others are fewer than can be handled. */
    @ParameterizedTest
    @CsvSource({"max-age", "codel"})
    void shouldLetAHeavyFlowPay(String policy) throws InterruptedException {
        Overload overload = policy.equals("codel") ? Overload.codel(LIMIT, LIMIT) : Overload.maxAge(LIMIT);
        LongAdder light = new LongAdder();
        Capture capture = link.start(
                link.capture(SourceKind.AFPACKET).workers(Workers.fixed(4)).overload(overload), packet -> {
                    if (packet.caplen() == FlowTraffic.LEAST_FRAME_BYTES) {
                        light.increment();
                    }
                    Thread.sleep(1);
                });
        int lightPackets = PER_SECOND / 20 * SECONDS;
        AtomicInteger heavyPackets = new AtomicInteger();
        Thread heavy = Thread.ofPlatform().start(() -> {
            try (Generator generator = new Generator(LiveLink.LEFT, new FlowTraffic(1, 100))) {
                int packets = PER_SECOND / 20 * 19 * SECONDS;
                heavyPackets.set(
                        (int) generator.send(packets, PER_SECOND / 20 * 19).packets());
            }
        });
        link.send(lightPackets, PER_SECOND / 20);
        heavy.join();
        link.awaitArrivalOf(capture, lightPackets + heavyPackets.get());
        capture.close();
        Ledger ledger = capture.ledger();
        assertThat(ledger.taken()).isEqualTo(lightPackets + heavyPackets.get());
        assertThat(ledger.shed().total()).as(ledger::toString).isGreaterThan(PER_SECOND);
        assertThat(light.sum())
                .as("of %d packets of light flows: %s", lightPackets, ledger)
                .isGreaterThan(lightPackets * 95L / 100);
    }
}
