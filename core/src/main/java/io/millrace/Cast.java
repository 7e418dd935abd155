package io.millrace;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Handlers of several classes for one crew: each worker gets the next. For the rehearsal, where the calls of a handler must
 * never have been seen to go to one class, or to two. For any thread.
 */
final class Cast<T> implements Supplier<T> {
    private final List<T> handlers;
    private final AtomicInteger given = new AtomicInteger();

    Cast(List<T> handlers) {
        this.handlers = handlers;
    }

    @Override
    public T get() {
        return handlers.get(given.getAndIncrement() % handlers.size());
    }
}
