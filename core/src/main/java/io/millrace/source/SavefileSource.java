package io.millrace.source;

import io.millrace.pcap.Pcap;
import io.millrace.pcap.PcapException;
import io.millrace.pcap.PcapResult;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Packets of a savefile, through a libpcap handle that reads offline: pcap and pcapng, with timestamps in nanoseconds where
 * the file has them. A source that ends.
 *
 * <p>What is no regular file may keep a reader waiting for ever, as a pipe does whose writer has nothing to say; such files
 * are read by way of a {@link Feed}, which {@link #wake()} ends.
 *
 * <p><b>Threads.</b> The capture thread owns all mutable fields but {@code woken}, which is volatile.
 */
public final class SavefileSource implements Source {
    private final String name;
    private final Pcap pcap;
    private final @Nullable Feed feed;
    private final int snaplen;
    private final int linktype;
    private final PcapFrames frames;
    private final FrameSink cutter = this::cut;

    private @Nullable FrameSink sink;
    private volatile boolean woken;

    private SavefileSource(String name, Pcap pcap, @Nullable Feed feed, int snaplen) {
        this.name = name;
        this.pcap = pcap;
        this.feed = feed;
        this.snaplen = snaplen;
        linktype = pcap.linktype();
        frames = new PcapFrames(pcap::breakLoop);
    }

    /**
     * Opens a savefile.
     *
     * @param name its path; {@code -} is standard input
     * @param filter which packets, in libpcap's language; empty for all
     * @param snaplen how many bytes of each packet are passed on at the most
     * @throws PcapException if libpcap is missing, the file cannot be read or is no savefile, or the filter is wrong
     */
    public static SavefileSource open(String name, String filter, int snaplen) {
        Feed feed = Feed.isNeeded(name) ? Feed.of(name) : null;
        Pcap pcap = feed == null ? Pcap.openOffline(Path.of(name)) : openFed(feed);
        try {
            if (!filter.isEmpty()) {
                pcap.setFilter(filter);
            }
            return new SavefileSource(name, pcap, feed, snaplen);
        } catch (Throwable e) {
            if (feed != null) {
                feed.end();
            }
            pcap.close();
            throw e;
        }
    }

    private static Pcap openFed(Feed feed) {
        try {
            return Pcap.openOffline(feed.path());
        } catch (PcapException e) {
            feed.end();
            throw feed.named(e);
        } finally {
            feed.opened();
        }
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
     * <p>A file is never waited for, whatever the timeout; a pipe is, until it has a packet or was closed. Of a pipe one
     * packet is taken at a time: to wait for a second would keep the first from its handler.
     *
     * @throws PcapException if the file cannot be read further, or contradicts itself; packets before that were offered
     */
    @Override
    public int take(FrameSink to, int max, int timeoutMillis) {
        long before = frames.taken();
        sink = to;
        frames.giveTo(cutter);
        try {
            PcapResult result = pcap.dispatch(feed == null ? max : 1, frames);
            return result == PcapResult.END_OF_FILE ? end() : (int) (frames.taken() - before);
        } catch (PcapException e) {
            if (woken) {
                return (int) (frames.taken() - before); // the feed was cut off in the middle of a packet
            }
            throw feed == null ? e : feed.named(e);
        } finally {
            sink = null;
        }
    }

    private int end() {
        if (feed != null) {
            feed.throwFailure();
        }
        return END;
    }

    /** Passes a frame on, no longer than the snaplen; a file may contradict itself. */
    private boolean cut(MemorySegment memory, long offset, int caplen, int len, long timestampNanos) {
        FrameSink to = sink;
        return to != null && to.offer(memory, offset, Math.min(caplen, snaplen), Math.max(caplen, len), timestampNanos);
    }

    @Override
    public void wake() {
        woken = true;
        if (feed != null) {
            feed.end();
        }
    }

    /** Nothing to settle: there is no kernel that counts. */
    @Override
    public void settle() {
        sink = null;
    }

    @Override
    public KernelCounts counts() {
        return KernelCounts.NONE;
    }

    @Override
    public void close() {
        if (feed != null) {
            feed.end();
        }
        pcap.close();
    }
}
