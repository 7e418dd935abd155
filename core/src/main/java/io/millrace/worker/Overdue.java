package io.millrace.worker;

import io.millrace.store.SlotCopy;
import java.util.List;

/**
 * A call of the user's code, or a stage of it, that takes too long.
 *
 * @param packet what it was called with
 * @param nanos how long it has taken at least
 * @param worker whose call it is; -1 for a stage, which is nobody's
 * @param thread the name of its thread; empty for a stage
 * @param stack what the thread is at, the innermost first, down to the handler; empty for a stage
 * @param interrupted whether it was interrupted
 */
public record Overdue(
        SlotCopy packet, long nanos, int worker, String thread, List<StackTraceElement> stack, boolean interrupted) {
    /** Is told. */
    @FunctionalInterface
    public interface Listener {
        /** A call takes too long; on the thread of the watch, which must not be kept waiting. */
        void overdue(Overdue call);
    }
}
