package io.millrace.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.Capture;
import io.millrace.CaptureBuilder;
import io.millrace.Device;
import io.millrace.Ledger;
import io.millrace.PacketHandler;
import io.millrace.SourceKind;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A wire for each test, with what is sent on it counted, and a {@link LedgerGuard} on its captures. Belongs to the test's
 * thread, but for {@link #send}, which one other thread may use instead.
 */
final class LiveLink implements BeforeEachCallback, AfterEachCallback {
    static final String LEFT = "wire-l";
    static final String RIGHT = "wire-r";

    private final LedgerGuard guard = new LedgerGuard();
    private final FlowTraffic traffic;
    private final AtomicLong sent = new AtomicLong();

    /** A wire for traffic of so many flows with the shortest frames. */
    LiveLink(int flows) {
        this(flows, FlowTraffic.LEAST_FRAME_BYTES);
    }

    LiveLink(int flows, int frameBytes) {
        traffic = new FlowTraffic(flows, frameBytes);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        VethPair ignored = VethPair.create(LEFT, RIGHT);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        try {
            guard.afterEach(context);
        } finally {
            boolean ignored = Shell.attempt("ip", "link", "del", "dev", LEFT);
        }
    }

    /**
     * Begins a capture of what arrives.
     *
     * <p>Its 256 blocks hold all that a test sends in 400 ms, even if the capture thread does not run once meanwhile: a block
     * that is not full is closed after 2 ms. So where a test sends no longer, no packet is dropped on a busy machine either.
     */
    CaptureBuilder capture(SourceKind kind) {
        return Capture.from(Device.named(RIGHT))
                .source(kind)
                .kernelBuffer(64L << 20)
                .queueBytes(64L << 20)
                .drain(Duration.ofSeconds(20));
    }

    Capture start(CaptureBuilder builder, PacketHandler handler) {
        return guard.start(builder, handler);
    }

    Capture guard(Capture capture) {
        return guard.guard(capture);
    }

    int flows() {
        return traffic.flows();
    }

    /** Sends packets, as fast as it goes or so many a second. */
    void send(long packets, long perSecond) {
        try (Generator generator = new Generator(LEFT, traffic)) {
            sent.addAndGet(generator.send(packets, perSecond).packets());
        }
    }

    /** Sends packets that come regardless of each other, spread over so many seconds; returns how many it took. */
    double sendAtRandom(long packets, double seconds) {
        Random random = new Random(packets);
        double[] due = random.doubles(packets, 0, seconds * 1e9).sorted().toArray();
        long begun = System.nanoTime();
        try (Generator generator = new Generator(LEFT, traffic)) {
            int next = 0;
            while (next < due.length) {
                long now = System.nanoTime() - begun;
                int first = next;
                while (next < due.length && due[next] <= now) {
                    next++;
                }
                if (next > first) {
                    sent.addAndGet(
                            generator.send(next - first, Generator.UNPACED).packets());
                } else {
                    LockSupport.parkNanos((long) due[next] - now);
                }
            }
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    /** Packets sent so far. */
    long sent() {
        return sent.get();
    }

    /** Waits until all that was sent was taken or dropped. */
    void awaitArrival(Capture capture) {
        awaitArrivalOf(capture, sent.get());
    }

    /** Waits until so many packets, sent by whomever, were taken or dropped. */
    void awaitArrivalOf(Capture capture, long packets) {
        Await.until("all was taken or dropped", () -> arrived(capture.ledger()) >= packets);
    }

    /** Waits until all that was sent was taken or dropped, and closes. */
    Ledger finish(Capture capture) {
        awaitArrival(capture);
        capture.close();
        Ledger ledger = capture.ledger();
        assertAllKnown(ledger);
        return ledger;
    }

    private static long arrived(Ledger ledger) {
        return ledger.taken() + ledger.kernel().dropped() + lost(ledger);
    }

    /** Before the kernel passes a packet to a capture it may find the processor's backlog full, and counts it there. */
    private static long lost(Ledger ledger) {
        return Math.max(0, ledger.kernel().interfaceDropped());
    }

    /** Checks that the kernel saw every packet sent, and no other. */
    void assertAllKnown(Ledger ledger) {
        assertThat(ledger.kernel().received() + lost(ledger))
                .as(ledger::toString)
                .isEqualTo(sent.get());
    }

    /** Checks that every packet sent was taken: for tests of what becomes of them then. */
    void assertAllTaken(Ledger ledger) {
        assertThat(ledger.taken()).as(ledger::toString).isEqualTo(sent.get());
    }
}
