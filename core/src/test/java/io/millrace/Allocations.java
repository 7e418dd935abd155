package io.millrace;

import java.lang.reflect.Method;

/**
 * What was allocated on the heap, by the JVM's own counters. By reflection: the module under test reads neither
 * {@code java.management} nor {@code jdk.management}.
 */
public final class Allocations {
    private static final Object BEAN;
    private static final Method OF_THIS_THREAD;
    private static final Method OF_ALL_THREADS;

    static {
        try {
            BEAN = Class.forName("java.lang.management.ManagementFactory")
                    .getMethod("getThreadMXBean")
                    .invoke(null);
            Class<?> counters = Class.forName("com.sun.management.ThreadMXBean");
            OF_THIS_THREAD = counters.getMethod("getCurrentThreadAllocatedBytes");
            OF_ALL_THREADS = counters.getMethod("getTotalThreadAllocatedBytes");
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("this JVM counts no allocations", e);
        }
    }

    private Allocations() {}

    /** Bytes that the calling thread allocated. */
    public static long ofThisThread() {
        return read(OF_THIS_THREAD);
    }

    /** Bytes that all threads together allocated. */
    public static long ofAllThreads() {
        return read(OF_ALL_THREADS);
    }

    private static long read(Method counter) {
        try {
            return (Long) counter.invoke(BEAN);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("this JVM counts no allocations", e);
        }
    }
}
