package io.millrace.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.Capture;
import io.millrace.Ledger;
import io.millrace.Overload;
import io.millrace.Packet;
import io.millrace.SourceKind;
import io.millrace.Workers;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every packet sent is in one account, whatever the load, the workers and the handler. */
@LiveTest
class EngineLedgerTest {
    @RegisterExtension
    final LiveLink link = new LiveLink(100);

    @ParameterizedTest
    @EnumSource(names = {"LIBPCAP", "AFPACKET"})
    void shouldBalanceOnAnIdleLink(SourceKind kind) throws InterruptedException {
        Capture capture = link.start(link.capture(kind), packet -> {});
        Thread.sleep(100);
        capture.close();
        assertThat(capture.ledger().taken()).isZero();
        link.assertAllKnown(capture.ledger());
    }

    @ParameterizedTest
    @CsvSource({"LIBPCAP, 1", "AFPACKET, 1", "LIBPCAP, 10000", "AFPACKET, 10000", "LIBPCAP, 200000", "AFPACKET, 200000"
    })
    void shouldBalanceFromOnePacketToTheCeiling(SourceKind kind, int packets) {
        Capture capture = link.start(link.capture(kind), packet -> {});
        link.send(packets, Generator.UNPACED);
        Ledger ledger = link.finish(capture);
        assertThat(ledger.handled()).isPositive().isEqualTo(ledger.taken());
        assertThat(ledger.kernel().unread()).isZero();
    }

    static Stream<Arguments> crews() {
        return IntStream.of(1, 2, 64, 1_000, 10_000)
                .boxed()
                .flatMap(count -> Stream.of(Workers.fixed(count), Workers.virtual(count)))
                .flatMap(workers -> Stream.of(
                        Arguments.of(SourceKind.AFPACKET, workers), Arguments.of(SourceKind.LIBPCAP, workers)));
    }

    @ParameterizedTest
    @MethodSource("crews")
    void shouldBalanceWithAnyNumberOfWorkers(SourceKind kind, Workers workers) {
        Capture capture = link.start(link.capture(kind).workers(workers), packet -> waitAMoment());
        link.send(3_000, 20_000);
        Ledger ledger = link.finish(capture);
        link.assertAllTaken(ledger);
        assertThat(ledger.handled()).isEqualTo(link.sent());
        assertThat(ledger.workers().peak()).isBetween(1, workers.count());
    }

    private static void waitAMoment() {
        LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(100_000));
    }

    @ParameterizedTest
    @MethodSource("crews")
    void shouldGoOnWhateverHandlersThrow(SourceKind kind, Workers workers) {
        AtomicInteger told = new AtomicInteger();
        Capture capture = link.start(
                link.capture(kind).workers(workers).onFailure((packet, failure) -> {
                    told.incrementAndGet();
                    throw new IllegalStateException("a listener may throw as well");
                }),
                EngineLedgerTest::behaveBadly);
        link.send(6_000, 60_000);
        Ledger ledger = link.finish(capture);
        link.assertAllTaken(ledger);
        assertThat(ledger.failed()).isEqualTo(4_000).isEqualTo(told.get());
        assertThat(ledger.handled()).isEqualTo(2_000);
    }

    private static void behaveBadly(Packet packet) throws IOException {
        int turn = FlowTraffic.flow(packet) + (FlowTraffic.sequence(packet) * 100);
        switch (turn % 6) {
            case 0 -> throw new IllegalArgumentException("a packet that the handler does not like");
            case 1 -> throw new IOException("a checked one");
            case 2 -> throw new AssertionError("an error");
            case 3 -> throw new OutOfMemoryError("not really");
            case 4 -> Thread.currentThread().interrupt();
            default -> waitAMoment();
        }
    }

    @ParameterizedTest
    @CsvSource({"LIBPCAP, virtual:8", "AFPACKET, virtual:8", "LIBPCAP, fixed:8", "AFPACKET, fixed:8"})
    void shouldAbandonHandlersThatHang(SourceKind kind, String workers) {
        CountDownLatch tested = new CountDownLatch(1);
        Capture capture =
                link.start(link.capture(kind).workers(Workers.parse(workers)).drain(Duration.ofMillis(200)), packet -> {
                    if (FlowTraffic.flow(packet) < 3) {
                        awaitWhateverHappens(tested);
                    }
                });
        link.send(1_000, 100_000);
        try {
            Ledger ledger = link.finish(capture);
            assertThat(ledger.abandoned()).isBetween(3L, 30L);
            assertThat(ledger.handled()).isPositive();
        } finally {
            tested.countDown();
        }
    }

    private static void awaitWhateverHappens(CountDownLatch latch) {
        boolean over = false;
        while (!over) {
            try {
                over = latch.await(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                // hangs on
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"LIBPCAP, virtual:4", "AFPACKET, virtual:4", "LIBPCAP, fixed:4", "AFPACKET, fixed:4"})
    void shouldCountHandlersThatAreInterrupted(SourceKind kind, String workers) {
        AtomicInteger interrupts = new AtomicInteger();
        Capture capture =
                link.start(link.capture(kind).workers(Workers.parse(workers)).drain(Duration.ofMillis(100)), packet -> {
                    try {
                        Thread.sleep(60_000);
                    } catch (InterruptedException e) {
                        interrupts.incrementAndGet();
                        throw e;
                    }
                });
        link.send(100, Generator.UNPACED);
        Ledger ledger = link.finish(capture);
        assertThat(interrupts.get()).isEqualTo(4);
        assertThat(ledger.failed()).isBetween(0L, 4L);
        assertThat(ledger.failed() + ledger.abandoned()).isEqualTo(100);
    }

    @ParameterizedTest
    @EnumSource(names = {"LIBPCAP", "AFPACKET"})
    void shouldShedTheNewestWhenTheStoreIsFull(SourceKind kind) {
        Capture capture = startWithTinyStore(kind, Overload.dropNewest());
        link.send(30_000, Generator.UNPACED);
        Ledger ledger = link.finish(capture);
        assertThat(ledger.shed().newest()).isPositive();
        assertThat(ledger.shed().total()).isEqualTo(ledger.shed().newest());
    }

    @ParameterizedTest
    @EnumSource(names = {"LIBPCAP", "AFPACKET"})
    void shouldLetTheKernelDropWhenTheCaptureThreadIsBlocked(SourceKind kind) {
        Capture capture = startWithTinyStore(kind, Overload.block());
        link.send(30_000, Generator.UNPACED);
        capture.close();
        Ledger ledger = capture.ledger();
        link.assertAllKnown(ledger);
        assertThat(ledger.kernel().dropped()).isPositive();
        assertThat(ledger.kernel().unread()).isPositive();
        assertThat(ledger.shed().total()).isZero();
    }

    private Capture startWithTinyStore(SourceKind kind, Overload overload) {
        return link.start(
                link.capture(kind)
                        .overload(overload)
                        .queueBytes(1 << 20)
                        .kernelBuffer(1 << 20)
                        .workers(Workers.fixed(2))
                        .drain(Duration.ofMillis(100)),
                packet -> Thread.sleep(1));
    }

    @ParameterizedTest
    @EnumSource(names = {"LIBPCAP", "AFPACKET"})
    void shouldCountAsynchronousHandlersWhenTheirStagesComplete(SourceKind kind) {
        Capture capture = link.guard(link.capture(kind).startAsync(packet -> {
            int turn = FlowTraffic.flow(packet);
            return CompletableFuture.runAsync(
                    () -> {
                        if (turn % 4 == 0) {
                            throw new IllegalStateException("a stage that fails");
                        }
                    },
                    CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS));
        }));
        link.send(2_000, 20_000);
        Ledger ledger = link.finish(capture);
        link.assertAllTaken(ledger);
        assertThat(ledger.failed()).isEqualTo(500);
        assertThat(ledger.handled()).isEqualTo(1_500);
    }
}
