package io.millrace.source;

import io.millrace.ffi.Doorbell;
import io.millrace.pcap.Pcap;
import io.millrace.pcap.PcapCallback;
import io.millrace.pcap.PcapException;
import io.millrace.pcap.PcapFilter;
import io.millrace.pcap.PcapSettings;
import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Packets from a libpcap handle: any device and any linktype that libpcap knows.
 *
 * <p>The handle is non-blocking. {@link #take} dispatches what is there, and if that is nothing waits for the handle's
 * descriptor and the doorbell that {@link #wake()} rings.
 *
 * <p><b>Exact accounts.</b> On Linux the handle is opened for a protocol that no packet has, so that nothing is queued before
 * the filter is in place, and is then bound to all; {@link #settle()} binds it back, and drains. Direction and filter both
 * run in the kernel: libpcap would reject some packets in user space, after they were counted. Where that cannot be had (not
 * a packet socket; a filter the kernel does not take) {@code received} is absent, because libpcap's would not balance.
 *
 * <p><b>Threads.</b> The capture thread owns all mutable fields but {@code woken} and {@code counts}, which are volatile.
 */
public final class PcapSource implements Source {
    /** How long the kernel may hold packets back to deliver a block of them. */
    private static final Duration HOLD_BACK = Duration.ofMillis(5);

    /** A vanished device is noticed by looking: no event tells of it once the device is down. */
    private static final int LOOK_MILLIS = 500;

    /** How long a handle without a descriptor is left alone between two looks for packets. */
    private static final int NO_DESCRIPTOR_MILLIS = 10;

    private static final long REFRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long SETTLE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int DRAIN_AT_ONCE = 1 << 16;
    private static final int SLL2 = io.millrace.protocol.Linktype.LINUX_SLL2;

    private final Pcap pcap;
    private final Arena arena = Arena.ofShared();
    private final Doorbell doorbell = new Doorbell();
    private final PcapCallback giver = this::give;
    private final PcapCallback counter = (memory, offset, caplen, len, timestampNanos) -> unread++;
    private final int fd;
    private final int sliceMillis;
    private final int linktype;
    private final @Nullable PacketSocket socket;
    private final boolean exact;

    private @Nullable FrameSink sink;
    private boolean refused;
    private long taken;
    private long unread;
    private long refreshedNanos;
    private boolean closed;
    private volatile boolean woken;
    private volatile KernelCounts counts = new KernelCounts(0, 0, KernelCounts.ABSENT, 0, KernelCounts.ABSENT);

    private PcapSource(Pcap pcap, PcapOptions options, boolean held) {
        this.pcap = pcap;
        pcap.setNonBlocking(true);
        if (pcap.device().equals("any") && pcap.datalinks().contains(SLL2)) {
            pcap.setDatalink(SLL2); // tells the interface, which the older header does not
        }
        fd = pcap.selectableFd();
        linktype = pcap.linktype();
        socket = PacketSocket.of(fd, arena);
        sliceMillis = sliceMillis();
        boolean inKernel = socket != null && filterInKernel(socket, options);
        if (!inKernel) {
            filterInLibpcap(options);
        }
        exact = held && inKernel;
        if (held && socket != null) {
            socket.bind(PacketSocket.ETH_P_ALL);
        }
        refresh();
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
                .withProtocol(held ? PcapFilter.NO_PROTOCOL : 0);
        Pcap pcap = Pcap.open(device, settings);
        try {
            return new PcapSource(pcap, options, held);
        } catch (Throwable e) {
            pcap.close();
            throw e;
        }
    }
}
