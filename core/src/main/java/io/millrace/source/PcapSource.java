package io.millrace.source;

import io.millrace.pcap.DataLink;
import io.millrace.pcap.Pcap;
import io.millrace.pcap.PcapDirection;
import io.millrace.pcap.PcapException;
import io.millrace.pcap.PcapFilter;
import io.millrace.pcap.PcapResult;
import io.millrace.pcap.PcapSettings;
import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Packets from a libpcap handle: any device and any linktype that libpcap knows.
 *
 * <p>The handle is non-blocking. {@link #take} dispatches what is there, and if that is nothing waits, by {@link PcapWait}.
 * {@link PcapFrames} is what the handle calls back, and {@link PcapAccounts} what the kernel counted.
 *
 * <p><b>Exact accounts.</b> On Linux the handle is opened for a protocol that no packet has, so that nothing is queued before
 * the filter is in place, and is then bound to all; {@link #settle()} binds it back, and drains. PcapDirection and filter both
 * run in the kernel: libpcap would reject some packets in user space, after they were counted. Where that cannot be had (not
 * a packet socket; a filter the kernel does not take) {@code received} is absent, because libpcap's would not balance.
 *
 * <p><b>Threads.</b> The capture thread owns all mutable fields.
 */
public final class PcapSource implements Source {
    /** How long the kernel may hold packets back to deliver a block of them. */
    private static final Duration HOLD_BACK = Duration.ofMillis(5);

    private static final long SETTLE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long REST_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int DRAIN_AT_ONCE = 1 << 16;

    private final Pcap pcap;
    private final Arena arena = Arena.ofShared();
    private final PcapFrames frames;
    private final int linktype;
    private final @Nullable PacketSocket socket;
    private final PcapWait wait;
    private final PcapAccounts accounts;

    private boolean closed;

    private PcapSource(Pcap pcap, PcapOptions options, boolean held) {
        this.pcap = pcap;
        pcap.setNonBlocking(true);
        DataLink wanted = options.datalink();
        if (wanted != null) {
            pcap.setDatalink(wanted);
        } else if (pcap.device().equals("any") && pcap.datalinks().contains(DataLink.LINUX_SLL2)) {
            pcap.setDatalink(DataLink.LINUX_SLL2); // tells the interface, which the older header does not
        }
        linktype = pcap.linktype();
        frames = new PcapFrames(pcap::breakLoop);
        socket = PacketSocket.of(pcap.selectableFd(), arena);
        boolean inKernel = socket != null && filterInKernel(socket, options);
        if (!inKernel) {
            filterInLibpcap(options);
        }
        wait = new PcapWait(pcap, socket);
        if (held && socket != null) {
            socket.bind(PacketSocket.ETH_P_ALL);
        }
        accounts = new PcapAccounts(pcap, frames, held && inKernel);
    }

    /**
     * Opens a device.
     *
     * @throws PcapException if libpcap is missing, the device cannot be opened, or the filter is wrong
     */
    public static PcapSource open(String device, PcapOptions options) {
        boolean held = Pcap.canChooseProtocol();
        PcapSettings settings = PcapSettings.DEFAULT
                .withSnaplen(options.snaplen())
                .withPromiscuous(options.promiscuous())
                .withImmediate(options.immediate())
                .withBufferBytes((int) options.bufferBytes())
                .withTimeout(HOLD_BACK)
                .withTimestampType(options.timestampType())
                .withProtocol(held ? PcapFilter.NO_PROTOCOL : 0);
        Pcap pcap = Pcap.open(device, settings);
        try {
            return new PcapSource(pcap, options, held);
        } catch (Throwable e) {
            pcap.close();
            throw e;
        }
    }

    /** Lets the kernel filter; false if it cannot, and nothing of the kind is in place. */
    private boolean filterInKernel(PacketSocket packets, PcapOptions options) {
        long[] program = DirectionProgram.ACCEPT;
        String filter = options.filter();
        if (filter != null) {
            pcap.setFilter(filter);
            program = packets.filter(); // as libpcap adapted it to what the kernel sees of the packet
            pcap.setFilter(""); // else libpcap filters the next blocks again, with only the captured bytes to look at
        }
        return program.length > 0 && packets.attach(DirectionProgram.before(program, options.direction())) == 0;
    }

    private void filterInLibpcap(PcapOptions options) {
        String filter = options.filter();
        if (filter != null) {
            pcap.setFilter(filter);
        }
        if (options.direction() != PcapDirection.INOUT) {
            pcap.setDirection(options.direction());
        }
    }

    @Override
    public String name() {
        return pcap.device();
    }

    @Override
    public int linktype() {
        return linktype;
    }

    @Override
    public List<String> warnings() {
        return pcap.warnings();
    }

    /**
     * {@inheritDoc}
     *
     * <p>A device that is down has no frames; it is waited for until it is up again.
     *
     * @throws PcapException if the device was removed, or libpcap fails
     */
    @Override
    public int take(FrameSink to, int max, int timeoutMillis) {
        int count = pass(to, max);
        if (count == 0 && !frames.refused() && timeoutMillis != 0) {
            count = await(to, max, timeoutMillis);
        }
        accounts.refreshIfDue();
        return count;
    }

    @Override
    public boolean isWaiting() {
        return wait.isReady();
    }

    /** One dispatch; returns how many frames the sink took. */
    private int pass(FrameSink to, int max) {
        long before = frames.taken();
        frames.giveTo(to);
        try {
            pcap.dispatch(max, frames);
        } catch (PcapException e) {
            failUnlessSome(before, e);
        }
        return (int) (frames.taken() - before);
    }

    /** libpcap failed: frames taken before that are reported first, and the failure comes again with the next call. */
    private void failUnlessSome(long before, PcapException e) {
        if (frames.taken() == before) {
            wait.failIfGone();
            throw e;
        }
    }

    private int await(FrameSink to, int max, int timeoutMillis) {
        long begun = System.nanoTime();
        int count = 0;
        while (count == 0 && !frames.refused()) {
            int left = leftMillis(begun, timeoutMillis);
            if (wait.woken() || left == 0) {
                return 0;
            }
            if (wait.slice(left)) {
                to.announce();
            }
            accounts.refreshIfDue();
            count = pass(to, max);
        }
        return count;
    }

    private static int leftMillis(long begunNanos, int timeoutMillis) {
        if (timeoutMillis < 0) {
            return Integer.MAX_VALUE;
        }
        long gone = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begunNanos);
        return (int) Math.max(0, timeoutMillis - gone);
    }

    @Override
    public void wake() {
        wait.wake();
    }

    /**
     * {@inheritDoc}
     *
     * <p>On Linux a block that is not full is handed over by the kernel's own timer, so this takes some milliseconds.
     */
    @Override
    public void settle() {
        if (socket != null) {
            socket.bind(PcapFilter.NO_PROTOCOL);
        }
        accounts.settle();
        frames.giveTo(null);
        long begun = System.nanoTime();
        drain();
        while (!accounts.balanced() && System.nanoTime() - begun < SETTLE_NANOS) {
            LockSupport.parkNanos(REST_POLL_NANOS);
            drain();
        }
    }

    /** Counts what is there; what comes later, while the ring's last block is open, the caller waits for. */
    private void drain() {
        try {
            PcapResult result;
            do {
                result = pcap.dispatch(DRAIN_AT_ONCE, frames);
            } while (result != PcapResult.NONE && socket != null);
        } catch (PcapException e) {
            // the device is gone or failed: what libpcap does not give cannot be counted, and the books will show it
        }
        accounts.refresh();
    }

    @Override
    public KernelCounts counts() {
        return accounts.counts();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            pcap.close();
            wait.close();
            arena.close();
        }
    }
}
