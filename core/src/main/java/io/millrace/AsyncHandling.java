package io.millrace;

import io.millrace.protocol.Headers;
import io.millrace.store.Stores;
import io.millrace.worker.Crew;
import io.millrace.worker.Handling;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Calls an {@link AsyncPacketHandler} and waits, without a thread, for its stages.
 *
 * <p>A stage that has completed when the handler returns ends its packet at once. Any other holds packet and lane; whoever
 * completes it, on whichever thread, enters the outcome and gives the lane back. Completion and abandonment race at the
 * close; a {@link Held} packet changes its state once, by compare-and-exchange, and the winner counts it.
 */
final class AsyncHandling implements Handling {
    private static final long GRACE_NANOS = 200_000_000;

    private final AsyncPacketHandler handler;
    private final FailureListener failures;
    private final int linktype;
    private final Semaphore permits;
    private final Set<Held> held = ConcurrentHashMap.newKeySet();

    AsyncHandling(AsyncPacketHandler handler, FailureListener failures, int linktype, int maxInFlight) {
        this.handler = handler;
        this.failures = failures;
        this.linktype = linktype;
        permits = new Semaphore(maxInFlight);
    }

    @Override
    public Desk newDesk(Crew crew) {
        return new AsyncDesk(crew);
    }

    /** Abandons what is held; waits for those whose completion came first, which are entered in a moment. */
    @Override
    public long abandon() {
        long abandoned = 0;
        for (Held each : held) {
            if (each.abandon()) {
                abandoned++;
            }
        }
        long graceEnd = System.nanoTime() + GRACE_NANOS;
        while (!held.isEmpty() && System.nanoTime() < graceEnd) {
            LockSupport.parkNanos(50_000);
        }
        return abandoned;
    }

    private final class AsyncDesk implements Desk {
        private final Crew crew;
        private final Stores stores;
        private @Nullable CompletionStage<?> stage;
        private @Nullable Packet lent;

        AsyncDesk(Crew crew) {
            this.crew = crew;
            stores = crew.stores();
        }

        @Override
        public Outcome handle(int packet, int lane) throws Throwable {
            permits.acquire();
            Packet borrowed = new Packet(linktype, new Headers());
            borrowed.lend(stores.region().address(packet));
            boolean goesOn = false;
            try {
                CompletionStage<?> begun = Objects.requireNonNull(
                        handler.handle(borrowed), "the handler returned null (expected: a CompletionStage)");
                if (begun instanceof CompletableFuture<?> future && future.isDone()) {
                    future.join();
                    return Outcome.ENDED;
                }
                stage = begun;
                lent = borrowed;
                goesOn = true;
                return Outcome.HELD;
            } catch (Throwable e) {
                failures.tell(borrowed, causeOf(e));
                throw e;
            } finally {
                if (!goesOn) {
                    borrowed.end();
                    permits.release();
                }
            }
        }

        @Override
        public void passOn(int packet, int lane) {
            Held begun = hold(packet, lane);
            held.add(begun);
            follow(begun);
        }

        @Override
        public void giveUp(int packet, int lane) {
            Held begun = hold(packet, lane);
            begun.abandon();
            follow(begun);
        }

        private Held hold(int packet, int lane) {
            return new Held(crew, packet, lane, Objects.requireNonNull(lent));
        }

        /** Waits for the stage, which may be the user's own and throw here. */
        private void follow(Held begun) {
            CompletionStage<?> goingOn = Objects.requireNonNull(stage);
            stage = null;
            lent = null;
            try {
                goingOn.whenComplete(begun);
            } catch (Throwable e) {
                begun.accept(null, e);
            }
        }
    }

    /**
     * A packet whose stage is pending. Keeps the memory, for who works on the packet or is told of its failure, until the
     * stage has completed and that is over; a stage that never completes keeps it for ever.
     */
    private final class Held implements BiConsumer<@Nullable Object, @Nullable Throwable> {
        private enum State {
            PENDING,
            COMPLETED,
            ABANDONED,
            OVER
        }

        private final AtomicReference<State> state = new AtomicReference<>(State.PENDING);
        private final Crew crew;
        private final int packet;
        private final int lane;
        private final Packet lent;

        Held(Crew crew, int packet, int lane, Packet lent) {
            this.crew = crew;
            this.packet = packet;
            this.lane = lane;
            this.lent = lent;
            crew.stores().region().retain();
        }

        @Override
        public void accept(@Nullable Object result, @Nullable Throwable failure) {
            if (!state.compareAndSet(State.PENDING, State.COMPLETED)) {
                if (state.compareAndSet(State.ABANDONED, State.OVER)) {
                    crew.stores().region().release();
                }
                return;
            }
            if (failure == null) {
                crew.late().handled();
            } else {
                crew.late().failed(); // before the listener is told, which may outlive the capture
                failures.tell(lent, causeOf(failure));
            }
            lent.end();
            crew.stores().returnsOf(packet).give(packet);
            permits.release();
            held.remove(this);
            crew.resume(lane);
            crew.stores().region().release();
        }

        /** Gives the packet up. */
        boolean abandon() {
            if (!state.compareAndSet(State.PENDING, State.ABANDONED)) {
                return false;
            }
            lent.end();
            held.remove(this);
            return true;
        }
    }

    private static Throwable causeOf(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }
}
