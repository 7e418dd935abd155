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
 * <p>All fields belong to who holds its lock: the worker that handles a packet, and after the capture who closes it, when a
 * worker that was given up may still be at work. {@code unwritten} and {@code carried} are also for others. If writing
 * fails, the capture is ended, and {@link #finish} tells why.
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
    private final CarriedBlocks carried = new CarriedBlocks();
    private final WrittenInterfaces interfaces;
    private @Nullable SavefileWriter writer;
    private long written;
    private @Nullable SavefileException failure;
    private boolean enough;

    SavefileHandler(OutputFiles files, Manner manner) {
        this.files = files;
        this.manner = manner;
        interfaces = new WrittenInterfaces(files, manner.nanoseconds());
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
        interfaces.attach(!interfaceName.isEmpty(), filter);
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
        if (write(packet)) {
            print(packet);
        }
    }

    /** Whether a packet was written, and not too much. */
    private synchronized boolean write(Packet packet) {
        SavefileException before = failure;
        if (before != null) {
            throw before;
        }
        try {
            SavefileWriter to = writerFor(packet);
            if (to == null) {
                unwritten.increment(); // it came after the last file, before the capture had ended
                return false;
            }
            if (carried.hasNew() && to instanceof PcapngWriter pcapng) {
                carried.writeNew(pcapng);
            }
            packet.writeTo(to, interfaces.number(to, packet.packetInterface()));
            interfaces.count();
            if (manner.atOnce()) {
                to.flush();
            }
            return true;
        } catch (SavefileException e) {
            fail(e);
            throw e;
        }
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

    private SavefileWriter open(SavefileTarget file, InterfaceDescription first) {
        SavefileTarget target = manner.atOnce() ? file.withNameAtOnce() : file; // somebody reads it while it grows
        interfaces.beginFile(first);
        SavefileWriter opened;
        if (files.format() == SavefileFormat.PCAP) {
            opened = PcapWriter.open(target, interfaces.adapted(first));
        } else {
            PcapngWriter pcapng = PcapngWriter.open(target, Section.of(sectionOptions()));
            writer = pcapng;
            interfaces.describe(pcapng, first);
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
    synchronized void finish(Ledger ledger) {
        try {
            SavefileTarget first =
                    failure == null && files.begun() == 0 ? files.next(System.currentTimeMillis() * 1_000_000) : null;
            SavefileWriter last = first == null ? writer : open(first, unseen(ledger));
            if (last instanceof PcapngWriter pcapng) {
                carried.writeNew(pcapng);
                interfaces.writeStatistics(pcapng, ledger);
            }
            if (last != null) {
                close(last);
            }
        } catch (SavefileException e) {
            failure = e;
        } finally {
            enough = true;
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
