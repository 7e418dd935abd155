package io.millrace;

import io.millrace.savefile.Interfaces;
import io.millrace.worker.Overdue;
import java.time.Duration;
import java.util.List;

/**
 * A call of a handler that takes longer than {@link CaptureBuilder#handlerTimeout(Duration)}; or, of an asynchronous
 * handler, a stage that does.
 *
 * @param packet what it was called with: a copy of its own
 * @param running how long it has been seen to take; it may have begun a look of the watch earlier
 * @param worker the number of the worker; -1 for a stage, which no worker waits for
 * @param thread the name of its thread; empty for a stage
 * @param stack what the thread is at, the innermost first, as far as it is the handler's; empty for a stage
 * @param interrupted whether it was interrupted
 */
public record StuckHandler(
        Packet packet,
        Duration running,
        int worker,
        String thread,
        List<StackTraceElement> stack,
        boolean interrupted) {
    static StuckHandler of(Overdue call, Interfaces interfaces) {
        return new StuckHandler(
                Packet.of(interfaces, call.packet()),
                Duration.ofNanos(call.nanos()),
                call.worker(),
                call.thread(),
                call.stack(),
                call.interrupted());
    }

    /** Whether it is a stage that is pending, not a call. */
    public boolean isStage() {
        return worker < 0;
    }
}
