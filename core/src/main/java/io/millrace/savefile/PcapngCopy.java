package io.millrace.savefile;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Copies packets and all else to pcapng files. Unless files are joined, interfaces have the numbers that they have where they are
 * read, because all that were described are described anew, in their order. Where files are joined an interface is described when
 * it is first needed.
 */
final class PcapngCopy extends SavefileCopy {
    /** Blocks that come before a file is opened are kept; so many at the most. */
    private static final int MAX_PENDING = 1 << 12;

    private record Pending(SavefileReader of, Block block) {}

    private final List<Pending> pending = new ArrayList<>();
    private final IdentityHashMap<InterfaceDescription, Integer> numbers = new IdentityHashMap<>();
    private final List<InterfaceDescription> described = new ArrayList<>();

    private @Nullable SavefileTarget target;
    private @Nullable PcapngWriter writer;

    /** The file that is read now; the first, where files are joined. */
    private @Nullable SavefileReader source;

    private @Nullable InterfaceDescription known;
    private int numberOfKnown;

    PcapngCopy(Terms terms) {
        super(terms);
    }

    @Override
    public void begin(SavefileTarget next) {
        target = next;
    }

    @Override
    public void attach(SavefileReader reader) {
        if (terms.joined()) {
            source = source == null ? reader : source;
        } else {
            source = reader;
            if (writer != null) {
                beginSection(writer, reader);
            }
        }
        reader.onBlock(block -> block(reader, block));
    }

    /** The writer of the present file, which is opened when it is first needed. */
    private PcapngWriter writer() {
        PcapngWriter there = writer;
        if (there != null) {
            return there;
        }
        SavefileTarget to = target;
        SavefileReader from = source;
        if (to == null || from == null) {
            throw new IllegalStateException("no file was begun, or none attached");
        }
        Section of = from.section();
        ByteOrder order = terms.joined() ? ByteOrder.nativeOrder() : of.order();
        PcapngWriter opened = PcapngWriter.open(
                to, new Section(order, of.major(), of.minor(), Section.UNKNOWN_LENGTH, sectionOptions(from)));
        writer = opened;
        target = null;
        describeAll(opened, from);
        pending.forEach(block -> block(block.of(), block.block()));
        pending.clear();
        return opened;
    }

    private void beginSection(PcapngWriter to, SavefileReader from) {
        to.section(sectionOptions(from));
        describeAll(to, from);
    }

    private Options sectionOptions(SavefileReader from) {
        Options told = from.section().options();
        if (from.format() == SavefileFormat.PCAP) {
            return terms.section();
        }
        if (!terms.joined()) {
            return told;
        }
        Options options = terms.section();
        for (String comment : told.comments()) {
            options = options.with(OptionCode.COMMENT, comment);
        }
        return options;
    }

    private void describeAll(PcapngWriter to, SavefileReader from) {
        numbers.clear();
        described.clear();
        known = null;
        if (!terms.joined()) {
            from.interfaces().forEach(description -> to.describe(adapted(description)));
        }
    }

    private InterfaceDescription adapted(InterfaceDescription description) {
        return description.with(terms.snaplen(), terms.unit());
    }

    @Override
    void write(SavefileReader reader, long nanos) {
        PcapngWriter to = writer();
        int caplen = Math.min(reader.caplen(), terms.snaplen());
        boolean whole = caplen == reader.caplen();
        if (whole
                && reader instanceof PcapngReader same
                && (nanos == reader.timestampNanos() || !reader.hasTime())
                && isExact(reader.section().order())) {
            to.copy(reader.memory(), same.blockAt(), same.blockBytes());
            return;
        }
        int number = number(reader.packetInterface(), reader.interfaceId());
        if (reader.hasOptions()) {
            Options options = reader.options();
            Options still = whole ? options : options.without(OptionCode.EPB_HASH); // it is that of the whole packet
            to.write(number, nanos, reader.memory(), reader.offset(), caplen, reader.len(), still);
        } else {
            to.write(number, nanos, reader.memory(), reader.offset(), caplen, reader.len());
        }
    }

    /** Whether a block can be copied as it stands. */
    private boolean isExact(ByteOrder order) {
        return !terms.joined() && terms.unit() == null && terms.shiftNanos() == 0 && order == writer().order();
    }

    /** The number that an interface has where it is written. */
    @SuppressWarnings("ReferenceEquality") // two that are equal are looked up twice
    private int number(InterfaceDescription description, int numberThere) {
        if (!terms.joined()) {
            return numberThere;
        }
        if (description != known) {
            Integer given = numbers.get(description);
            numberOfKnown = given == null ? describe(description) : given;
            known = description;
        }
        return numberOfKnown;
    }

    private int describe(InterfaceDescription description) {
        InterfaceDescription adapted = adapted(description);
        int number = 0;
        while (number < described.size() && !described.get(number).equals(adapted)) {
            number++;
        }
        if (number == described.size()) {
            described.add(adapted);
            writer().describe(adapted);
        }
        numbers.put(description, number);
        return number;
    }

    private void block(SavefileReader reader, Block block) {
        PcapngWriter to = writer;
        if (to == null) {
            keep(reader, block);
            return;
        }
        switch (block.type()) {
            case BlockType.SECTION_HEADER -> {
                if (!terms.joined()) {
                    beginSection(to, reader);
                }
            }
            case BlockType.INTERFACE_DESCRIPTION -> {
                if (!terms.joined()) {
                    to.describe(adapted(reader.interfaces().getLast()));
                }
            }
            case BlockType.INTERFACE_STATISTICS -> statistics(reader, block);
            case BlockType.CUSTOM_NOT_COPIED -> leftOut++;
            default -> other(block);
        }
    }

    /** Before a file is opened: its section and interfaces will be those of then. */
    private void keep(SavefileReader reader, Block block) {
        switch (block.type()) {
            case BlockType.SECTION_HEADER -> {
                if (!terms.joined()) {
                    pending.clear();
                }
            }
            case BlockType.INTERFACE_DESCRIPTION -> {} // the reader knows it
            default -> {
                if (pending.size() < MAX_PENDING) {
                    pending.add(new Pending(reader, block));
                } else {
                    leftOut++;
                }
            }
        }
    }

    private void other(Block block) {
        if (!writer().block(block)) {
            leftOut++;
        }
    }

    private void statistics(SavefileReader reader, Block block) {
        if (isExact(block.order())) {
            writer().block(block.type(), block.body());
            return;
        }
        try {
            statistics(reader, InterfaceStatistics.of(block));
        } catch (IllegalArgumentException damaged) {
            leftOut++;
        }
    }

    private void statistics(SavefileReader reader, InterfaceStatistics told) {
        List<InterfaceDescription> interfaces = reader.interfaces();
        if (Integer.compareUnsigned(told.interfaceId(), interfaces.size()) >= 0) {
            leftOut++; // of an interface that was never described
            return;
        }
        InterfaceDescription of = interfaces.get(told.interfaceId());
        int number = number(of, told.interfaceId());
        writer().statistics(told.of(number, of.timescale(), writer().timescale(number), terms.shiftNanos()));
    }

    @Override
    public long bytes() {
        return writer == null ? 0 : writer.bytes();
    }

    @Override
    public void end() {
        PcapngWriter last = writer == null && target != null && source != null ? writer() : writer;
        writer = null;
        target = null;
        if (last != null) {
            last.close();
        }
    }
}
