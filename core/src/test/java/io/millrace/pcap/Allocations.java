package io.millrace.pcap;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * What the calling thread allocated on the heap, by the JVM's own counter. By reflection: the module under test reads
 * neither {@code java.management} nor {@code jdk.management}.
 */
public final class Allocations {
    private static final Object BEAN;
    private static final Method BYTES;

    static {
        try {
            BEAN = Class.forName("java.lang.management.ManagementFactory")
                    .getMethod("getThreadMXBean")
                    .invoke(null);
            BYTES = Class.forName("com.sun.management.ThreadMXBean").getMethod("getCurrentThreadAllocatedBytes");
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("this JVM counts no allocations", e);
        }
    }

    private Allocations() {}

    public static long bytes() {
        try {
            return (Long) BYTES.invoke(BEAN);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new LinkageError("this JVM counts no allocations", e);
        }
    }
}
