package io.millrace.savefile;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import io.millrace.ffi.Memory;
import io.millrace.protocol.Burst;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;

/** Reads a pcap file. The two words of a record's header that count seconds and fractions are unsigned. */
final class PcapReader extends SavefileReader {
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long UNSIGNED = 0xffff_ffffL;
    private static final int CAPLEN = 8;
    private static final int LEN = 12;

    private final PcapHeader header;
    private final InterfaceDescription description;
    private final int recordBytes;
    private final int nanosPerUnit;
    private final boolean plainLengths;

    /** @param window has the header at its beginning */
    PcapReader(Window window, PcapHeader header) {
        super(window, PcapHeader.BYTES);
        this.header = header;
        swapped = header.order() != ByteOrder.nativeOrder();
        recordBytes = header.recordBytes();
        nanosPerUnit = header.nanosPerUnit();
        plainLengths = !header.hasLengthsSwapped() && !header.mayHaveLengthsSwapped();
        description = InterfaceDescription.ofPcap(
                header.linktype(),
                header.snaplen(),
                header.fcsBytes(),
                nanosPerUnit == 1 ? ChronoUnit.NANOS : ChronoUnit.MICROS);
        from = description;
    }

    @Override
    public Step step(long waitNanos) {
        long record = at;
        if (limit - record < recordBytes) {
            return again(recordBytes, waitNanos);
        }
        MemorySegment bytes = memory;
        int captured = int32(bytes, record + CAPLEN);
        int wire = int32(bytes, record + LEN);
        if (!plainLengths && lengthsAreSwapped(captured, wire)) {
            int other = captured;
            captured = wire;
            wire = other;
        }
        if (Integer.compareUnsigned(captured, MAX_CAPLEN) > 0) {
            throw damaged("the packet claims to have " + Integer.toUnsignedString(captured)
                    + " captured bytes (expected: at most " + MAX_CAPLEN + ")");
        }
        long end = record + recordBytes + captured;
        if (end > limit) {
            return again(end - record, waitNanos);
        }
        timestampNanos = ((int32(bytes, record) & UNSIGNED) * NANOS_PER_SECOND)
                + ((int32(bytes, record + 4) & UNSIGNED) * nanosPerUnit);
        packet = record + recordBytes;
        caplen = captured;
        len = wire < 0 ? Integer.MAX_VALUE : wire;
        at = end;
        return Step.PACKET;
    }

    @Override
    void further(Burst into, int most) {
        if (swapped || !plainLengths) {
            return; // rare files, one by one
        }
        int count = into.count();
        long start = memory.address();
        long end = start + limit;
        long record = start + at;
        while (count < most && end - record >= recordBytes) {
            int captured = Memory.ALL.get(JAVA_INT_UNALIGNED, record + CAPLEN);
            long next = record + recordBytes + (captured & UNSIGNED);
            if (Integer.compareUnsigned(captured, MAX_CAPLEN) > 0 || next > end) {
                break;
            }
            int wire = Memory.ALL.get(JAVA_INT_UNALIGNED, record + LEN);
            long seconds = Memory.ALL.get(JAVA_INT_UNALIGNED, record) & UNSIGNED;
            long fraction = Memory.ALL.get(JAVA_INT_UNALIGNED, record + 4) & UNSIGNED;
            into.put(
                    count++,
                    record + recordBytes,
                    captured,
                    wire < 0 ? Integer.MAX_VALUE : wire,
                    (seconds * NANOS_PER_SECOND) + (fraction * nanosPerUnit));
            record = next;
        }
        into.count(count);
        at = record - start;
        int last = count - 1;
        packet = into.address(last) - start;
        caplen = into.caplen(last);
        len = into.len(last);
        timestampNanos = into.timestampNanos(last);
    }

    /** Cold: the record does not lie in the window. */
    private Step again(long wanted, long waitNanos) {
        return fill(wanted, waitNanos) ? step(waitNanos) : starved(wanted, "the packet");
    }

    private boolean lengthsAreSwapped(int captured, int wire) {
        return header.hasLengthsSwapped() || Integer.compareUnsigned(captured, wire) > 0;
    }

    @Override
    public SavefileFormat format() {
        return SavefileFormat.PCAP;
    }

    @Override
    public Section section() {
        return new Section(header.order(), header.major(), header.minor(), Section.UNKNOWN_LENGTH, Options.NONE);
    }

    @Override
    public List<InterfaceDescription> interfaces() {
        return List.of(description);
    }

    @Override
    public boolean findInterface() {
        return true;
    }

    @Override
    public void onBlock(Consumer<Block> listener) {
        // there are no blocks
    }

    @Override
    public int interfaceId() {
        return 0;
    }

    @Override
    public Options options() {
        return Options.NONE;
    }

    @Override
    public boolean hasTime() {
        return true;
    }

    @Override
    public boolean hasOptions() {
        return false;
    }

    @Override
    public long position() {
        return window.base + packet - recordBytes;
    }
}
