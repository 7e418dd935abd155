package io.millrace.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.race.Race;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Forbidden: a reading that does not balance, and one with a negative account, however packets move meanwhile. */
final class BooksTest {
    /** Tallies of workers, of which more and more exist. */
    private static final class Workers implements Books.WorkTallies {
        private final WorkTally[] tallies;
        private final AtomicInteger count = new AtomicInteger();
        private long lastEntryNanos;

        Workers(int most) {
            tallies = new WorkTally[most];
        }

        WorkTally hire() {
            WorkTally tally = new WorkTally();
            tallies[count.get()] = tally;
            count.incrementAndGet();
            return tally;
        }

        @Override
        public int count() {
            return count.get();
        }

        @Override
        public WorkTally tally(int index) {
            return tallies[index];
        }

        @Override
        public long lastEntryNanos() {
            return lastEntryNanos;
        }
    }

    private final TakeTally taker = new TakeTally();
    private final Workers workers = new Workers(4);
    private final LateTally late = new LateTally();
    private final ShedTally sheds = new ShedTally();
    private final SpoolTally spool = new SpoolTally();
    private final Books books = new Books(List.of(taker), workers, late, sheds, spool);

    @Test
    void shouldEnterEachPacketInOneAccount() {
        WorkTally worker = workers.hire();
        take(14);
        taker.taken();
        taker.shedNewest();
        taker.taken();
        taker.sampled();
        taker.truncated();
        for (int i = 0; i < 9; i++) {
            taker.taken();
            taker.spooled();
        }
        taker.publish();
        spool.resumed(3);
        spool.readBack(4);
        spool.stayed(1);
        spool.shedOldest(2);
        spool.lost(1);
        handle(worker);
        worker.step(1);
        worker.step(1);
        worker.failed();
        worker.step(1);
        worker.step(1);
        late.handled();
        worker.step(1);
        worker.step(1);
        late.failed();
        worker.step(1);
        worker.step(1);
        late.abandonedInFlight(1);
        late.abandonedQueued(2);
        worker.step(1); // and is inside
        for (Shed cause : List.of(Shed.OLDEST, Shed.AGED, Shed.AGED, Shed.CODEL)) {
            sheds.shed(cause);
        }
        assertThat(books.read())
                .isEqualTo(new Books.Balance(25, 3, new Books.Sheds(1, 3, 2, 1, 1, 1), 1, 5, 1, 2, 2, 3, 6));
        assertThat(books.read().isAtRest()).isFalse();
    }

    @Test
    void shouldBeAtRestWhenNothingWaitsAndNothingIsInFlight() {
        assertThat(books.read().isAtRest()).isTrue();
        WorkTally worker = workers.hire();
        take(1);
        assertThat(books.read().isAtRest()).isFalse();
        worker.step(1);
        assertThat(books.read().isAtRest()).isFalse();
        worker.step(1);
        assertThat(books.read().isAtRest()).isFalse(); // the outcome is not entered yet
        worker.handled();
        assertThat(books.read().isAtRest()).isTrue();
    }

    @Test
    void shouldSpanFromTheFirstPacketToTheLastEntry() {
        assertThat(books.spanNanos()).isZero();
        take(1);
        assertThat(books.spanNanos()).isZero();
        workers.lastEntryNanos = taker.firstNanos() + 5_000;
        assertThat(books.spanNanos()).isEqualTo(5_000);
    }

    @Test
    void shouldBalanceInEveryInterleaving() {
        Race.explore(() -> {
            BooksTest fresh = new BooksTest();
            WorkTally worker = fresh.workers.hire();
            Books.Balance[] readings = new Books.Balance[2];
            Race.run(
                    () -> {
                        fresh.take(2);
                        handle(worker);
                        worker.step(1);
                        worker.step(1);
                        fresh.late.handled();
                    },
                    () -> {
                        readings[0] = fresh.books.read();
                        readings[1] = fresh.books.read();
                    });
            for (Books.Balance each : readings) {
                forbidImbalance(each);
            }
        });
    }

    @Test
    void shouldBalanceUnderLoad() {
        int packets = 200_000;
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger taken = new AtomicInteger(); // packets that may be begun
        WorkTally[] tallies = new WorkTally[2];
        Runnable[] parties = new Runnable[4];
        for (int i = 0; i < tallies.length; i++) {
            tallies[i] = workers.hire();
            WorkTally tally = tallies[i];
            parties[i] = () -> {
                for (int handled = 0; handled < packets / 2; ) {
                    if (taken.getAndDecrement() > 0) {
                        handle(tally);
                        handled++;
                    } else {
                        taken.getAndIncrement();
                        Race.pause();
                    }
                }
            };
        }
        parties[2] = () -> {
            for (int i = 0; i < packets; i += 10) {
                take(10);
                taken.addAndGet(10);
            }
            while (books.read().handled() < packets) {
                Race.pause();
            }
            done.set(true);
        };
        parties[3] = () -> {
            while (!done.get()) {
                forbidImbalance(books.read());
            }
        };
        Race.load(parties);
        assertThat(books.read()).isEqualTo(new Books.Balance(packets, 0, Books.Sheds.NONE, 0, 0, 0, packets, 0, 0, 0));
    }

    private void take(int packets) {
        for (int i = 0; i < packets; i++) {
            taker.taken();
            taker.queued();
        }
        taker.publish();
    }

    private static void handle(WorkTally worker) {
        worker.step(1);
        worker.step(1);
        worker.handled();
    }

    private static void forbidImbalance(Books.Balance balance) {
        long sum = balance.sheds().newest()
                + balance.queued()
                + balance.inFlight()
                + balance.handled()
                + balance.failed()
                + balance.abandoned();
        Race.forbid(balance.taken() != sum, "out of balance: " + balance);
        Race.forbid(balance.queued() < 0 || balance.inFlight() < 0, "negative: " + balance);
    }
}
