package io.millrace.bench.part;

import io.millrace.testbed.FlowTraffic;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Frames of many flows, one behind the other in memory, as they lie in a ring. */
final class Frames {
    /** How many there are. */
    static final int COUNT = 4_096;

    /** The length of each. */
    static final int BYTES = 64;

    private final MemorySegment memory;

    Frames(Arena arena) {
        memory = arena.allocate((long) COUNT * BYTES, BYTES);
        FlowTraffic traffic = new FlowTraffic(COUNT, BYTES);
        for (int i = 0; i < COUNT; i++) {
            traffic.writeNext(memory.asSlice(offset(i), BYTES));
        }
    }

    MemorySegment memory() {
        return memory;
    }

    static long offset(int index) {
        return (long) index * BYTES;
    }
}
