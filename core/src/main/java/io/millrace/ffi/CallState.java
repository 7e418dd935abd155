package io.millrace.ffi;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;

/**
 * Where a system call leaves its {@code errno}.
 *
 * <p>A call state belongs to one thread at a time: whoever owns the descriptor that is worked on owns one of these, made
 * once, so that a call in a hot loop allocates nothing. Every binding returns the call's result, or {@code -errno} when
 * it failed, as the kernel itself does.
 */
public final class CallState {
    static final Linker.Option CAPTURE_ERRNO = Linker.Option.captureCallState("errno");

    private static final StructLayout LAYOUT = Linker.Option.captureStateLayout();
    private static final long ERRNO = offset("errno");

    final MemorySegment segment;

    /** Makes a call state that lives as long as the arena. */
    public CallState(Arena arena) {
        segment = arena.allocate(LAYOUT);
    }

    /** Where a member lies. A path would find it too, but sets up the JVM's ways to address memory, for 10 ms of each start. */
    private static long offset(String name) {
        long offset = 0;
        for (MemoryLayout member : LAYOUT.memberLayouts()) {
            if (member.name().orElse("").equals(name)) {
                return offset;
            }
            offset += member.byteSize();
        }
        throw new AssertionError("the JVM captures no " + name);
    }

    /** Folds a C result and the errno it left into one number: the result, or {@code -errno}. */
    int result(int returned) {
        return returned >= 0 ? returned : -segment.get(ValueLayout.JAVA_INT, ERRNO);
    }

    /** The same for calls that return a {@code long} or a pointer, where -1 alone is a failure. */
    long result(long returned) {
        return returned == -1 ? -segment.get(ValueLayout.JAVA_INT, ERRNO) : returned;
    }
}
