package io.millrace.cli;

import io.millrace.Ledger;
import io.millrace.Packet;
import io.millrace.PacketHandler;
import io.millrace.cli.print.PacketPrinter;
import io.millrace.pcap.DataLink;
import io.millrace.pcap.PcapException;
import io.millrace.protocol.Linktype;
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
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What {@code -w} does with packets: writes them to a savefile, or to several one after the other. A handler like any other,
 * but of serial order: packets are written in the order of capture, by one worker at a time.
 *
 * <p>All fields belong to the worker that handles a packet, and after the capture to who closes it. If writing fails, the
 * capture is ended, and {@link #finish} tells why.
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

    private @Nullable SavefileWriter writer;
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
            int caplen = packet.caplen();
            long at = to.begin(0, packet.timestampNanos(), caplen, packet.len());
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
        return open(target, packet.linktype());
    }

    private SavefileWriter open(SavefileTarget file, int linktype) {
        SavefileTarget target = manner.atOnce() ? file.withNameAtOnce() : file; // somebody reads it while it grows
        InterfaceDescription description = InterfaceDescription.of(
                linktype, 262_144, manner.nanoseconds() ? ChronoUnit.NANOS : ChronoUnit.MICROS, interfaceOptions());
        SavefileWriter opened;
        if (files.format() == SavefileFormat.PCAP) {
            opened = PcapWriter.open(target, description);
        } else {
            PcapngWriter pcapng = PcapngWriter.open(target, Section.of(sectionOptions()));
            writer = pcapng;
            pcapng.describe(description);
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

    private Options interfaceOptions() {
        Options options = Options.NONE;
        if (!interfaceName.isEmpty()) {
            options = options.with(OptionCode.IF_NAME, interfaceName)
                    .with(OptionCode.IF_OS, System.getProperty("os.name") + " " + System.getProperty("os.version"));
        }
        // in front of the text, a byte says that it is one of libpcap
        return filter.isEmpty() ? options : options.with(OptionCode.IF_FILTER, "\0" + filter);
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
            SavefileWriter last = first == null ? writer : open(first, linktype(ledger));
            if (last instanceof PcapngWriter pcapng) {
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

    private static int linktype(Ledger ledger) {
        try {
            return DataLink.named(ledger.linktype()).linktype();
        } catch (PcapException unknown) {
            return Linktype.EN10MB; // no packet tells it
        }
    }
}
