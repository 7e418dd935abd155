package io.millrace.cli;

import io.millrace.pcap.LinktypeFilter;
import io.millrace.replay.Choice;
import io.millrace.savefile.SavefileReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chooses packets while they are read, in their order. Belongs to who reads. */
final class Selection implements Choice {
    private final @Nullable LinktypeFilter filter;
    private final PacketRanges ranges;
    private final long fromNanos;
    private final long toNanos;
    private final long count;
    private final @Nullable Duplicates duplicates;
    private final @Nullable InterfaceChoice choice;

    private long read;
    private long chosen;

    /**
     * @param filter null for all
     * @param ranges of packets' numbers
     * @param fromNanos the earliest time, in nanoseconds since the epoch
     * @param toNanos the time before which packets are
     * @param count how many are chosen at the most
     * @param duplicates what leaves duplicates out; null for nothing
     * @param choice which interface is meant; null for all
     */
    Selection(
            @Nullable LinktypeFilter filter,
            PacketRanges ranges,
            long fromNanos,
            long toNanos,
            long count,
            @Nullable Duplicates duplicates,
            @Nullable InterfaceChoice choice) {
        this.filter = filter;
        this.ranges = ranges;
        this.fromNanos = fromNanos;
        this.toNanos = toNanos;
        this.count = count;
        this.duplicates = duplicates;
        this.choice = choice;
    }

    /** Whether the packet that a reader stands on, the next one, is chosen. */
    @Override
    public boolean wants(SavefileReader packet) {
        read++;
        long nanos = packet.timestampNanos();
        boolean wanted = ranges.contains(read)
                && nanos >= fromNanos
                && nanos < toNanos
                && (choice == null || choice.isOf(packet))
                && (filter == null
                        || filter.accepts(
                                packet.packetInterface().linktype(),
                                packet.memory(),
                                packet.offset(),
                                packet.caplen(),
                                packet.len()))
                && (duplicates == null || duplicates.isNew(packet));
        chosen += wanted ? 1 : 0;
        return wanted;
    }

    /** Whether no further packet can be chosen. */
    @Override
    public boolean isDone() {
        return chosen >= count || read >= ranges.last();
    }

    /** How many packets were read. */
    long read() {
        return read;
    }

    /** Whether the interface that is meant is in none of the files, which were read to their ends. */
    boolean lacksInterface(List<SavefileReader> readers) {
        return choice != null && !choice.isIn(readers);
    }

    /** What to say then. */
    String noInterface() {
        return choice == null ? "" : choice.missing();
    }

    /** The interface that is meant, if no packet was of it; null otherwise. */
    @Nullable
    String missingInterface() {
        return choice == null || choice.isFound() ? null : choice.name();
    }

    /** How many of them were left out as duplicates. */
    long duplicates() {
        return duplicates == null ? 0 : duplicates.found();
    }
}
