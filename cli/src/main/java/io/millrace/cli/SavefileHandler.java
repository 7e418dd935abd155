package io.millrace.cli;

import io.millrace.Ledger;
import io.millrace.Packet;
import io.millrace.PacketHandler;
import io.millrace.cli.print.PacketPrinter;
import io.millrace.pcap.DataLink;
import io.millrace.pcap.PcapException;
import io.millrace.protocol.Linktype;
import io.millrace.savefile.Block;
import io.millrace.savefile.InterfaceDescription;
import io.millrace.savefile.InterfaceStatistics;
import io.millrace.savefile.OptionCode;
import io.millrace.savefile.Options;
import io.millrace.savefile.PcapWriter;
import io.millrace.savefile.PcapngWriter;
import io.millrace.savefile.SavefileException;
import io.millrace.savefile.SavefileFormat;
import io.millrace.savefile.SavefileTarget;
import io.millrace.savefile.SavefileWriter;
import io.millrace.savefile.Section;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What {@code -w} does with packets: writes them to a savefile, or to several one after the other. A handler like any other,
 * but of serial order: packets are written in the order of capture, by one worker at a time.
 *
 * <p>All fields belong to the worker that handles a packet, and after the capture to who closes it; {@code unwritten} and {@code
 * carried} are also for others. If writing fails, the capture is ended, and {@link #finish} tells why.
 */
final class SavefileHandler implements PacketHandler {
    /**
     * How packets are written.
     *
     * @param nanoseconds whether timestamps have more than microseconds
     * @param atOnce whether each packet is written as it comes
     * @param printer prints each packet that was written; null for none
     */
    record Manner(
            boolean nanoseconds, boolean atOnce, @Nullable PacketPrinter printer) {}

    private final OutputFiles files;
    private final Manner manner;
    private final LongAdder unwritten = new LongAdder();
    private Runnable end = () -> {};
    private Consumer<String> output = line -> {};
    private String interfaceName = "";
    private String filter = "";

    private final CarriedBlocks carried = new CarriedBlocks();

    private @Nullable SavefileWriter writer;

    /** The interfaces that the present file describes; a pcap file does not, and has one link type. */
    private final Map<InterfaceDescription, Integer> described = new HashMap<>();

    private int linktype;

    /** The interface of the packet that was written last, and its number. */
    private @Nullable InterfaceDescription known;

    private int numberOfKnown;

    private long written;
    private @Nullable SavefileException failure;
    private boolean enough;

    SavefileHandler(OutputFiles files, Manner manner) {
        this.files = files;
        this.manner = manner;
    }

    /**
     * Tells what packets are captured from, before the first comes.
     *
     * @param interfaceName the device's name; empty for a savefile
     * @param output takes what is printed
     * @param end ends the capture
     */
    void attach(String interfaceName, String filter, Consumer<String> output, Runnable end) {
        this.interfaceName = interfaceName;
        this.filter = filter;
        this.output = output;
        this.end = end;
    }

    /**
     * Takes a block of the file that is read, which is written before the packets behind it, if it is carried on at all. For the
     * capture thread.
     */
    void block(Block block) {
        if (files.format() == SavefileFormat.PCAPNG) {
            carried.offer(block);
        }
    }

    /** Packets that were handled and are in no file: for any thread. */
    LongAdder unwritten() {
        return unwritten;
    }

    /** Whether packets are printed, too. */
    boolean prints() {
        return manner.printer() != null;
    }

    @Override
    public void handle(Packet packet) {
        SavefileException before = failure;
        if (before != null) {
            throw before;
        }
        try {
            SavefileWriter to = writerFor(packet);
            if (to == null) {
                unwritten.increment(); // it came after the last file, before the capture had ended
                return;
            }
            if (carried.hasNew() && to instanceof PcapngWriter pcapng) {
                carried.writeNew(pcapng);
            }
            int caplen = packet.caplen();
            long at = to.begin(number(to, packet), packet.timestampNanos(), caplen, packet.len());
            packet.copyTo(0, to.buffer(), at, caplen);
            to.end();
            if (manner.atOnce()) {
                to.flush();
            }
        } catch (SavefileException e) {
            fail(e);
            throw e;
        }
        print(packet);
    }

    private void print(Packet packet) {
        PacketPrinter printer = manner.printer();
        if (printer != null) {
            output.accept(printer.text(printer.apply(packet)));
        }
    }

    /** What cannot be written ends the capture; the file is whole up to there. */
    private void fail(SavefileException cause) {
        failure = cause;
        SavefileWriter last = writer;
        if (last != null) {
            try {
                close(last);
            } catch (SavefileException again) {
                assert again.getMessage() != null : "it is the same failure, which is told at the end";
            }
        }
        end.run();
    }

    /** Where a packet goes; null if there are files enough. */
    private @Nullable SavefileWriter writerFor(Packet packet) {
        SavefileWriter current = writer;
        if (enough) {
            return null;
        }
        if (current != null) {
            if (!files.isFull(current.bytes(), current.packets(), packet.timestampNanos())) {
                return current;
            }
            close(current);
        }
        SavefileTarget target = files.next(packet.timestampNanos());
        if (target == null) {
            enough = true;
            end.run();
            return null;
        }
        return open(target, packet.packetInterface());
    }

    /** The number that the packet's interface has in the file; it is described when its first packet comes. */
    @SuppressWarnings("ReferenceEquality") // two that are equal are looked up twice
    private int number(SavefileWriter to, Packet packet) {
        InterfaceDescription from = packet.packetInterface();
        if (from != known) {
            numberOfKnown = switch (to) {
                case PcapngWriter pcapng -> described.computeIfAbsent(from, one -> pcapng.describe(adapted(one)));
                case PcapWriter _ -> only(from);
            };
            known = from;
        }
        return numberOfKnown;
    }

    /** A pcap file has room for one link type. */
    private int only(InterfaceDescription from) {
        if (from.linktype() != linktype) {
            throw new SavefileException(files.told() + ": a packet is of link type " + Linktype.name(from.linktype())
                    + ", and those before of " + Linktype.name(linktype)
                    + " (expected: one link type in a pcap file; --format pcapng has room for several)");
        }
        return 0;
    }

    private SavefileWriter open(SavefileTarget file, InterfaceDescription first) {
        SavefileTarget target = manner.atOnce() ? file.withNameAtOnce() : file; // somebody reads it while it grows
        described.clear();
        known = null;
        linktype = first.linktype();
        SavefileWriter opened;
        if (files.format() == SavefileFormat.PCAP) {
            opened = PcapWriter.open(target, adapted(first));
        } else {
            PcapngWriter pcapng = PcapngWriter.open(target, Section.of(sectionOptions()));
            writer = pcapng;
            described.put(first, pcapng.describe(adapted(first)));
            carried.writeAgain(pcapng);
            pcapng.flush();
            opened = pcapng;
        }
        writer = opened;
        return opened;
    }

    /** What a section says of who wrote it. */
    static Options sectionOptions() {
        return Options.NONE
                .with(OptionCode.SHB_HARDWARE, System.getProperty("os.arch"))
                .with(OptionCode.SHB_OS, System.getProperty("os.name") + " " + System.getProperty("os.version"))
                .with(OptionCode.SHB_USERAPPL, "Millrace " + Version.number());
    }

    /** What is told of an interface, as it is written: a file that is read tells more than a device, and may be filtered once more. */
    private InterfaceDescription adapted(InterfaceDescription from) {
        Options options = from.options().without(OptionCode.IF_TSRESOL).without(OptionCode.IF_TSOFFSET);
        if (!interfaceName.isEmpty()) {
            options = options.with(
                    OptionCode.IF_OS, System.getProperty("os.name") + " " + System.getProperty("os.version"));
        }
        if (!filter.isEmpty()) { // in front of the text, a byte says that it is one of libpcap
            options = options.without(OptionCode.IF_FILTER).with(OptionCode.IF_FILTER, "\0" + filter);
        }
        return InterfaceDescription.of(
                from.linktype(), 262_144, manner.nanoseconds() ? ChronoUnit.NANOS : ChronoUnit.MICROS, options);
    }

    private void close(SavefileWriter current) {
        writer = null;
        try {
            current.close();
        } finally {
            written += current.packets() - current.lostPackets();
            unwritten.add(current.lostPackets());
        }
        files.whole();
    }

    /**
     * Closes the last file, once the capture has ended; a capture without packets has one too. From then on {@link #unwritten} is
     * final.
     */
    void finish(Ledger ledger) {
        try {
            SavefileTarget first =
                    failure == null && files.begun() == 0 ? files.next(System.currentTimeMillis() * 1_000_000) : null;
            SavefileWriter last = first == null ? writer : open(first, unseen(ledger));
            if (last instanceof PcapngWriter pcapng) {
                carried.writeNew(pcapng);
            }
            if (last instanceof PcapngWriter pcapng && described.size() == 1) {
                pcapng.statistics(statistics(ledger));
            }
            if (last != null) {
                close(last);
            }
        } catch (SavefileException e) {
            failure = e;
        }
    }

    /**
     * What was written, as one line, once all commands have run on it.
     *
     * @throws SavefileException if not everything could be written
     */
    String told() {
        files.await();
        SavefileException told = failure;
        if (told != null && !files.readerHasGone(told)) {
            throw told;
        }
        return written + " packets written to " + files.told();
    }

    /** The final counts of who captured: what the kernel dropped, and what was shed here. */
    private InterfaceStatistics statistics(Ledger ledger) {
        Options options = Options.NONE;
        long nanos = System.currentTimeMillis() * 1_000_000;
        if (ledger.taken() > ledger.handled()) {
            options = options.with(
                    OptionCode.COMMENT,
                    ledger.taken() - ledger.handled() + " packets were taken, and are not written here");
        }
        Ledger.Kernel kernel = ledger.kernel();
        if (kernel != null) {
            options = counted(options, OptionCode.ISB_IFRECV, kernel.received());
            options = counted(options, OptionCode.ISB_IFDROP, kernel.interfaceDropped());
            options = counted(options, OptionCode.ISB_OSDROP, kernel.dropped());
        }
        options = counted(options, OptionCode.ISB_USRDELIV, ledger.handled());
        return new InterfaceStatistics(0, manner.nanoseconds() ? nanos : nanos / 1_000, options);
    }

    private static Options counted(Options options, int code, long count) {
        return count == Ledger.ABSENT ? options : options.withNumber(code, count);
    }

    /** The interface of a capture without packets. */
    private InterfaceDescription unseen(Ledger ledger) {
        Options options = interfaceName.isEmpty() ? Options.NONE : Options.NONE.with(OptionCode.IF_NAME, interfaceName);
        return InterfaceDescription.of(unseenLinktype(ledger), 0, ChronoUnit.NANOS, options);
    }

    private static int unseenLinktype(Ledger ledger) {
        try {
            return DataLink.named(ledger.linktype()).linktype();
        } catch (PcapException unknown) {
            return Linktype.EN10MB; // no packet tells it
        }
    }
}
