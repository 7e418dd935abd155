package io.millrace.source;

import io.millrace.ffi.Memory;
import io.millrace.pcap.LinktypeFilter;
import io.millrace.protocol.Burst;
import io.millrace.savefile.Block;
import io.millrace.savefile.InterfaceDescription;
import io.millrace.savefile.SavefileException;
import io.millrace.savefile.SavefileReader;
import io.millrace.savefile.SavefileReader.Step;
import io.millrace.savefile.SavefileSeries;
import io.millrace.savefile.Tray;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Packets of a savefile, of several, or of a stream of one. A source that ends. libpcap compiles the filter, if there is
 * one; nothing else of it is needed.
 *
 * <p>The capture thread owns all mutable fields.
 */
public final class SavefileSource implements Source {
    /** So many packets may be rejected before {@link #take} returns, to find out whether it is to go on. */
    private static final int REJECTED_AT_ONCE = 1 << 14;

    /** A packet that is due so soon is due: to wait takes longer. */
    private static final long SOON_NANOS = 20_000;

    private final String name;
    private final SavefileSeries series;
    private final @Nullable LinktypeFilter filter;
    private final @Nullable Tempo tempo;
    private final int snaplen;
    private final InterfaceDescription description;
    private final Nap nap = new Nap();

    /** The interface that the sink was told last. */
    private @Nullable InterfaceDescription known;

    private final Burst burst = new Burst();

    /** How many packets of the burst were passed on; the others were not due yet, or refused. */
    private int passed;

    /**
     * Takes over files that are open.
     *
     * @param name what they are called
     * @param filter which packets, in libpcap's language; empty for all
     * @param snaplen how many bytes of each packet are passed on at the most
     * @param onWarning is told of link types for which the filter means nothing
     * @param speed how many times faster than they were captured packets are passed on; 0 for no pace
     */
    private SavefileSource(
            String name, SavefileSeries series, String filter, int snaplen, double speed, Consumer<String> onWarning) {
        this.name = name;
        this.series = series;
        this.snaplen = snaplen;
        tempo = speed == 0 ? null : new Tempo(speed);
        description = series.firstInterface();
        known = description;
        this.filter = filter.isEmpty() ? null : new LinktypeFilter(filter, series.linktypes(), onWarning);
    }

    /**
     * Opens savefiles.
     *
     * @param name what they are called
     * @param files their paths; {@code -} is standard input
     * @param follow whether more is waited for at the end of the only file; standard input has an end of its own
     * @param merged whether packets are taken by time, instead of one file after the other
     * @param speed how many times faster than they were captured packets are passed on; 0 for no pace
     * @param filter which packets, in libpcap's language; empty for all
     * @param snaplen how many bytes of each packet are passed on at the most
     * @param onBlock is given blocks that are no packets, when they are read; null where nobody wants them
     * @param onWarning is told of link types for which the filter means nothing
     * @throws SavefileException if a file cannot be read or is no savefile
     * @throws io.millrace.pcap.PcapException if there is a filter, and it is wrong or libpcap is missing
     */
    public static SavefileSource open(
            String name,
            List<String> files,
            boolean follow,
            boolean merged,
            double speed,
            String filter,
            int snaplen,
            Consumer<String> onWarning,
            @Nullable Consumer<Block> onBlock) {
        SavefileSeries series = series(files, follow, merged, reader -> {
            if (onBlock != null) {
                reader.onBlock(onBlock);
            }
        });
        try {
            return new SavefileSource(name, series, filter, snaplen, speed, onWarning);
        } catch (Throwable e) {
            series.close();
            throw e;
        }
    }

    private static SavefileSeries series(
            List<String> files, boolean follow, boolean merged, Consumer<SavefileReader> onOpen) {
        String first = files.getFirst();
        if (follow && !first.equals("-")) {
            SavefileReader followed = SavefileReader.follow(Path.of(first));
            onOpen.accept(followed);
            return SavefileSeries.of(followed);
        }
        return merged && files.size() > 1 ? SavefileSeries.byTime(files, onOpen) : SavefileSeries.inTurn(files, onOpen);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int linktype() {
        return description.linktype();
    }

    @Override
    public InterfaceDescription description() {
        return description;
    }

    @Override
    public boolean isLive() {
        return false;
    }

    /**
     * {@inheritDoc}
     *
     * <p>A file is never waited for, whatever the timeout, unless it is followed or paced; a pipe is, until it has a packet
     * or was closed.
     *
     * @throws SavefileException if the file cannot be read further, or is damaged; packets before that were offered
     */
    @Override
    public int take(FrameSink sink, int max, int timeoutMillis) {
        long waitNanos = timeoutMillis < 0 ? Long.MAX_VALUE : TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        int taken = 0;
        int left = REJECTED_AT_ONCE;
        while (taken < max && left > 0) {
            if (passed == burst.count()) {
                Step step = series.step(taken == 0 ? waitNanos : 0);
                if (step != Step.PACKET) {
                    return step == Step.END && taken == 0 ? END : taken;
                }
                left -= gather(Math.min(max - taken, left));
            }
            if (passed < burst.count()) {
                int more = isDue(taken == 0 ? waitNanos : 0) ? offer(sink, max - taken) : 0;
                if (more == 0) {
                    break;
                }
                taken += more;
            }
        }
        return taken;
    }

    /**
     * Fills the burst with those of the next packets that are wanted, one if packets have their time; returns how many it
     * looked at.
     */
    private int gather(int most) {
        series.gather(burst, tempo == null ? Math.min(most, Burst.MOST) : 1);
        passed = 0;
        int looked = burst.count();
        if (filter != null) {
            keepWanted(filter, series.reader().packetInterface().linktype());
        }
        burst.cut(snaplen);
        return looked;
    }

    private void keepWanted(LinktypeFilter wanted, int linktype) {
        int kept = 0;
        for (int i = 0; i < burst.count(); i++) {
            if (wanted.accepts(linktype, Memory.ALL, burst.address(i), burst.caplen(i), burst.len(i))) {
                burst.move(i, kept++);
            }
        }
        burst.count(kept);
    }

    /** Whether the packet is due, or becomes so while it is waited for; not so if somebody wakes this thread. */
    private boolean isDue(long waitNanos) {
        if (tempo == null) {
            return true;
        }
        long early = tempo.earlyNanos(burst.timestampNanos(passed), System.nanoTime());
        return early <= SOON_NANOS || (waitNanos > 0 && nap.take(Math.min(early, waitNanos)) && early <= waitNanos);
    }

    /** Passes on what is left of the burst, as far as it is wanted; returns how many packets were taken. */
    @SuppressWarnings("ReferenceEquality") // two that are equal are told twice
    private int offer(FrameSink sink, int most) {
        InterfaceDescription from = series.reader().packetInterface();
        if (known != from) {
            sink.from(from);
            known = from;
        }
        int taken = sink.offer(burst, passed, passed + Math.min(burst.count() - passed, most));
        passed += taken;
        return taken;
    }

    @Override
    public void readInto(Tray.Lender lender) {
        series.readInto(lender);
    }

    @Override
    public void wake() {
        series.wake();
        nap.end();
    }

    @Override
    public long readBytes() {
        return series.fileBytes();
    }

    @Override
    public long totalBytes() {
        return series.totalFileBytes();
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
        series.close();
    }
}
