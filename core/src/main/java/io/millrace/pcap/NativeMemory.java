package io.millrace.pcap;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.millrace.ffi.Memory;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.LongConsumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Memory that C owns, read by address. */
final class NativeMemory {
    private NativeMemory() {}

    /**
     * A text as C can have it.
     *
     * @throws PcapException if there is a NUL character in it, where C would take it to end
     */
    static String text(String name, String text) {
        if (text.indexOf('\0') >= 0) {
            throw new PcapException(name + ": there is a NUL character in it (expected: text)");
        }
        return text;
    }

    /** So many bytes at an address, and no more. */
    static MemorySegment at(long address, long bytes) {
        return Memory.ALL.asSlice(address, bytes);
    }

    /** The same bytes where C can read them: a copy, if they are on the heap. */
    static MemorySegment reachable(MemorySegment bytes, Arena arena) {
        return bytes.isNative() ? bytes : arena.allocate(bytes.byteSize()).copyFrom(bytes);
    }

    /** The C string at an address; empty for a null pointer. */
    static String string(long address) {
        return address == 0 ? "" : Memory.ALL.getString(address);
    }

    /** The C string at an address; null for a null pointer. */
    static @Nullable String stringOrNull(long address) {
        return address == 0 ? null : Memory.ALL.getString(address);
    }

    /**
     * The ints of a list that C allocates.
     *
     * @param fill writes the list's address and returns its length; empty if that is 0 or less
     * @param free gives the list back
     */
    static int[] list(ToIntFunction<MemorySegment> fill, LongConsumer free) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment pointer = arena.allocate(JAVA_LONG);
            int count = fill.applyAsInt(pointer);
            if (count <= 0) {
                return new int[0];
            }
            long list = pointer.get(JAVA_LONG, 0);
            int[] values = at(list, (long) count * Integer.BYTES).toArray(JAVA_INT);
            free.accept(list);
            return values;
        }
    }
}
