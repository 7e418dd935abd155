package io.millrace.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.Capture;
import io.millrace.Ledger;
import io.millrace.Order;
import io.millrace.Packet;
import io.millrace.SourceKind;
import io.millrace.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each order promises, with handlers that take random times. */
@LiveTest
class EngineOrderTest {
    private static final int FLOWS = 200;
    private static final int PER_FLOW = 50;
    private static final int PACKETS = FLOWS * PER_FLOW;
    private static final long PER_SECOND = 40_000;

    @RegisterExtension
    final LiveLink link = new LiveLink(FLOWS);

    private final FlowOrderCheck check = new FlowOrderCheck(FLOWS);

    @ParameterizedTest
    @ValueSource(strings = {"virtual:1000", "virtual:3", "fixed:64", "fixed:3"})
    void shouldHandleEachFlowInSequence(String workers) {
        Capture capture = link.start(link.capture(SourceKind.AUTO).workers(Workers.parse(workers)), packet -> {
            takeRandomTime();
            boolean ignored = enter(packet);
        });
        assertComplete(capture);
    }

    @ParameterizedTest
    @ValueSource(strings = {"LIBPCAP", "AFPACKET"})
    void shouldStartTheNextPacketOfAFlowWhenTheStageOfTheLastHasCompleted(String kind) {
        Capture capture = link.guard(link.capture(SourceKind.valueOf(kind))
                .startAsync(packet -> CompletableFuture.runAsync(
                        () -> enter(packet),
                        CompletableFuture.delayedExecutor(
                                ThreadLocalRandom.current().nextInt(500), TimeUnit.MICROSECONDS))));
        assertComplete(capture);
    }

    private void assertComplete(Capture capture) {
        link.send(PACKETS, PER_SECOND);
        Ledger ledger = link.finish(capture);
        link.assertAllTaken(ledger);
        assertThat(ledger.handled()).isEqualTo(PACKETS);
        check.assertComplete(PACKETS);
    }

    private boolean enter(Packet packet) {
        return check.accept(FlowTraffic.flow(packet), FlowTraffic.sequence(packet));
    }

    private static void takeRandomTime() {
        int dice = ThreadLocalRandom.current().nextInt(8);
        if (dice == 0) {
            LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(1_000_000));
        }
    }

    /** Two of 262,144 lanes may be the same one for two flows; hence one flow may be stuck behind the stuck one. */
    @ParameterizedTest
    @ValueSource(strings = {"virtual:1000", "virtual:2", "fixed:64", "fixed:2"})
    void shouldLetTheOthersFlowWhileOneFlowIsStuck(String workers) throws InterruptedException {
        CountDownLatch others = new CountDownLatch((FLOWS - 2) * PER_FLOW);
        AtomicBoolean stuckInVain = new AtomicBoolean();
        Capture capture = link.start(link.capture(SourceKind.AUTO).workers(Workers.parse(workers)), packet -> {
            if (FlowTraffic.flow(packet) == 7) {
                if (FlowTraffic.sequence(packet) == 0) {
                    Thread.sleep(3_000);
                    stuckInVain.set(!others.await(20, TimeUnit.SECONDS));
                }
            } else {
                others.countDown();
            }
            boolean ignored = enter(packet);
        });
        assertComplete(capture);
        assertThat(stuckInVain).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"virtual:1000", "fixed:8"})
    void shouldGiveResultsInTheOrderOfCapture(String workers) {
        List<Integer> results = new ArrayList<>(); // results come one at a time
        Capture capture = link.guard(link.capture(SourceKind.AUTO)
                .order(Order.TOTAL)
                .workers(Workers.parse(workers))
                .startOrdered(
                        packet -> {
                            takeRandomTime();
                            int place = place(packet);
                            return place % 10 == 9 ? null : place;
                        },
                        results::add));
        link.send(PACKETS, PER_SECOND);
        Ledger ledger = link.finish(capture);
        link.assertAllTaken(ledger);
        assertThat(results)
                .isEqualTo(IntStream.range(0, PACKETS)
                        .filter(place -> place % 10 != 9)
                        .boxed()
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"virtual:1000", "fixed:8"})
    void shouldHandleEachPacketOnceWithoutAnOrder(String workers) {
        AtomicIntegerArray times = new AtomicIntegerArray(PACKETS);
        Capture capture =
                link.start(link.capture(SourceKind.AUTO).order(Order.NONE).workers(Workers.parse(workers)), packet -> {
                    takeRandomTime();
                    times.incrementAndGet(place(packet));
                });
        link.send(PACKETS, PER_SECOND);
        Ledger ledger = link.finish(capture);
        link.assertAllTaken(ledger);
        assertThat(IntStream.range(0, PACKETS).map(times::get)).containsOnly(1);
    }

    /** Where in the order of sending a packet is: flows take turns. */
    private static int place(Packet packet) {
        return (FlowTraffic.sequence(packet) * FLOWS) + FlowTraffic.flow(packet);
    }
}
