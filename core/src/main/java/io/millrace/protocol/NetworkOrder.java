package io.millrace.protocol;

import static java.nio.ByteOrder.BIG_ENDIAN;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Numbers in network byte order, read from any address: headers are not aligned, and a heap segment over a
 * {@code byte[]} admits no other layout.
 */
final class NetworkOrder {
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(BIG_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(BIG_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(BIG_ENDIAN);

    private NetworkOrder() {}

    static int u8(MemorySegment memory, long at) {
        return Byte.toUnsignedInt(memory.get(ValueLayout.JAVA_BYTE, at));
    }

    static int u16(MemorySegment memory, long at) {
        return Short.toUnsignedInt(memory.get(SHORT, at));
    }

    static int i32(MemorySegment memory, long at) {
        return memory.get(INT, at);
    }

    static long u32(MemorySegment memory, long at) {
        return Integer.toUnsignedLong(memory.get(INT, at));
    }

    static long i64(MemorySegment memory, long at) {
        return memory.get(LONG, at);
    }
}
