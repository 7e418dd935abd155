package io.millrace.source;

import io.millrace.pcap.DataLink;
import io.millrace.pcap.FilterMachine;
import io.millrace.pcap.FilterOptions;
import io.millrace.pcap.PcapFilter;
import io.millrace.protocol.Linktype;
import io.millrace.savefile.InterfaceDescription;
import io.millrace.savefile.SavefileException;
import io.millrace.savefile.SavefileReader;
import io.millrace.savefile.SavefileReader.Step;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Packets of a savefile, or of a stream of one. A source that ends. libpcap compiles the filter, if there is one; nothing else
 * of it is needed.
 *
 * <p>The capture thread owns all mutable fields.
 */
public final class SavefileSource implements Source {
    private static final String STANDARD_INPUT = "-";

    /** So many packets may be rejected before {@link #take} returns, to find out whether it is to go on. */
    private static final int REJECTED_AT_ONCE = 1 << 14;

    private final String name;
    private final SavefileReader reader;
    private final @Nullable FilterMachine filter;
    private final int snaplen;
    private final int linktype;
    private @Nullable InterfaceDescription known;

    private SavefileSource(String name, SavefileReader reader, String filter, int snaplen) {
        this.name = name;
        this.reader = reader;
        this.snaplen = snaplen;
        if (!reader.findInterface()) {
            throw new SavefileException(reader.name()
                    + ": it describes no interface, and has no packets (expected: a savefile with a link type)");
        }
        linktype = reader.interfaces().getFirst().linktype();
        this.filter = filter.isEmpty() ? null : compiled(filter);
    }

    private FilterMachine compiled(String expression) {
        return PcapFilter.compile(DataLink.ofLinktype(linktype), expression, 0, FilterOptions.DEFAULT)
                .machine();
    }

    /**
     * Opens a savefile.
     *
     * @param name its path; {@code -} is standard input
     * @param follow whether more is waited for at its end; standard input has an end of its own
     * @param filter which packets, in libpcap's language; empty for all
     * @param snaplen how many bytes of each packet are passed on at the most
     * @throws SavefileException if the file cannot be read or is no savefile
     * @throws io.millrace.pcap.PcapException if there is a filter, and it is wrong or libpcap is missing
     */
    public static SavefileSource open(String name, boolean follow, String filter, int snaplen) {
        SavefileReader reader = name.equals(STANDARD_INPUT)
                ? SavefileReader.of(new FileInputStream(FileDescriptor.in), "standard input")
                : openFile(Path.of(name), follow);
        try {
            return new SavefileSource(name, reader, filter, snaplen);
        } catch (Throwable e) {
            reader.close();
            throw e;
        }
    }

    private static SavefileReader openFile(Path file, boolean follow) {
        return follow ? SavefileReader.follow(file) : SavefileReader.open(file);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int linktype() {
        return linktype;
    }

    @Override
    public boolean isLive() {
        return false;
    }

    /**
     * {@inheritDoc}
     *
     * <p>A file is never waited for, whatever the timeout, unless it is followed; a pipe is, until it has a packet or was closed.
     *
     * @throws SavefileException if the file cannot be read further, or is damaged; packets before that were offered
     */
    @Override
    public int take(FrameSink sink, int max, int timeoutMillis) {
        long waitNanos = timeoutMillis < 0 ? Long.MAX_VALUE : TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        int taken = 0;
        for (int left = REJECTED_AT_ONCE; taken < max && left > 0; left--) {
            Step step = reader.step(taken == 0 ? waitNanos : 0);
            if (step != Step.PACKET) {
                return step == Step.END && taken == 0 ? END : taken;
            }
            if (isWanted()) {
                if (!offer(sink)) {
                    break;
                }
                taken++;
            }
        }
        return taken;
    }

    private boolean isWanted() {
        if (known != reader.packetInterface()) {
            known = reader.packetInterface();
            requireSameLinktype(known);
        }
        return filter == null || filter.run(reader.memory(), reader.offset(), reader.caplen(), reader.len()) != 0;
    }

    /** What is made of a packet depends on its link type, of which a capture has one. */
    private void requireSameLinktype(InterfaceDescription description) {
        if (description.linktype() != linktype) {
            throw new SavefileException(
                    reader.name() + ": at byte " + reader.position() + ": the packet is of link type "
                            + Linktype.name(description.linktype()) + ", and those before of " + Linktype.name(linktype)
                            + " (expected: one link type in all of the file)");
        }
    }

    /** Passes a packet on, no longer than the snaplen; a file may contradict itself. */
    private boolean offer(FrameSink sink) {
        int caplen = reader.caplen();
        return sink.offer(
                reader.memory(),
                reader.offset(),
                Math.min(caplen, snaplen),
                Math.max(caplen, reader.len()),
                reader.timestampNanos());
    }

    @Override
    public void wake() {
        reader.wake();
    }

    /** Nothing to settle: there is no kernel that counts. */
    @Override
    public void settle() {
        known = null;
    }

    @Override
    public KernelCounts counts() {
        return KernelCounts.NONE;
    }

    @Override
    public void close() {
        reader.close();
    }
}
