package io.millrace;

import java.lang.reflect.Method;

/**
 * What all threads together allocated on the heap, by the JVM's own counter. By reflection: the module under test reads
 * neither {@code java.management} nor {@code jdk.management}.
 */
final class TotalAllocations {
    private static final Object BEAN;
    private static final Method BYTES;

    static {
        try {
            BEAN = Class.forName("java.lang.management.ManagementFactory")
                    .getMethod("getThreadMXBean")
                    .invoke(null);
            BYTES = Class.forName("com.sun.management.ThreadMXBean").getMethod("getTotalThreadAllocatedBytes");
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("this JVM counts no allocations", e);
        }
    }

    private TotalAllocations() {}

    static long bytes() {
        try {
            return (Long) BYTES.invoke(BEAN);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("this JVM counts no allocations", e);
        }
    }
}
