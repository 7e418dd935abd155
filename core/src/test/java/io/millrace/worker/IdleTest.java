package io.millrace.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.race.Race;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

/**
 * Forbidden: a sleeper that is woken twice for one sleep (its second permit would outlive it), a sleeper that is never
 * woken (it would be missing from then on), and a count that is not that of the sleepers.
 */
final class IdleTest {
    @Test
    void shouldWakeWhoFellAsleepLast() {
        Idle idle = new Idle(3);
        idle.push(0);
        idle.push(2);
        idle.push(1);
        assertThat(idle.count()).isEqualTo(3);
        assertThat(new int[] {idle.pop(), idle.pop(), idle.pop(), idle.pop()}).containsExactly(1, 2, 0, -1);
        assertThat(idle.count()).isZero();
    }

    @Test
    void shouldPopEachSleeperOnceInEveryInterleaving() {
        Race.explore(() -> {
            Idle idle = new Idle(3);
            idle.push(0);
            idle.push(1);
            int[] popped = new int[5];
            Race.run(
                    () -> {
                        popped[0] = idle.pop();
                        idle.push(2);
                        popped[1] = idle.pop();
                    },
                    () -> popped[2] = idle.pop());
            popped[3] = idle.pop();
            popped[4] = idle.pop();
            Arrays.sort(popped);
            Race.forbid(!Arrays.equals(popped, new int[] {-1, -1, 0, 1, 2}), "popped " + Arrays.toString(popped));
            Race.forbid(idle.count() != 0, "a count of " + idle.count() + " without sleepers");
        });
    }

    /**
     * Between the reading of the top and its exchange the same worker may be popped and pushed again, over another, with as
     * many asleep as before: only the tag tells.
     */
    @Test
    void shouldNotMistakeATopThatWasPoppedAndPushedAgain() {
        Race.explore(() -> {
            Idle idle = new Idle(3);
            idle.push(0);
            idle.push(1);
            int[] popped = new int[4];
            Race.run(() -> popped[0] = idle.pop(), () -> {
                int first = idle.pop();
                popped[1] = idle.pop();
                idle.push(2);
                if (first >= 0) {
                    idle.push(first);
                }
            });
            popped[2] = idle.pop();
            popped[3] = idle.pop();
            Arrays.sort(popped);
            Race.forbid(!Arrays.equals(popped, new int[] {-1, 0, 1, 2}), "popped " + Arrays.toString(popped));
        });
    }

    @Test
    void shouldPopEachSleeperOnceUnderLoad() {
        int sleepers = 8;
        int rounds = 100_000;
        Idle idle = new Idle(sleepers);
        AtomicIntegerArray asleep = new AtomicIntegerArray(sleepers);
        for (int i = 0; i < sleepers; i++) {
            asleep.set(i, 1);
            idle.push(i);
        }
        Runnable waker = () -> {
            for (int i = 0; i < rounds; i++) {
                int woken = idle.pop();
                if (woken >= 0) {
                    Race.forbid(!asleep.compareAndSet(woken, 1, 0), "worker " + woken + " woken twice");
                    asleep.set(woken, 1);
                    idle.push(woken);
                }
            }
        };
        Race.load(waker, waker, waker);
        assertThat(idle.count()).isEqualTo(sleepers);
        for (int i = 0; i < sleepers; i++) {
            assertThat(asleep.decrementAndGet(idle.pop())).isZero();
        }
    }
}
