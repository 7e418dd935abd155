package io.millrace.source;

import io.millrace.pcap.Pcap;
import io.millrace.pcap.PcapStats;
import java.util.concurrent.TimeUnit;

/**
 * What the kernel counted of a libpcap handle, read now and then. The counts are for any thread; all else belongs to the
 * capture thread.
 */
final class PcapAccounts {
    private static final long REFRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Pcap pcap;
    private final PcapFrames frames;
    private final boolean exact;
    private boolean settled;
    private long refreshedNanos;
    private volatile KernelCounts counts = new KernelCounts(0, 0, KernelCounts.ABSENT, 0, KernelCounts.ABSENT);

    /** @param exact whether the kernel counts what can be taken, and nothing else; else what it received is absent */
    PcapAccounts(Pcap pcap, PcapFrames frames, boolean exact) {
        this.pcap = pcap;
        this.frames = frames;
        this.exact = exact;
        refresh();
    }

    KernelCounts counts() {
        return counts;
    }

    /** To be called often: 32-bit counters must be read before they have gone round. */
    void refreshIfDue() {
        if (System.nanoTime() - refreshedNanos >= REFRESH_NANOS) {
            refresh();
        }
    }

    void refresh() {
        PcapStats stats = pcap.stats();
        refreshedNanos = System.nanoTime();
        counts = new KernelCounts(
                exact ? stats.received() : KernelCounts.ABSENT,
                stats.dropped(),
                stats.interfaceDropped(),
                settled ? frames.unread() : 0,
                KernelCounts.ABSENT);
    }

    /** From now on frames that nobody took are told as unread. */
    void settle() {
        settled = true;
    }

    /** Whether all that the kernel counted is accounted for, as of the last refresh; true where that cannot be told. */
    boolean balanced() {
        KernelCounts now = counts;
        return !exact || now.received() <= now.dropped() + frames.taken() + frames.unread();
    }
}
