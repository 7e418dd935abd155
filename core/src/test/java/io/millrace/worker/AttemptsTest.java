package io.millrace.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.lane.Lanes;
import io.millrace.lane.RunQueue;
import io.millrace.ledger.Durations;
import io.millrace.ledger.IncidentTally;
import io.millrace.ledger.LateTally;
import io.millrace.ledger.ShedTally;
import io.millrace.ledger.WorkTally;
import io.millrace.overload.Policy;
import io.millrace.race.Race;
import io.millrace.store.Stores;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/**
 * A watch that interrupts whatever it sees, as fast as it can, and a worker whose handlers do next to nothing: so interrupts come
 * at every point of a packet. Forbidden: that a handler finds itself interrupted when it begins, at its first attempt or at its
 * second, but the watch meant another; or that telling of the failure is interrupted.
 */
final class AttemptsTest {
    private static final int PACKETS = 200_000;

    private final WorkTally tally = new WorkTally();
    private final AtomicLong interrupted = new AtomicLong();
    /** What the watch means: steps and turn. */
    private final AtomicLong meant = new AtomicLong();

    private final AtomicBoolean over = new AtomicBoolean();
    private volatile Attempts attempts;

    @Test
    void shouldInterruptNothingButTheAttemptThatWasMeant() {
        attempts = new Attempts(
                crew(),
                new Handling.Desk() {
                    @Override
                    public Handling.Outcome handle(int packet, int lane) throws IOException {
                        handler(packet);
                        return Handling.Outcome.ENDED;
                    }

                    @Override
                    public void passOn(int packet, int lane) {}

                    @Override
                    public void fail(int packet, Throwable failure, int attempts) {
                        Race.forbid(Thread.currentThread().isInterrupted(), "an interrupt while the failure is told");
                        spin();
                        Race.forbid(Thread.currentThread().isInterrupted(), "an interrupt while the failure is told");
                    }
                },
                tally);
        AtomicReference<Thread> worker = new AtomicReference<>();
        Race.load(
                () -> {
                    worker.set(Thread.currentThread());
                    work();
                    over.set(true);
                },
                () -> {
                    while (!over.get()) {
                        long at = tally.steps();
                        int turn = attempts.turns();
                        meant.set(key(at, turn));
                        Thread thread = worker.get();
                        if (thread != null
                                && (at & 1) != 0
                                && (turn & 1) == 0
                                && attempts.interrupt(at, turn, thread)) {
                            interrupted.incrementAndGet();
                        }
                    }
                });
        assertThat(interrupted.get()).as("interrupts").isPositive();
        assertThat(tally.ended()).isEqualTo(PACKETS);
    }

    private void work() {
        for (int packet = 1; packet <= PACKETS; packet++) {
            Race.forbid(!tally.step(1), "refused");
            try {
                handler(packet);
            } catch (IOException e) {
                attempts.after(e, packet, 0);
            }
            Race.forbid(!tally.step(1), "refused");
            Thread.interrupted();
        }
    }

    /** Every other packet fails, at both attempts. */
    private void handler(int packet) throws IOException {
        Race.forbid(
                Thread.currentThread().isInterrupted() && meant.get() != key(tally.steps(), attempts.turns()),
                "an interrupt that was meant for another");
        spin();
        if ((packet & 1) == 0) {
            throw new IOException("simulated");
        }
    }

    private static long key(long steps, int turn) {
        return (steps << 32) | turn;
    }

    private static void spin() {
        for (int i = 0; i < 20; i++) {
            Thread.onSpinWait();
        }
    }

    private static Crew crew() {
        Stores stores = new Stores(8L << 20, 1);
        Handling none = new Handling() {
            @Override
            public Desk newDesk(Crew crew) {
                throw new AssertionError("nobody is hired");
            }

            @Override
            public long abandon() {
                return 0;
            }
        };
        return new Crew(
                new Crew.Workplace(
                        new Lanes(stores.region(), 64),
                        new RunQueue(64),
                        stores,
                        new LateTally(),
                        new ShedTally(),
                        new IncidentTally(new LongAdder()),
                        new AtomicReference<>(Policy.DROP_NEWEST),
                        new Durations(),
                        new Durations(),
                        Duration.ofMillis(1),
                        Duration.ZERO,
                        new Retry(1, 0, 0),
                        0),
                none,
                false,
                1);
    }
}
