package io.millrace.source;

import io.millrace.afpacket.PacketRing;
import io.millrace.afpacket.RingConfig;
import io.millrace.afpacket.RingCounts;
import io.millrace.afpacket.RingReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An AF_PACKET ring as a source. While its device is down, {@link #take} returns 0 ten times a second; when it comes up
 * again the capture goes on; when it is gone and its last frames were taken, it throws.
 *
 * <p>{@code sink} and {@code reader} belong to the capture thread.
 */
public final class AfPacketSource implements Source {
    private static final long IN_FIRST_OF_GROUP = 0;

    private final PacketRing ring;
    private final @Nullable InterfaceDrops drops;
    private @Nullable FrameSink sink;
    private @Nullable RingReader reader;

    private AfPacketSource(PacketRing ring, @Nullable InterfaceDrops drops) {
        this.ring = ring;
        this.drops = drops;
    }

    /**
     * Opens a device.
     *
     * @throws io.millrace.afpacket.AfPacketException if that is not possible; the message names cause and remedy
     */
    public static AfPacketSource open(String device, RingConfig config) {
        InterfaceDrops drops = new InterfaceDrops(device);
        return new AfPacketSource(PacketRing.open(device, config), drops);
    }

    /**
     * Opens a device for several capture threads: each flow goes to one of the sources, and they begin together. The
     * device's own losses are reported by the first, so that the sum of all is right.
     *
     * @throws io.millrace.afpacket.AfPacketException as with {@link #open}
     */
    public static List<AfPacketSource> openGroup(String device, RingConfig config, int count) {
        InterfaceDrops drops = new InterfaceDrops(device);
        List<AfPacketSource> sources = new ArrayList<>();
        for (PacketRing ring : PacketRing.openGroup(device, config, count)) {
            sources.add(new AfPacketSource(ring, sources.isEmpty() ? drops : null));
        }
        return sources;
    }

    @Override
    public String name() {
        return ring.device().name();
    }

    @Override
    public int linktype() {
        return ring.device().linktype();
    }

    @Override
    public int take(FrameSink sink, int max, int timeoutMillis) {
        RingReader reader = reader(sink);
        int taken = ring.take(reader, max);
        if (taken == 0 && timeoutMillis != 0 && ring.await(timeoutMillis)) {
            sink.announce();
            taken = ring.take(reader, max);
        }
        return taken;
    }

    @Override
    public boolean isWaiting() {
        return ring.isReady();
    }

    /** The same sink comes every time; it is wrapped once. */
    private RingReader reader(FrameSink sink) {
        RingReader known = reader;
        if (known == null || !sink.equals(this.sink)) {
            known = sink::offer;
            this.sink = sink;
            reader = known;
        }
        return known;
    }

    @Override
    public void wake() {
        ring.wake();
    }

    @Override
    public void settle() {
        ring.settle();
    }

    @Override
    public KernelCounts counts() {
        RingCounts counts = ring.counts();
        long lost = drops == null ? IN_FIRST_OF_GROUP : drops.count();
        return new KernelCounts(counts.received(), counts.dropped(), lost, counts.unread(), counts.freezes());
    }

    @Override
    public void close() {
        ring.close();
    }
}
