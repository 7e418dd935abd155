package io.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.race.Race;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Forbidden: a slot that comes back twice for one giving (two packets would share it), one that never comes back (the
 * memory shrinks), and slots of one giving that come back in another order.
 */
final class ReturnsTest {
    @Test
    void shouldTakeInTheOrderGiven() {
        Returns returns = new Returns(3); // a ring of four
        for (int lap = 0; lap < 5; lap++) {
            assertThat(returns.take()).isZero();
            returns.give(new int[] {9, 11, 12, 9}, 1, 2);
            returns.give(13);
            assertThat(new int[] {returns.take(), returns.take(), returns.take(), returns.take()})
                    .containsExactly(11, 12, 13, 0);
        }
    }

    @Test
    void shouldHoldEverySlotAtOnce() {
        for (int slots : new int[] {1, 2, 3, 64, 65}) {
            Returns returns = new Returns(slots);
            int[] all = IntStream.rangeClosed(2, slots + 1).toArray();
            for (int lap = 0; lap < 3; lap++) {
                returns.give(all, 0, slots);
                for (int slot : all) {
                    assertThat(returns.take()).isEqualTo(slot);
                }
                assertThat(returns.take()).isZero();
            }
        }
    }

    @Test
    void shouldReturnEachSlotOnceInEveryInterleaving() {
        Race.explore(() -> {
            Returns returns = new Returns(4);
            returns.give(9);
            returns.give(9);
            int lapped = returns.take() + returns.take();
            Race.forbid(lapped != 18, "a slot lost on the way round");
            List<Integer> back = new ArrayList<>();
            Race.run(() -> returns.give(new int[] {2, 3}, 0, 2), () -> returns.give(4), () -> {
                for (int i = 0; i < 3; i++) {
                    take(returns, back);
                }
            });
            while (take(returns, back)) {}
            Race.forbid(!Race.isEachOnce(back, 3), "slots " + back);
            Race.forbid(back.indexOf(0) > back.indexOf(1), "order " + back);
        });
    }

    /** As many slots as the ring has places, round and round: a place is written again as soon as it is free. */
    @Test
    void shouldReturnEachSlotOnceUnderLoad() {
        int slots = 64;
        int workers = 3;
        int rounds = 100_000;
        Returns returns = new Returns(slots);
        List<ArrayBlockingQueue<Integer>> lanes = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            lanes.add(new ArrayBlockingQueue<>(slots));
        }
        AtomicBoolean done = new AtomicBoolean();
        boolean[] out = new boolean[slots];
        Runnable[] parties = new Runnable[workers + 1];
        for (int i = 0; i < workers; i++) {
            ArrayBlockingQueue<Integer> lane = lanes.get(i);
            int most = i + 1;
            parties[i] = () -> work(returns, lane, most, done);
        }
        parties[workers] = () -> {
            for (int slot = 0; slot < slots; slot++) {
                out[slot] = true;
                lanes.get(slot % workers).add(slot + 2);
            }
            for (int round = 0; round < rounds; ) {
                int slot = returns.take();
                if (slot != 0) {
                    Race.forbid(!out[slot - 2], "slot " + slot + " came back twice");
                    if (round < rounds - slots) {
                        lanes.get(round % workers).add(slot);
                    } else {
                        out[slot - 2] = false;
                    }
                    round++;
                } else {
                    Race.pause();
                }
            }
            done.set(true);
        };
        Race.load(parties);
        assertThat(out).doesNotContain(true);
        assertThat(returns.take()).isZero();
    }

    private static void work(Returns returns, ArrayBlockingQueue<Integer> lane, int most, AtomicBoolean done) {
        int[] freed = new int[most];
        int count = 0;
        while (!done.get()) {
            Integer slot = lane.poll();
            if (slot != null) {
                freed[count++] = slot;
            }
            if (count == most || (slot == null && count > 0)) {
                returns.give(freed, 0, count);
                count = 0;
            } else if (slot == null) {
                Race.pause();
            }
        }
    }

    private static boolean take(Returns returns, List<Integer> into) {
        int slot = returns.take();
        if (slot != 0) {
            into.add(slot - 2);
        }
        return slot != 0;
    }
}
