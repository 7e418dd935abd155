package io.millrace;

import io.millrace.pcap.DataLink;
import io.millrace.pcap.TimestampType;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What a {@link CaptureBuilder} was told, when the capture starts: validated and unchangeable. */
record CaptureSettings(
        Origin origin,
        String filter,
        SourceKind source,
        int snaplen,
        long kernelBufferBytes,
        boolean promiscuous,
        boolean immediate,
        Direction direction,
        int captureThreads,
        @Nullable DataLink datalink,
        @Nullable TimestampType timestampType,
        Workers workers,
        Order order,
        Overload overload,
        long queueBytes,
        long count,
        Duration duration,
        Duration drain,
        Duration rehearsal,
        int maxInFlight,
        @Nullable BiConsumer<Packet, Throwable> onFailure,
        Failing failing,
        Deadline deadline,
        WorkersListener onWorkers,
        Runnable whenOpen) {

    /** The same workers, order and policy, with nothing else in the way. */
    CaptureSettings forRehearsal() {
        return new CaptureSettings(
                origin,
                "",
                source,
                snaplen,
                kernelBufferBytes,
                promiscuous,
                immediate,
                direction,
                1,
                null,
                null,
                workers,
                order,
                overload,
                CaptureBuilder.MIN_QUEUE_BYTES * 4,
                0,
                Duration.ZERO,
                Duration.ofMillis(100),
                Duration.ZERO,
                maxInFlight,
                null,
                Failing.COUNTED,
                Deadline.NONE,
                (from, to, reason) -> {},
                () -> {});
    }

    /** Whether packets are wanted as only libpcap has them. */
    boolean needsLibpcap() {
        return (datalink != null && !datalink.equals(DataLink.EN10MB))
                || (timestampType != null && timestampType != TimestampType.HOST);
    }

    /** Refuses an order that the kind of handler cannot keep. */
    void requireOrder(boolean total) {
        if (total != (order == Order.TOTAL)) {
            throw new IllegalArgumentException(
                    total
                            ? "order: " + order + " (expected: TOTAL, with startOrdered)"
                            : "order: TOTAL (expected: PER_FLOW, NONE or SERIAL with this handler; a PacketFunction and startOrdered"
                                    + " for TOTAL)");
        }
        if (total && captureThreads > 1) {
            throw new IllegalArgumentException("captureThreads: " + captureThreads
                    + " (expected: 1 with order TOTAL; several threads have no common order of capture)");
        }
    }
}
