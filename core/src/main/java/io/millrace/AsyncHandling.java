package io.millrace;

import io.millrace.protocol.Headers;
import io.millrace.savefile.Interfaces;
import io.millrace.store.SlotCopy;
import io.millrace.store.Stores;
import io.millrace.worker.Crew;
import io.millrace.worker.Handling;
import io.millrace.worker.Overdue;
import io.millrace.worker.Retry;
import io.millrace.worker.StageClock;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Calls an {@link AsyncPacketHandler} and waits, without a thread, for its stages.
 *
 * <p>A stage that has completed when the handler returns ends its packet at once. Any other holds packet and lane; whoever
 * completes it, on whichever thread, enters the outcome and gives the lane back. Completion and abandonment race at the
 * close; a {@link Held} packet changes its state by compare-and-exchange, and the winner counts it.
 */
final class AsyncHandling implements Handling {
    private static final long GRACE_NANOS = 200_000_000;
    /** How soon a thread that rests notices that the crew is dismissed. */
    private static final long LONGEST_REST_NANOS = 20_000_000;

    private final AsyncPacketHandler handler;
    private final FinalFailures failures;
    private final Interfaces interfaces;
    private final Semaphore permits;
    private final Set<Held> held = ConcurrentHashMap.newKeySet();

    AsyncHandling(AsyncPacketHandler handler, FinalFailures failures, Interfaces interfaces, int maxInFlight) {
        this.handler = handler;
        this.failures = failures;
        this.interfaces = interfaces;
        permits = new Semaphore(maxInFlight);
    }

    @Override
    public Desk newDesk(Crew crew) {
        return new AsyncDesk(crew);
    }

    @Override
    public void lookAtStages(long nowNanos, long limitNanos, Overdue.Listener listener) {
        for (Held each : held) {
            each.look(nowNanos, limitNanos, listener);
        }
    }

    @Override
    public boolean isPending() {
        return !held.isEmpty();
    }

    /**
     * Abandons what is held; waits for those whose completion came first, and for those that rest between two attempts, which
     * are entered in a moment.
     */
    @Override
    public long abandon() {
        long abandoned = 0;
        for (Held each : held) {
            if (each.abandonAttempt()) {
                abandoned++;
            }
        }
        long graceEnd = System.nanoTime() + GRACE_NANOS;
        while (!held.isEmpty() && System.nanoTime() < graceEnd) {
            LockSupport.parkNanos(50_000);
        }
        for (Held each : held) {
            if (each.abandonRest()) {
                abandoned++;
            }
        }
        return abandoned;
    }

    private final class AsyncDesk implements Desk {
        private final Crew crew;
        private final Stores stores;
        private @Nullable CompletionStage<?> stage;
        private @Nullable Packet lent;
        /** How often the handler threw at the packet at hand. */
        private int thrown;

        AsyncDesk(Crew crew) {
            this.crew = crew;
            stores = crew.stores();
        }

        @Override
        public Outcome handle(int packet, int lane) throws Throwable {
            permits.acquire();
            Packet borrowed = new Packet(interfaces, new Headers());
            borrowed.lend(stores.region().address(packet));
            boolean goesOn = false;
            try {
                CompletionStage<?> begun = Objects.requireNonNull(
                        handler.handle(borrowed), "the handler returned null (expected: a CompletionStage)");
                if (begun instanceof CompletableFuture<?> future && future.isDone()) {
                    future.join();
                    thrown = 0;
                    return Outcome.ENDED;
                }
                stage = begun;
                lent = borrowed;
                goesOn = true;
                return Outcome.HELD;
            } catch (Throwable e) {
                thrown++;
                throw e;
            } finally {
                if (!goesOn) {
                    borrowed.end();
                    permits.release();
                }
            }
        }

        @Override
        public void fail(int packet, Throwable failure, int attempts) {
            thrown = 0;
            Packet borrowed = new Packet(interfaces, new Headers());
            borrowed.lend(stores.region().address(packet));
            try {
                failures.enter(borrowed, causeOf(failure), attempts);
            } finally {
                borrowed.end();
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
            begun.abandonAttempt();
            follow(begun);
        }

        private Held hold(int packet, int lane) {
            int attempt = thrown + 1;
            thrown = 0;
            return new Held(crew, packet, lane, Objects.requireNonNull(lent), attempt);
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
     *
     * <p>The state is the number of the attempt whose stage is pending, 1 as a rule; the same below zero while a thread of
     * its own rests before the next attempt; {@link #COMPLETED}; or {@link #ABANDONED} less the attempt that has to come to
     * its end before the memory is let go, and then {@link #OVER}. A stage that completes twice, or after its time, finds
     * another number than its own.
     */
    private final class Held implements BiConsumer<@Nullable Object, @Nullable Throwable> {
        private static final int COMPLETED = 0;
        private static final int OVER = Integer.MIN_VALUE;
        private static final int ABANDONED = -(1 << 30);

        private final AtomicInteger state;
        private final int first;
        /** The watch's. */
        private final StageClock clock = new StageClock();

        private final Crew crew;
        private final int packet;
        private final int lane;
        private final Packet lent;

        Held(Crew crew, int packet, int lane, Packet lent, int attempt) {
            state = new AtomicInteger(attempt);
            first = attempt;
            this.crew = crew;
            this.packet = packet;
            this.lane = lane;
            this.lent = lent;
            crew.stores().region().retain();
        }

        /** The stage that was pending first has completed. */
        @Override
        public void accept(@Nullable Object result, @Nullable Throwable failure) {
            completed(first, failure);
        }

        private void completed(int attempt, @Nullable Throwable failure) {
            if (failure != null && goesOn(attempt, failure)) {
                return;
            }
            end(attempt, attempt, failure);
        }

        /** Ends the packet that is in a state; if it was abandoned, lets the memory go. */
        private void end(int inState, int attempt, @Nullable Throwable failure) {
            if (failure != null && state.get() == inState) {
                failures.record(lent, causeOf(failure), attempt);
            }
            if (!state.compareAndSet(inState, COMPLETED)) {
                if (state.compareAndSet(ABANDONED - attempt, OVER)) {
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
            crew.stores().giveBack(packet);
            permits.release();
            held.remove(this);
            crew.resume(lane);
            crew.stores().region().release();
        }

        /**
         * Begins to rest before another attempt, if there is to be one: on a thread of its own, because whoever completed the
         * stage has other things to do.
         */
        private boolean goesOn(int attempt, Throwable failure) {
            Retry retry = crew.retry();
            if (attempt > retry.times() || crew.isDismissed() || !state.compareAndSet(attempt, -attempt)) {
                return false;
            }
            try {
                Thread.ofVirtual()
                        .name("millrace-retry")
                        .start(() -> tryAgain(attempt, failure, retry.pauseNanos(attempt)));
            } catch (Throwable e) { // there is no memory for a thread
                end(-attempt, attempt, failure);
            }
            return true;
        }

        private void tryAgain(int attempt, Throwable failure, long pauseNanos) {
            if (!rests(pauseNanos) || !state.compareAndSet(-attempt, attempt + 1)) {
                end(-attempt, attempt, failure);
                return;
            }
            crew.incidents().retried();
            int next = attempt + 1;
            try {
                CompletionStage<?> stage = Objects.requireNonNull(
                        handler.handle(lent), "the handler returned null (expected: a CompletionStage)");
                stage.whenComplete((result, thrown) -> completed(next, thrown));
            } catch (Throwable e) {
                completed(next, e);
            }
        }

        /** Waits; false as soon as the crew is dismissed. */
        private boolean rests(long nanos) {
            long end = System.nanoTime() + nanos;
            for (long left = nanos; left > 0 && !crew.isDismissed(); left = end - System.nanoTime()) {
                LockSupport.parkNanos(this, Math.min(left, LONGEST_REST_NANOS));
            }
            return !crew.isDismissed();
        }

        /**
         * Tells of an attempt that takes too long, once. The packet is copied, and is its own if the state is the same before and
         * after: its memory goes back later.
         */
        void look(long nowNanos, long limitNanos, Overdue.Listener listener) {
            int attempt = state.get();
            if (!clock.isOver(attempt, nowNanos, limitNanos) || attempt <= 0) {
                return;
            }
            SlotCopy copy = crew.stores().region().copy(packet);
            VarHandle.loadLoadFence(); // the copy is made before the state is read again
            if (copy != null && state.get() == attempt) {
                listener.overdue(new Overdue(copy, clock.nanos(nowNanos), -1, "", List.of(), false));
            }
        }

        /** Gives the packet up while a stage of it is pending. */
        boolean abandonAttempt() {
            int attempt = state.get();
            return attempt > 0 && abandon(attempt, attempt);
        }

        /** Gives the packet up while its thread rests. */
        boolean abandonRest() {
            int resting = state.get();
            return resting < 0 && resting > ABANDONED / 2 && abandon(resting, -resting);
        }

        private boolean abandon(int inState, int attempt) {
            if (!state.compareAndSet(inState, ABANDONED - attempt)) {
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
