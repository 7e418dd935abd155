package io.millrace.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.Capture;
import io.millrace.Ledger;
import io.millrace.Overload;
import io.millrace.SourceKind;
import io.millrace.Workers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** However a capture ends, it ends in time and says what it gave up. */
@LiveTest
class CloseTest {
    private static final Duration DRAIN = Duration.ofMillis(300);
    /** What close may take beyond the drain time, and what a busy machine may add. */
    private static final Duration MARGIN = Duration.ofMillis(1_000 + 500);

    private static final long FOR_LONG = Long.MAX_VALUE;

    @RegisterExtension
    final LiveLink link = new LiveLink(100);

    @ParameterizedTest
    @CsvSource({
        "LIBPCAP, true, fixed:4",
        "LIBPCAP, false, virtual:100",
        "AFPACKET, true, virtual:100",
        "AFPACKET, false, fixed:4"
    })
    void shouldCloseByItsDeadlineOnABusyLink(SourceKind kind, boolean block, String workers) throws Exception {
        Capture capture = link.start(
                link.capture(kind)
                        .drain(DRAIN)
                        .queueBytes(1 << 20)
                        .overload(block ? Overload.block() : Overload.dropNewest())
                        .workers(Workers.parse(workers)),
                packet -> Thread.sleep(50));
        Thread sender = Thread.ofPlatform().start(() -> link.send(FOR_LONG, 50_000));
        try {
            Await.until("the store is full", () -> capture.ledger().queued() > 5_000);
            assertThat(timeOf(capture::close)).isLessThan(DRAIN.plus(MARGIN));
        } finally {
            sender.interrupt();
            sender.join();
        }
        assertThat(capture.ledger().abandoned()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"LIBPCAP, true", "LIBPCAP, false", "AFPACKET, true", "AFPACKET, false"})
    void shouldCloseAtOnceOnAnIdleLink(SourceKind kind, boolean immediate) {
        Capture capture = link.start(link.capture(kind).immediate(immediate), packet -> {});
        link.send(10, Generator.UNPACED);
        link.awaitArrival(capture);
        assertThat(timeOf(capture::close)).isLessThan(MARGIN);
        assertThat(capture.ledger().handled()).isEqualTo(10);
    }

    @ParameterizedTest
    @EnumSource(names = {"LIBPCAP", "AFPACKET"})
    void shouldCloseByItsDeadlineWhenHandlersHang(SourceKind kind) {
        CountDownLatch tested = new CountDownLatch(1);
        Capture capture = link.start(link.capture(kind).drain(DRAIN), packet -> {
            while (tested.getCount() > 0) {
                try {
                    tested.await();
                } catch (InterruptedException e) {
                    // hangs on
                }
            }
        });
        link.send(1_000, Generator.UNPACED);
        link.awaitArrival(capture);
        try {
            assertThat(timeOf(capture::close)).isLessThan(DRAIN.plus(MARGIN));
            assertThat(capture.ledger().abandoned()).isEqualTo(1_000);
        } finally {
            tested.countDown();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"LIBPCAP", "AFPACKET"})
    void shouldEndAJoinWhenAnotherThreadCloses(SourceKind kind) throws Exception {
        Capture capture = link.start(link.capture(kind), packet -> {});
        CompletableFuture<Void> closing = CompletableFuture.runAsync(
                capture::close, CompletableFuture.delayedExecutor(50, java.util.concurrent.TimeUnit.MILLISECONDS));
        capture.join();
        closing.join();
        assertThat(capture.ledger().taken()).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"LIBPCAP", "AFPACKET"})
    void shouldKeepItsLastLedgerHoweverOftenItIsClosed(SourceKind kind) {
        Capture capture = link.start(link.capture(kind), packet -> {});
        link.send(100, Generator.UNPACED);
        Ledger first = link.finish(capture);
        link.send(100, Generator.UNPACED);
        capture.close();
        assertThat(capture.ledger()).isEqualTo(first);
        assertThat(first.taken()).isEqualTo(100);
    }

    @ParameterizedTest
    @EnumSource(names = {"LIBPCAP", "AFPACKET"})
    void shouldEndAfterTheCountAskedFor(SourceKind kind) throws InterruptedException {
        Capture capture = link.start(link.capture(kind).count(1_000), packet -> {});
        link.send(3_000, Generator.UNPACED);
        capture.join();
        assertThat(capture.ledger().handled()).isEqualTo(1_000);
        assertThat(capture.ledger().taken()).isEqualTo(1_000);
    }

    @ParameterizedTest
    @EnumSource(names = {"LIBPCAP", "AFPACKET"})
    void shouldEndAfterTheDurationAskedForOnAnIdleLink(SourceKind kind) throws InterruptedException {
        Capture capture = link.start(link.capture(kind).duration(Duration.ofMillis(300)), packet -> {});
        assertThat(capture.join(Duration.ofMillis(1))).isFalse();
        assertThat(capture.join(Duration.ofSeconds(20))).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"LIBPCAP", "AFPACKET"})
    void shouldHandleWhatIsQueuedAfterAStop(SourceKind kind) throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        Capture capture = link.start(link.capture(kind), packet -> stopped.await());
        link.send(1_000, Generator.UNPACED);
        link.awaitArrival(capture);
        capture.stop();
        link.send(1_000, Generator.UNPACED);
        stopped.countDown();
        capture.join();
        assertThat(capture.ledger().handled()).isEqualTo(1_000);
        assertThat(capture.ledger().taken()).isEqualTo(1_000);
    }

    private static Duration timeOf(Runnable action) {
        long begun = System.nanoTime();
        action.run();
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
