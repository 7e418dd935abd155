package io.millrace.testbed;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What this process does to the Java heap, by the JVM's own counters. For any thread. */
public final class HeapMeter {
    private HeapMeter() {}

    /** Bytes that all threads allocated since the start, virtual ones and those that have ended too. */
    public static long allocatedBytes() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getTotalThreadAllocatedBytes();
    }

    /** Bytes that are held: what is left after a full collection. */
    @SuppressWarnings("SystemGc")
    public static long heldBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
