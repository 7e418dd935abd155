package io.millrace;

import io.millrace.worker.Crew;
import io.millrace.worker.Handling;
import io.millrace.worker.Overdue;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Handlers of several classes in one crew: each worker gets the next. For the rehearsal, where the calls of a handler must
 * never have been seen to go to one class, or to two. What concerns all packets is the first one's: what parts share, they share
 * whole.
 */
final class Cast implements Handling {
    private final List<Handling> parts;
    private final AtomicInteger desks = new AtomicInteger();

    <T> Cast(List<T> handlers, Function<T, Handling> handling) {
        parts = handlers.stream().map(handling).toList();
    }

    @Override
    public Desk newDesk(Crew crew) {
        return parts.get(desks.getAndIncrement() % parts.size()).newDesk(crew);
    }

    @Override
    public void leaveOut(long sequence) {
        parts.getFirst().leaveOut(sequence);
    }

    @Override
    public boolean isBehind() {
        return parts.getFirst().isBehind();
    }

    @Override
    public void catchUp() {
        parts.getFirst().catchUp();
    }

    @Override
    public void lookAtStages(long nowNanos, long limitNanos, Overdue.Listener listener) {
        parts.getFirst().lookAtStages(nowNanos, limitNanos, listener);
    }

    @Override
    public boolean isPending() {
        return parts.getFirst().isPending();
    }

    @Override
    public long abandon() {
        return parts.getFirst().abandon();
    }
}
