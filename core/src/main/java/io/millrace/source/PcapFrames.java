package io.millrace.source;

import io.millrace.ffi.RawPackets;
import io.millrace.pcap.PcapCallback;
import io.millrace.pcap.PcapPacket;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * What a libpcap handle calls back for the engine: hands frames to a sink where libpcap has them, and counts those taken and
 * those that nobody took. Owned by the capture thread.
 */
final class PcapFrames implements PcapCallback, RawPackets {
    private final Runnable breakLoop;
    private @Nullable FrameSink sink;
    private boolean refused;
    private long taken;
    private long unread;

    /** @param breakLoop ends the dispatch under way; run when the sink refuses a frame */
    PcapFrames(Runnable breakLoop) {
        this.breakLoop = breakLoop;
    }

    /** The sink of the frames to come; null for frames that are only counted, as unread. */
    void giveTo(@Nullable FrameSink receiver) {
        sink = receiver;
        refused = false;
    }

    /** Whether the sink refused a frame, or threw on one. */
    boolean refused() {
        return refused;
    }

    /** Frames that a sink took. */
    long taken() {
        return taken;
    }

    /** Frames that were read, and taken by nobody. */
    long unread() {
        return unread;
    }

    @Override
    public void packet(MemorySegment memory, long offset, int caplen, int len, long timestampNanos) {
        FrameSink to = sink;
        if (refused || to == null) {
            unread++; // libpcap may deliver one more after a break
            return;
        }
        boolean accepted = false;
        try {
            accepted = to.offer(memory, offset, caplen, len, timestampNanos);
        } finally { // the sink may throw
            if (accepted) {
                taken++;
            } else {
                refused = true;
                unread++;
            }
        }
        if (refused) {
            breakLoop.run();
        }
    }

    @Override
    public void packet(PcapPacket packet) {
        throw new AssertionError("a handle gives raw packets to whoever takes them");
    }
}
