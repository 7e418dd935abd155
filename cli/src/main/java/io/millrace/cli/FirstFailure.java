package io.millrace.cli;

import io.millrace.Packet;
import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

/**
 * Tells of the first packet whose handler failed; the others are in the ledger. An interrupt is no news: it means that the
 * drain time was over.
 */
final class FirstFailure implements BiConsumer<Packet, Throwable> {
    private final AtomicBoolean told = new AtomicBoolean();
    private final PrintWriter err;
    private final boolean withStack;

    FirstFailure(PrintWriter err, boolean withStack) {
        this.err = err;
        this.withStack = withStack;
    }

    @Override
    public void accept(Packet packet, Throwable failure) {
        if (failure instanceof InterruptedException || told.get() || told.getAndSet(true)) {
            return;
        }
        err.println("millrace: the handler failed: " + failure.toString().replaceAll("\\s*\\R\\s*", "; ")
                + " (the ledger counts further failures)");
        if (withStack) {
            failure.printStackTrace(err);
        }
        err.flush();
    }
}
