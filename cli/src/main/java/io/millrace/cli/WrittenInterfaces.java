package io.millrace.cli;

import io.millrace.Ledger;
import io.millrace.protocol.Linktype;
import io.millrace.savefile.InterfaceDescription;
import io.millrace.savefile.InterfaceStatistics;
import io.millrace.savefile.OptionCode;
import io.millrace.savefile.Options;
import io.millrace.savefile.PcapWriter;
import io.millrace.savefile.PcapngWriter;
import io.millrace.savefile.SavefileException;
import io.millrace.savefile.SavefileWriter;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The interfaces that packets are written of: what is told of each, its number in the present file, and how many of its
 * packets were written to all files. Belongs to who writes.
 */
final class WrittenInterfaces {
    private static final int SNAPLEN = 262_144;

    private static final class Entry {
        private int file;
        private int number;
        private long packets;
    }

    private final OutputFiles files;
    private final boolean nanoseconds;
    private final Map<InterfaceDescription, Entry> all = new HashMap<>();
    private boolean live;
    private String filter = "";

    /** Which file is the present one; and the link type of its first packet, the only one that a pcap file has. */
    private int file;

    private int linktype;

    /** The interface of the packet that was written last. */
    private @Nullable InterfaceDescription known;

    private Entry entryOfKnown = new Entry();

    /**
     * Those of files.
     *
     * @param nanoseconds whether timestamps have more than microseconds
     */
    WrittenInterfaces(OutputFiles files, boolean nanoseconds) {
        this.files = files;
        this.nanoseconds = nanoseconds;
    }

    /**
     * Tells what packets are captured from, before the first comes.
     *
     * @param isLive whether that is a device of this machine
     */
    void attach(boolean isLive, String ofPackets) {
        live = isLive;
        filter = ofPackets;
    }

    /** Begins a file, which is told of interfaces anew. */
    void beginFile(InterfaceDescription first) {
        file++;
        known = null;
        linktype = first.linktype();
    }

    /** Describes an interface to the present file, unless that was done. */
    void describe(PcapngWriter to, InterfaceDescription from) {
        describe(to, from, entry(from));
    }

    private void describe(PcapngWriter to, InterfaceDescription from, Entry entry) {
        if (entry.file != file) {
            entry.number = to.describe(adapted(from));
            entry.file = file;
        }
    }

    private Entry entry(InterfaceDescription from) {
        return all.computeIfAbsent(from, ignored -> new Entry());
    }

    /**
     * The number that an interface has in the present file; it is described when its first packet comes.
     *
     * @throws SavefileException if a pcap file has another link type
     */
    @SuppressWarnings("ReferenceEquality") // two that are equal are looked up twice
    int number(SavefileWriter to, InterfaceDescription from) {
        if (from != known) {
            Entry entry = entry(from);
            switch (to) {
                case PcapngWriter pcapng -> describe(pcapng, from, entry);
                case PcapWriter _ -> requireLinktype(from);
            }
            entryOfKnown = entry;
            known = from;
        }
        return entryOfKnown.number;
    }

    private void requireLinktype(InterfaceDescription from) {
        if (from.linktype() != linktype) {
            throw new SavefileException(files.told() + ": a packet is of link type " + Linktype.name(from.linktype())
                    + ", and those before of " + Linktype.name(linktype)
                    + " (expected: one link type in a pcap file; --format pcapng has room for several)");
        }
    }

    /** Counts a packet of the interface whose number was asked for last. */
    void count() {
        entryOfKnown.packets++;
    }

    /**
     * What is told of an interface, as it is written: a file that is read tells more than a device, and may be filtered once
     * more.
     */
    InterfaceDescription adapted(InterfaceDescription from) {
        Options options = from.options().without(OptionCode.IF_TSRESOL).without(OptionCode.IF_TSOFFSET);
        if (live) {
            options = options.with(
                    OptionCode.IF_OS, System.getProperty("os.name") + " " + System.getProperty("os.version"));
        }
        if (!filter.isEmpty()) { // in front of the text, a byte says that it is one of libpcap
            options = options.without(OptionCode.IF_FILTER).with(OptionCode.IF_FILTER, "\0" + filter);
        }
        return InterfaceDescription.of(
                from.linktype(), SNAPLEN, nanoseconds ? ChronoUnit.NANOS : ChronoUnit.MICROS, options);
    }

    /**
     * Writes what each interface of the present file counted: how many of its packets were written; and where there is only
     * one, what the kernel dropped. What was taken and is not written is told of the first, because nobody knows of which it
     * was.
     */
    void writeStatistics(PcapngWriter to, Ledger ledger) {
        List<Entry> here = all.values().stream()
                .filter(entry -> entry.file == file)
                .sorted(Comparator.comparingInt(entry -> entry.number))
                .toList();
        long nanos = System.currentTimeMillis() * 1_000_000;
        for (Entry entry : here) {
            Options options = entry.number == 0 ? comment(ledger) : Options.NONE;
            Ledger.Kernel kernel = ledger.kernel();
            if (kernel != null && here.size() == 1) {
                options = counted(options, OptionCode.ISB_IFRECV, kernel.received());
                options = counted(options, OptionCode.ISB_IFDROP, kernel.interfaceDropped());
                options = counted(options, OptionCode.ISB_OSDROP, kernel.dropped());
            }
            options = counted(options, OptionCode.ISB_USRDELIV, entry.packets);
            to.statistics(new InterfaceStatistics(entry.number, nanoseconds ? nanos : nanos / 1_000, options));
        }
    }

    private static Options comment(Ledger ledger) {
        long missing = ledger.taken() - ledger.handled();
        return missing > 0
                ? Options.NONE.with(OptionCode.COMMENT, missing + " packets were taken, and are not written here")
                : Options.NONE;
    }

    private static Options counted(Options options, int code, long count) {
        return count == Ledger.ABSENT ? options : options.withNumber(code, count);
    }
}
