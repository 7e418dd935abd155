package io.millrace.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.Capture;
import io.millrace.CaptureBuilder;
import io.millrace.CaptureException;
import io.millrace.Device;
import io.millrace.Ledger;
import io.millrace.Order;
import io.millrace.SourceKind;
import io.millrace.Workers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A rehearsal lasts until the first packet, and no longer than it may; a start that would wait for its end runs into the
 * timeout.
 */
@LiveTest
@Timeout(90)
class RehearsalTest {
    private static final Duration ENDLESS = Duration.ofHours(1);

    @RegisterExtension
    final LiveLink link = new LiveLink(100);

    @ParameterizedTest
    @CsvSource({
        "LIBPCAP, false, 1, virtual:1000, PER_FLOW",
        "LIBPCAP, true, 1, fixed:2, NONE",
        "AFPACKET, false, 1, virtual:1000, PER_FLOW",
        "AFPACKET, true, 1, fixed:1, SERIAL",
        "AFPACKET, false, 2, auto, PER_FLOW",
    })
    void shouldBeCutShortByAPacket(SourceKind kind, boolean immediate, int threads, String workers, Order order) {
        LongAdder handled = new LongAdder();
        CaptureBuilder builder = link.capture(kind)
                .immediate(immediate)
                .captureThreads(threads)
                .workers(Workers.parse(workers))
                .order(order)
                .rehearsal(ENDLESS);
        Capture capture = whileSending(() -> link.start(builder, packet -> handled.increment()));
        assertHandlesAll(capture, handled);
    }

    @Test
    void shouldBeCutShortByAPacketWhoseResultIsAwaited() {
        LongAdder handled = new LongAdder();
        CaptureBuilder builder =
                link.capture(SourceKind.AFPACKET).order(Order.TOTAL).rehearsal(ENDLESS);
        Capture capture = whileSending(
                () -> link.guard(builder.startOrdered(packet -> packet.len(), length -> handled.increment())));
        assertHandlesAll(capture, handled);
    }

    @ParameterizedTest
    @CsvSource({"LIBPCAP", "AFPACKET"})
    void shouldEndByItselfOnAQuietWire(SourceKind kind) {
        LongAdder handled = new LongAdder();
        Capture capture =
                link.start(link.capture(kind).rehearsal(Duration.ofMillis(300)), packet -> handled.increment());
        link.send(1_000, 10_000);
        Ledger ledger = link.finish(capture);
        link.assertAllTaken(ledger);
        assertThat(handled.sum()).isEqualTo(ledger.handled()).isEqualTo(link.sent());
    }

    @ParameterizedTest
    @CsvSource({"LIBPCAP", "AFPACKET"})
    void shouldNotBeginWhereTheDeviceCannotBeOpened(SourceKind kind) {
        CaptureBuilder builder =
                Capture.from(Device.named("nowhere0")).source(kind).rehearsal(ENDLESS);
        assertThatThrownBy(() -> builder.start(packet -> {}))
                .isInstanceOf(CaptureException.class)
                .hasMessageContaining("nowhere0");
    }

    /** Packets that come before the device is open are nobody's; so they come until the capture has begun. */
    private Capture whileSending(Supplier<Capture> start) {
        AtomicBoolean begun = new AtomicBoolean();
        Thread sender = Thread.ofPlatform().start(() -> {
            while (!begun.get()) {
                link.send(1, Generator.UNPACED);
                LockSupport.parkNanos(10_000_000);
            }
        });
        try {
            return start.get();
        } finally {
            begun.set(true);
            join(sender);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void assertHandlesAll(Capture capture, LongAdder handled) {
        Await.until("the packet that ended the rehearsal was handled", () -> handled.sum() > 0);
        long before = link.sent();
        link.send(1_000, 10_000);
        Await.until("what came later was handled", () -> handled.sum() > link.sent() - before);
        capture.close();
        Ledger ledger = capture.ledger();
        assertThat(ledger.handled())
                .as(ledger::toString)
                .isEqualTo(handled.sum())
                .isGreaterThan(1_000);
        assertThat(ledger.shed().total()).isZero();
    }
}
