package io.millrace.afpacket;

import java.lang.reflect.Method;

/** The JVM's own count of the bytes a thread allocated; by reflection, since our module does not read the JVM's. */
public final class AllocatedBytes {
    private AllocatedBytes() {}

    public static long ofThisThread() throws ReflectiveOperationException {
        Object threads = Class.forName("java.lang.management.ManagementFactory")
                .getMethod("getThreadMXBean")
                .invoke(null);
        Method counter = Class.forName("com.sun.management.ThreadMXBean").getMethod("getCurrentThreadAllocatedBytes");
        return (long) counter.invoke(threads);
    }
}
