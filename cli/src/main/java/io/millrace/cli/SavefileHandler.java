package io.millrace.cli;

import io.millrace.Ledger;
import io.millrace.Packet;
import io.millrace.PacketHandler;
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
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
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
     * What is written.
     *
     * @param names the files' names; null for standard output
     * @param compress the compression; null if the name decides
     * @param nanoseconds whether timestamps have more than microseconds
     * @param atOnce whether each packet is written as it comes
     * @param maxBytes when a file is full
     * @param maxNanos how long a file is written
     * @param maxFiles how many files by time there are; 0 for no end
     * @param command what is run on each file that is whole
     */
    record Plan(
            @Nullable FileNames names,
            SavefileFormat format,
            @Nullable String compress,
            boolean nanoseconds,
            boolean atOnce,
            long maxBytes,
            long maxNanos,
            int maxFiles,
            @Nullable String command) {}

    private static final String STANDARD_OUTPUT = "standard output";

    private final Plan plan;
    private final Finished finished;
    private Runnable end = () -> {};
    private String interfaceName = "";
    private String filter = "";

    private @Nullable SavefileWriter writer;
    private @Nullable Path file;
    private long begunNanos;
    private int number;
    private int files;
    private long packets;
    private long lost;
    private @Nullable SavefileException failure;
    private boolean enough;

    SavefileHandler(Plan plan) {
        this.plan = plan;
        finished = new Finished(plan.command());
    }

    /**
     * Tells what packets are captured from, before the first comes.
     *
     * @param interfaceName the device's name; empty for a savefile
     * @param end ends the capture
     */
    void attach(String interfaceName, String filter, Runnable end) {
        this.interfaceName = interfaceName;
        this.filter = filter;
        this.end = end;
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
                return; // it came after the last file, before the capture had ended
            }
            int caplen = packet.caplen();
            long at = to.begin(0, packet.timestampNanos(), caplen, packet.len());
            packet.copyTo(0, to.buffer(), at, caplen);
            to.end();
            if (plan.atOnce()) {
                to.flush();
            }
        } catch (SavefileException e) {
            failure = e;
            end.run();
            throw e;
        }
    }

    /** Where a packet goes; null if there are files enough. */
    private @Nullable SavefileWriter writerFor(Packet packet) {
        SavefileWriter current = writer;
        if (enough) {
            return null;
        }
        if (current != null) {
            boolean late = packet.timestampNanos() - begunNanos >= plan.maxNanos();
            if (!late && current.bytes() < plan.maxBytes()) {
                return current;
            }
            close(current);
            number = late ? 0 : number + 1;
            if (late && files == plan.maxFiles()) {
                enough = true;
                end.run();
                return null;
            }
        }
        return open(packet.linktype(), packet.timestampNanos());
    }

    private SavefileWriter open(int linktype, long nanos) {
        begunNanos = nanos;
        files++;
        SavefileTarget target = target(nanos);
        InterfaceDescription description = InterfaceDescription.of(
                linktype, 262_144, plan.nanoseconds() ? ChronoUnit.NANOS : ChronoUnit.MICROS, interfaceOptions());
        SavefileWriter opened;
        if (plan.format() == SavefileFormat.PCAP) {
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

    private SavefileTarget target(long nanos) {
        FileNames names = plan.names();
        SavefileTarget target;
        if (names == null) {
            target = SavefileTarget.stream(new FileOutputStream(FileDescriptor.out), STANDARD_OUTPUT);
        } else {
            Path next = names.name(number, nanos);
            file = next;
            target = SavefileTarget.file(next).compressedByName();
            if (plan.atOnce()) {
                target = target.withNameAtOnce(); // somebody reads it while it grows
            }
        }
        String compression = plan.compress();
        return compression == null ? target : target.compressed(compression);
    }

    private static Options sectionOptions() {
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
            packets += current.packets();
            lost += current.lostPackets();
        }
        Path whole = file;
        if (whole != null) {
            finished.run(whole);
        }
    }

    /**
     * Closes the last file; a capture without packets has one too.
     *
     * @return what was written, as one line
     * @throws SavefileException if not everything could be written
     */
    String finish(Ledger ledger) {
        if (failure == null && files == 0) {
            open(linktype(ledger), System.currentTimeMillis() * 1_000_000);
        }
        SavefileWriter last = writer;
        if (last != null) {
            if (failure == null && last instanceof PcapngWriter pcapng) {
                pcapng.statistics(statistics(ledger));
            }
            close(last);
        }
        finished.await();
        SavefileException told = failure;
        if (told != null) {
            throw told;
        }
        FileNames names = plan.names();
        return (packets - lost) + " packets written to " + (names == null ? STANDARD_OUTPUT : names.pattern())
                + (files > 1 ? ", in " + files + " files" : "");
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
        return new InterfaceStatistics(0, plan.nanoseconds() ? nanos : nanos / 1_000, options);
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
