package io.millrace.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.Capture;
import io.millrace.Ledger;
import io.millrace.Overload;
import io.millrace.SourceKind;
import io.millrace.Workers;
import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Memory is bounded off the heap, and untouched on it. */
@LiveTest
class EngineMemoryTest {
    private static final int WARM_UP = 300_000;
    private static final int MEASURED = 300_000;
    private static final int LONG_RUN = 3_000_000;
    private static final long PER_SECOND = 150_000;
    private static final double MOST_BYTES_PER_PACKET = 4;
    private static final long MOST_HEAP_GROWTH = 4L << 20;

    @RegisterExtension
    final LiveLink link = new LiveLink(1_000, 300);

    @ParameterizedTest
    @CsvSource({"1, true", "1, false", "4, false", "16, true"})
    void shouldKeepTheStoreWithinItsBound(int mebibytes, boolean block) {
        Capture capture = link.start(
                link.capture(SourceKind.AUTO)
                        .queueBytes((long) mebibytes << 20)
                        .overload(block ? Overload.block() : Overload.dropNewest())
                        .workers(Workers.virtual(16))
                        .drain(Duration.ofMillis(50)),
                packet -> Thread.sleep(5));
        link.send(60_000, Generator.UNPACED);
        capture.close();
        Ledger.Queue queue = capture.ledger().queue();
        assertThat(queue.limitBytes()).isLessThanOrEqualTo((long) mebibytes << 20);
        assertThat(queue.peakBytes()).isLessThanOrEqualTo(queue.limitBytes()).isGreaterThan(queue.limitBytes() / 2);
    }

    @ParameterizedTest
    @CsvSource({"AFPACKET, virtual:1000", "AFPACKET, fixed:2", "LIBPCAP, virtual:1000", "LIBPCAP, fixed:2"})
    void shouldAllocateNothingPerPacket(SourceKind kind, String workers) {
        requireFlatHeap(kind, workers, MEASURED, PER_SECOND);
    }

    @ParameterizedTest
    @CsvSource({"AFPACKET, virtual:1000", "LIBPCAP, fixed:2"})
    void shouldKeepTheHeapFlatInALongRunAtTheCeiling(SourceKind kind, String workers) {
        requireFlatHeap(kind, workers, LONG_RUN, Generator.UNPACED);
    }

    private void requireFlatHeap(SourceKind kind, String workers, int packets, long perSecond) {
        Capture capture = link.start(link.capture(kind).workers(Workers.parse(workers)), packet -> {});
        sendAndAwait(capture, WARM_UP, PER_SECOND);
        long heapBefore = HeapMeter.heldBytes();
        long before = HeapMeter.allocatedBytes();
        sendAndAwait(capture, packets, perSecond);
        long allocated = HeapMeter.allocatedBytes() - before;
        long grown = HeapMeter.heldBytes() - heapBefore;
        assertThat((double) allocated / packets)
                .as("bytes allocated per packet")
                .isLessThan(MOST_BYTES_PER_PACKET);
        assertThat(grown).as("growth of the heap in bytes").isLessThan(MOST_HEAP_GROWTH);
    }

    private void sendAndAwait(Capture capture, int packets, long perSecond) {
        link.send(packets, perSecond);
        link.awaitArrival(capture);
    }
}
