package io.millrace.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.millrace.lane.Chains;
import io.millrace.lane.Lanes;
import io.millrace.lane.RunQueue;
import io.millrace.ledger.Books;
import io.millrace.ledger.Books.Balance;
import io.millrace.ledger.Books.Sheds;
import io.millrace.ledger.Durations;
import io.millrace.ledger.IncidentTally;
import io.millrace.ledger.LateTally;
import io.millrace.ledger.ShedTally;
import io.millrace.ledger.SpoolTally;
import io.millrace.ledger.TakeTally;
import io.millrace.overload.Policy;
import io.millrace.store.Slot;
import io.millrace.store.Stores;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A crew with its lanes and books, without captures and packets of users. No Lincheck here: a crew sleeps, wakes and waits
 * by the clock, so that its interleavings have no end; the protocols it is made of are explored one by one.
 *
 * <p>Forbidden: a packet that is never handled although workers sleep (a lost wake-up); a packet begun twice; two workers in
 * a lane; after a dismissal a packet that is in no account, or in two.
 */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class CrewTest {
    private static final int PACKETS = 20_000;
    private static final int LANES = 64;

    /** What a handler does with the packet of a number in a lane. */
    private interface Deed {
        Handling.Outcome on(long number, int packet, int lane) throws Throwable;
    }

    private final Stores stores = new Stores(8L << 20, 1);
    private final Lanes lanes = new Lanes(stores.region(), LANES);
    private final RunQueue queue = new RunQueue(LANES);
    private final LateTally late = new LateTally();
    private final ShedTally sheds = new ShedTally();
    private final TakeTally taker = new TakeTally();
    private final Semaphore released = new Semaphore(0);
    private final AtomicIntegerArray begun = new AtomicIntegerArray(PACKETS);
    private final AtomicIntegerArray inside = new AtomicIntegerArray(LANES);
    private final AtomicInteger forbidden = new AtomicInteger();
    private Duration vigil = Duration.ZERO;

    @AfterEach
    void release() {
        released.release(1_000_000);
        assertThat(forbidden)
                .as("packets begun twice or beside another of their lane")
                .hasValue(0);
    }

    @ParameterizedTest
    @CsvSource({"false, 0", "true, 0", "false, 20", "true, 20"})
    void shouldLoseNoWakeUp(boolean virtual, int vigilMicros) {
        vigil = Duration.ofNanos(vigilMicros * 1_000L);
        Crew crew = crew(virtual, 3, (number, packet, lane) -> Handling.Outcome.ENDED);
        Books books = new Books(List.of(taker), crew, late, sheds, new SpoolTally());
        for (int i = 0; i < PACKETS; i++) {
            if (ThreadLocalRandom.current().nextBoolean()) {
                crew.lanesAreComing();
            }
            publish(crew, i, 1);
            if (ThreadLocalRandom.current().nextInt(20) == 0) { // so that workers are just about to sleep
                awaitRest(books);
            }
        }
        awaitRest(books);
        crew.dismiss(true, packet -> late.abandonedQueued(1));
        assertThat(books.read()).isEqualTo(new Balance(PACKETS, 0, Sheds.NONE, 0, 0, 0, PACKETS, 0, 0, 0));
        assertThat(crew.present()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "20, 1"})
    void shouldWakeOneForLanesThatAreComingWhereItStaysAwakeForThem(int vigilMicros, int expected) {
        assumeThat(Runtime.getRuntime().availableProcessors()).isGreaterThan(1);
        vigil = Duration.ofNanos(vigilMicros * 1_000L);
        Crew crew = crew(false, 3, (number, packet, lane) -> Handling.Outcome.ENDED);
        crew.lanesAreComing();
        assertThat(crew.count()).isEqualTo(expected);
        crew.dismiss(true, packet -> late.abandonedQueued(1));
    }

    /** A vigil that is longer than the test. */
    @Test
    void shouldStayAwakeForAWhileAfterTheLastLane() {
        assumeThat(Runtime.getRuntime().availableProcessors()).isGreaterThan(1);
        vigil = Duration.ofSeconds(2);
        Crew crew = crew(false, 3, (number, packet, lane) -> Handling.Outcome.ENDED);
        Books books = new Books(List.of(taker), crew, late, sheds, new SpoolTally());
        publish(crew, 0, PACKETS); // a vigil is for handlers that are fast, which is learnt
        awaitRest(books);
        while (crew.awake() > 1) { // others fall asleep
            LockSupport.parkNanos(20_000);
        }
        LockSupport.parkNanos(20_000_000);
        assertThat(crew.awake()).isEqualTo(1);
        crew.dismiss(true, packet -> late.abandonedQueued(1));
    }

    /** Nobody looks after the crew here: only those who are woken by whoever publishes, and by each other, come. */
    @Test
    void shouldHaveAWorkerForEachLaneWhereHandlersWait() {
        AtomicInteger waiting = new AtomicInteger();
        Crew crew = crew(true, LANES, (number, packet, lane) -> {
            waiting.incrementAndGet();
            released.acquireUninterruptibly();
            return Handling.Outcome.ENDED;
        });
        Books books = new Books(List.of(taker), crew, late, sheds, new SpoolTally());
        for (int round = 1; round <= 200; round++) { // the first hires them, the others wake them
            publish(crew, (round - 1) * LANES, LANES);
            while (waiting.get() != round * LANES) {
                LockSupport.parkNanos(20_000);
            }
            released.release(LANES);
            awaitRest(books);
        }
        crew.dismiss(true, packet -> late.abandonedQueued(1));
        assertThat(books.read().handled()).isEqualTo(200 * LANES);
        assertThat(crew.count()).isEqualTo(LANES);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldGoOnWithLanesThatAreResumed(boolean virtual) {
        ConcurrentLinkedQueue<int[]> held = new ConcurrentLinkedQueue<>();
        Crew crew = crew(
                virtual,
                4,
                (number, packet, lane) -> {
                    if (number % 7 == 0) {
                        return Handling.Outcome.HELD;
                    }
                    return Handling.Outcome.ENDED;
                },
                held);
        Books books = new Books(List.of(taker), crew, late, sheds, new SpoolTally());
        Thread completer = Thread.ofPlatform().daemon().start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                int[] next = held.poll();
                if (next != null) {
                    stores.giveBack(next[0]);
                    late.handled();
                    crew.resume(next[1]);
                } else {
                    LockSupport.parkNanos(10_000);
                }
            }
        });
        for (int i = 0; i < PACKETS; i += 10) {
            publish(crew, i, 10);
        }
        awaitRest(books);
        completer.interrupt();
        crew.dismiss(true, packet -> late.abandonedQueued(1));
        assertThat(books.read()).isEqualTo(new Balance(PACKETS, 0, Sheds.NONE, 0, 0, 0, PACKETS, 0, 0, 0));
        stores.store(0).collect();
        assertThat(stores.store(0).usedBytes()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldBalanceWhenDismissedWhileHandlersHang(boolean virtual) {
        AtomicInteger hanging = new AtomicInteger();
        Crew crew = crew(virtual, 8, (number, packet, lane) -> {
            if (number % 1_000 == 500) {
                hanging.incrementAndGet();
                released.acquireUninterruptibly();
            }
            return Handling.Outcome.ENDED;
        });
        Watch watch = new Watch(crew, null, null); // whoever hangs with lanes in his hand needs one
        Books books = new Books(List.of(taker), crew, late, sheds, new SpoolTally());
        for (int i = 0; i < PACKETS; i += 10) {
            publish(crew, i, 10);
        }
        while (hanging.get() < 8) {
            LockSupport.parkNanos(100_000);
        }
        watch.close();
        long before = System.nanoTime();
        crew.dismiss(false, packet -> late.abandonedQueued(1));
        assertThat(System.nanoTime() - before).isLessThan(TimeUnit.SECONDS.toNanos(1));
        requireClosed(books.read(), 8);
        Balance closed = books.read();
        release();
        while (crew.present() > 0) {
            LockSupport.parkNanos(100_000);
        }
        assertThat(books.read()).as("the books stay closed").isEqualTo(closed);
    }

    /** Dismissed at a random moment in full swing: whoever is between two packets is not inside, whoever is inside ends. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldBalanceWhenDismissedInFullSwing(boolean virtual) throws Exception {
        for (int round = 0; round < 20; round++) {
            CrewTest fresh = new CrewTest();
            Crew crew = fresh.crew(virtual, 3, (number, packet, lane) -> {
                if (number % 5 == 0) {
                    throw new Exception("simulated");
                }
                return Handling.Outcome.ENDED;
            });
            Books books = new Books(List.of(fresh.taker), crew, fresh.late, fresh.sheds, new SpoolTally());
            Thread publisher = Thread.ofPlatform().start(() -> {
                for (int i = 0; i < PACKETS; i += 10) {
                    fresh.publish(crew, i, 10);
                }
            });
            publisher.join();
            crew.dismiss(false, packet -> fresh.late.abandonedQueued(1));
            assertThat(crew.present()).isZero();
            fresh.requireClosed(books.read(), 0);
            assertThat(fresh.forbidden).hasValue(0);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldMakeDoWithTheThreadsThatTheSystemGives(boolean virtual) {
        AtomicInteger desks = new AtomicInteger();
        Handling scarce = new Handling() {
            @Override
            public Desk newDesk(Crew crew) {
                if (desks.incrementAndGet() > 2) {
                    throw new OutOfMemoryError("simulated: no more threads");
                }
                return desk(
                        (number, packet, lane) -> {
                            LockSupport.parkNanos(100_000); // so that more workers are wanted
                            return Outcome.ENDED;
                        },
                        new ConcurrentLinkedQueue<>());
            }

            @Override
            public long abandon() {
                return 0;
            }
        };
        Crew crew = new Crew(workplace(), scarce, virtual, 10);
        Books books = new Books(List.of(taker), crew, late, sheds, new SpoolTally());
        for (int i = 0; i < PACKETS; i += 100) {
            publish(crew, i, 100);
        }
        awaitRest(books);
        assertThat(crew.count()).isEqualTo(2);
        assertThat(desks).hasValue(3);
        crew.dismiss(true, packet -> late.abandonedQueued(1));
        assertThat(books.read()).isEqualTo(new Balance(PACKETS, 0, Sheds.NONE, 0, 0, 0, PACKETS, 0, 0, 0));
    }

    private void requireClosed(Balance balance, long hung) {
        assertThat(balance.queued()).isZero();
        assertThat(balance.inFlight()).isZero();
        assertThat(balance.taken()).isEqualTo(PACKETS);
        assertThat(balance.handled() + balance.failed() + balance.abandoned()).isEqualTo(PACKETS);
        long started = 0;
        for (int i = 0; i < PACKETS; i++) {
            started += begun.get(i);
        }
        assertThat(balance.handled() + balance.failed()).as("ends").isEqualTo(started - hung);
    }

    private Crew crew(boolean virtual, int workers, Deed deed) {
        return crew(virtual, workers, deed, new ConcurrentLinkedQueue<>());
    }

    private Crew crew(boolean virtual, int workers, Deed deed, ConcurrentLinkedQueue<int[]> held) {
        Handling handling = new Handling() {
            @Override
            public Desk newDesk(Crew crew) {
                return desk(deed, held);
            }

            @Override
            public long abandon() {
                return 0;
            }
        };
        return new Crew(workplace(), handling, virtual, workers);
    }

    private Crew.Workplace workplace() {
        return new Crew.Workplace(
                lanes,
                queue,
                stores,
                late,
                sheds,
                new IncidentTally(new LongAdder()),
                new AtomicReference<>(Policy.DROP_NEWEST),
                new Durations(),
                new Durations(),
                Duration.ofMillis(1),
                vigil,
                Retry.NEVER,
                0);
    }

    private Handling.Desk desk(Deed deed, ConcurrentLinkedQueue<int[]> held) {
        return new Handling.Desk() {
            @Override
            public Handling.Outcome handle(int packet, int lane) throws Throwable {
                long number = Slot.sequence(stores.region().address(packet));
                if (begun.incrementAndGet((int) number) != 1 || inside.getAndIncrement(lane) != 0) {
                    forbidden.incrementAndGet();
                }
                try {
                    return deed.on(number, packet, lane);
                } finally {
                    inside.decrementAndGet(lane);
                }
            }

            @Override
            public void passOn(int packet, int lane) {
                held.add(new int[] {packet, lane});
            }
        };
    }

    /** What a capture thread does with a batch. */
    private void publish(Crew crew, int first, int count) {
        Chains chains = new Chains(stores.region(), lanes, queue, count);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment frame = arena.allocate(64);
            for (int i = first; i < first + count; i++) {
                int packet = stores.store(0).put(frame, 0, 64, 64, 0, System.nanoTime(), i);
                if (packet == 0) {
                    throw new AssertionError("no room for packet " + i);
                }
                taker.taken();
                taker.queued();
                chains.add((i * 31) % LANES, packet);
            }
        }
        taker.publish();
        if (chains.publish() > 0) {
            crew.lanesAreWaiting();
        }
        stores.store(0).collect();
    }

    private static void awaitRest(Books books) {
        while (!books.read().isAtRest()) {
            LockSupport.parkNanos(20_000);
        }
    }
}
