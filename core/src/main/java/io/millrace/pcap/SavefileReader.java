package io.millrace.pcap;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.millrace.ffi.LibPcap;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Reads a savefile: packet by packet, with {@code pcap_next_ex}, which costs less than to be called back. The C library is
 * never told of a break, so that its -2 always means the end of the file; the gate is asked before every packet.
 */
final class SavefileReader implements PacketReader {
    private final long pcap;
    private final Gate gate;
    private final Delivery delivery;
    private final MemorySegment scratch;
    private final @Nullable StreamFeed feed;

    /** @param scratch room for two pointers */
    SavefileReader(OfflineHandle handle, Gate gate, Delivery delivery, MemorySegment scratch) {
        this.pcap = handle.pcap();
        this.feed = handle.feed();
        this.gate = gate;
        this.delivery = delivery;
        this.scratch = scratch;
    }

    @Override
    public int dispatch(int count) {
        int code = read(count);
        return code == 0 ? (int) Math.min(delivery.packets(), Integer.MAX_VALUE) : code;
    }

    @Override
    public int loop(int count) {
        return read(count);
    }

    /** Returns 0 at the count and at the end of the file, and else what {@code pcap_loop} returns. */
    private int read(int count) {
        long limit = count <= 0 ? Long.MAX_VALUE : count;
        while (delivery.packets() < limit) {
            if (gate.breakAsked()) {
                return LibPcap.PCAP_ERROR_BREAK;
            }
            int code = one();
            if (code != 1) {
                return code == LibPcap.PCAP_ERROR_BREAK ? 0 : code;
            }
        }
        return 0;
    }

    @Override
    public int next() {
        return gate.breakAsked() ? LibPcap.PCAP_ERROR_BREAK : one();
    }

    private int one() {
        long out = scratch.address();
        int code = LibPcap.nextEx(pcap, out, out + JAVA_LONG.byteSize());
        if (code == 1) {
            delivery.deliver(scratch.get(JAVA_LONG, 0), scratch.get(JAVA_LONG, JAVA_LONG.byteSize()));
        }
        return code < 0 && feed != null ? ofStream(feed, code) : code;
    }

    /** The end of a stream may be its failure, or that it was stopped, be it within a packet. */
    private static int ofStream(StreamFeed feed, int code) {
        feed.requireWell();
        return feed.stopped() ? LibPcap.PCAP_ERROR_BREAK : code;
    }

    @Override
    public PcapResult nothing() {
        return PcapResult.END_OF_FILE;
    }

    /** Ends a stream, for a reading call that waits for it too. For any thread. */
    @Override
    public void close() {
        if (feed != null) {
            feed.stop();
        }
    }
}
