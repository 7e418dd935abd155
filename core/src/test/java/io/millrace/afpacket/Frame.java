package io.millrace.afpacket;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A captured frame, copied; as text, so that a failed comparison shows where two differ. */
record Frame(int caplen, int len, long timestampNanos, String bytes) {
    static Frame copy(MemorySegment memory, long offset, int caplen, int len, long timestampNanos) {
        byte[] bytes = memory.asSlice(offset, caplen).toArray(ValueLayout.JAVA_BYTE);
        return new Frame(caplen, len, timestampNanos, HexFormat.of().formatHex(bytes));
    }

    /** Takes frames until there are so many, or for five seconds at most. */
    static List<Frame> take(PacketRing ring, int count) {
        List<Frame> frames = new ArrayList<>();
        RingReader reader =
                (memory, offset, caplen, len, nanos) -> frames.add(copy(memory, offset, caplen, len, nanos));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (frames.size() < count && System.nanoTime() < deadline) {
            if (ring.take(reader, count - frames.size()) == 0) {
                boolean ignored = ring.await(50);
            }
        }
        return frames;
    }
}
