package io.millrace.afpacket;

import io.millrace.ffi.Doorbell;
import io.millrace.ffi.Errno;
import io.millrace.ffi.Unistd;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A ring of memory in which the kernel puts a device's frames.
 *
 * <p>The thread that takes first owns the ring: it alone takes, waits, settles and closes, and all fields are its own.
 * {@link #wake()} and {@link #counts()} are for any thread.
 */
public abstract sealed class PacketRing implements AutoCloseable permits BlockRing, FrameRing {
    private static final long SETTLE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long SETTLE_STEP_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

    final PacketSocket socket;
    final MemorySegment ring;
    final RingConfig config;
    final DeviceWatch watch;
    long taken;

    private final RingStatistics statistics;
    private final Doorbell doorbell = new Doorbell();
    private final Fence fence = new Fence();
    private @Nullable Thread owner;
    private boolean closed;

    PacketRing(PacketSocket socket, MemorySegment ring, RingConfig config) {
        this.socket = socket;
        this.ring = ring;
        this.config = config;
        statistics = new RingStatistics(socket.fd);
        watch = new DeviceWatch(socket);
    }

    /**
     * Opens a ring on a device. It holds every frame that passes the filter from then on, and none that came before.
     *
     * @throws AfPacketException if the device is missing, down or not Ethernet-like, if the process may not capture, or
     *     if there is not enough memory
     */
    public static PacketRing open(String device, RingConfig config) {
        return RingOpening.open(device, config);
    }

    /**
     * Opens several rings that share a device's frames: each frame is in one of them, and both directions of a flow are
     * in the same. They begin together. The fanout group is a new one, whatever the config says.
     *
     * @throws AfPacketException as with {@link #open}
     */
    public static List<PacketRing> openGroup(String device, RingConfig config, int count) {
        List<PacketRing> rings = new ArrayList<>();
        try {
            RingConfig member = config.withFanoutGroup(RingConfig.NEW_FANOUT);
            for (int i = 0; i < count; i++) {
                PacketRing ring = RingOpening.prepare(device, member);
                rings.add(ring);
                member = member.withFanoutGroup(ring.fanoutGroup());
            }
            rings.forEach(PacketRing::admit);
            return rings;
        } catch (Throwable e) {
            rings.forEach(PacketRing::close);
            throw e;
        }
    }

    /** Lets frames in that pass the config's filter and direction. */
    final void admit() {
        socket.attach(Program.forRing(config, socket.device.loopback()));
    }

    /** The device as it was when the ring was opened. */
    public final NetworkDevice device() {
        return socket.device;
    }

    /** The fanout group that the ring is in, or {@link RingConfig#NO_FANOUT}. */
    public final int fanoutGroup() {
        return config.fanoutGroup() == RingConfig.NO_FANOUT ? RingConfig.NO_FANOUT : RingOpening.fanoutGroup(socket);
    }

    /**
     * Reads ready frames until none is ready, {@code max} were taken, or the reader refuses one. Never waits.
     *
     * @return how many frames were taken
     */
    public final int take(RingReader reader, int max) {
        if (owner != Thread.currentThread()) {
            claim();
        }
        return takeReady(reader, max);
    }

    private void claim() {
        if (owner != null) {
            throw new IllegalStateException("the ring on " + socket.device.name() + " belongs to the thread "
                    + owner.getName() + "; only that may take from it");
        }
        owner = Thread.currentThread();
    }

    /** Whether a frame is ready. For the owner, and before there is one for any thread. */
    public abstract boolean isReady();

    abstract int takeReady(RingReader reader, int max);

    /** How many frames are ready and were not taken. */
    abstract long countReady();

    /**
     * Waits until a frame may be ready.
     *
     * @param timeoutMillis -1 waits without end, 0 not at all
     * @return false after the timeout, after {@link #wake()}, and now and then while the device is down
     * @throws AfPacketException if the device is gone
     */
    public final boolean await(int timeoutMillis) {
        int events = doorbell.await(socket.fd, watch.shorten(timeoutMillis));
        if (events < 0) {
            throw AfPacketException.of("wait for packets on " + socket.device.name(), -events);
        }
        if ((events & ~Unistd.POLLIN) != 0) {
            watch.trouble();
        }
        if ((events & Unistd.POLLIN) != 0) {
            return true;
        }
        if (events == 0) {
            watch.look();
        }
        return false;
    }

    /** Ends a waiting {@link #await}, or the next one. For any thread. */
    public final void wake() {
        doorbell.ring();
    }

    /** What the kernel counted so far. For any thread, also once the ring is closed. */
    public final RingCounts counts() {
        return statistics.read();
    }

    /**
     * Lets no more frames in and counts those that were not taken, so that {@code received = dropped + taken + unread}
     * holds. Takes some milliseconds; frames cannot be taken any more.
     *
     * <p>First everything is rejected, then the fence is awaited: now the kernel's counters are at rest. A block that is
     * not full yet is handed over when its time is over; the sum tells when to stop waiting for it, but what is reported
     * is counted in the ring.
     */
    public final void settle() {
        socket.attach(Program.keeping(0));
        fence.pass();
        RingCounts counts = statistics.read();
        long expected = counts.received() - counts.dropped() - taken;
        long deadline = System.nanoTime() + SETTLE_NANOS;
        long ready = countReady();
        while (ready < expected && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(SETTLE_STEP_NANOS);
            ready = countReady();
        }
        statistics.unread(ready);
    }

    /** Gives the memory and the descriptor back. */
    @Override
    public final void close() {
        if (!closed) {
            closed = true;
            statistics.close();
            doorbell.close();
            fence.close();
            socket.close();
        }
    }

    static AfPacketException down(String device) {
        return new AfPacketException("the device " + device + " is down (" + Errno.text(Errno.ENETDOWN)
                + "); switch it on with `ip link set dev " + device + " up`");
    }
}
