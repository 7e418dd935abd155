package io.millrace;

import io.millrace.pcap.DataLink;
import io.millrace.pcap.TimestampType;
import io.millrace.savefile.Block;
import io.millrace.savefile.Durability;
import io.millrace.spool.SpoolSettings;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
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
        boolean busyPoll,
        Direction direction,
        int captureThreads,
        @Nullable DataLink datalink,
        @Nullable TimestampType timestampType,
        Workers workers,
        Order order,
        Overload overload,
        @Nullable Journal journal,
        boolean resume,
        long queueBytes,
        long count,
        Duration duration,
        Duration drain,
        Duration rehearsal,
        int maxInFlight,
        @Nullable BiConsumer<Packet, Throwable> onFailure,
        Failing failing,
        LongAdder unwritten,
        Deadline deadline,
        WorkersListener onWorkers,
        Consumer<String> onWarning,
        @Nullable Consumer<Block> onBlock,
        Runnable whenOpen) {

    /** The same workers, order and policy, but for the disk, with nothing else in the way. */
    CaptureSettings forRehearsal() {
        return new CaptureSettings(
                origin,
                "",
                source,
                snaplen,
                kernelBufferBytes,
                promiscuous,
                immediate,
                false,
                direction,
                1,
                null,
                null,
                workers,
                order,
                overload.policies().stream()
                        .filter(policy -> !(policy instanceof Overload.Spill))
                        .reduce(Overload::and)
                        .orElse(Overload.dropNewest()),
                null,
                false,
                CaptureBuilder.MIN_QUEUE_BYTES * 4,
                0,
                Duration.ZERO,
                Duration.ofMillis(100),
                Duration.ZERO,
                maxInFlight,
                null,
                Failing.COUNTED,
                new LongAdder(),
                Deadline.NONE,
                (from, to, reason) -> {},
                warning -> {},
                null,
                () -> {});
    }

    /** What spool there is to be; null if none. */
    @Nullable
    SpoolSettings spool() {
        if (journal != null) {
            return new SpoolSettings(journal.folder(), journal.limitBytes(), true, journal.durability(), resume);
        }
        Overload.Spill spill = spill(overload);
        return spill == null
                ? null
                : new SpoolSettings(spill.folder(), spill.limitBytes(), false, Durability.NONE, resume);
    }

    static Overload.@Nullable Spill spill(Overload overload) {
        for (Overload policy : overload.policies()) {
            if (policy instanceof Overload.Spill spill) {
                return spill;
            }
        }
        return null;
    }

    /** Refuses what a spool cannot be combined with. */
    void requireSpool() {
        boolean spills = spill(overload) != null;
        if (spills && journal != null) {
            throw new IllegalArgumentException(
                    "journal: with the policy spill (expected: one of them; a journal parks packets on disk as it is)");
        }
        if (resume && !spills && journal == null) {
            throw new IllegalArgumentException(
                    "resume: without a folder (expected: a journal, or the policy spill, with the folder to resume)");
        }
        if ((spills || journal != null) && captureThreads > 1) {
            throw new IllegalArgumentException("captureThreads: " + captureThreads
                    + " (expected: 1 with a journal or the policy spill; a spool keeps the order of one thread)");
        }
        if (journal != null && overload.policies().stream().anyMatch(policy -> policy instanceof Overload.Headers)) {
            throw new IllegalArgumentException("journal: with the policy headers (expected: a snaplen instead)");
        }
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
