package io.millrace.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.race.Race;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * Forbidden: a lane that is delivered twice for one offer (two workers in it), one that is never delivered (it is stuck),
 * and lanes of one offer that come out in another order.
 *
 * <p>Not forbidden: that a poll finds nothing while a producer is between claim and write, even of lanes offered behind it.
 */
final class RunQueueTest {
    @Test
    void shouldDeliverInTheOrderOffered() {
        RunQueue queue = new RunQueue(8);
        int[] polled = new int[8];
        for (int lap = 0; lap < 5; lap++) { // five offered, eight cells: the ring's end is met at every cell
            assertThat(queue.isEmpty()).isTrue();
            queue.offer(new int[] {3, 1, 7}, 3);
            queue.offer(0);
            queue.offer(6);
            assertThat(queue.size()).isEqualTo(5);
            assertThat(queue.poll(polled, 2)).isEqualTo(2);
            assertThat(polled).startsWith(3, 1);
            assertThat(queue.poll(polled, 8)).isEqualTo(3);
            assertThat(polled).startsWith(7, 0, 6);
            assertThat(queue.poll(polled, 8)).isZero();
        }
    }

    @Test
    void shouldHoldEveryLaneAtOnce() {
        for (int lanes : new int[] {1, 2, 1024}) {
            RunQueue queue = new RunQueue(lanes);
            int[] polled = new int[lanes];
            for (int lap = 0; lap < 3; lap++) {
                for (int lane = 0; lane < lanes; lane++) {
                    queue.offer(lane);
                }
                assertThat(queue.poll(polled, lanes)).isEqualTo(lanes);
                for (int lane = 0; lane < lanes; lane++) {
                    assertThat(polled[lane]).isEqualTo(lane);
                }
            }
        }
    }

    @Test
    void shouldDeliverEachLaneOnceInEveryInterleaving() {
        Race.explore(() -> {
            RunQueue queue = new RunQueue(4);
            lap(queue, 3); // so that what is offered goes over the ring's end
            List<Integer> first = new ArrayList<>();
            List<Integer> second = new ArrayList<>();
            Race.run(
                    () -> {
                        queue.offer(new int[] {0, 1}, 2);
                        poll(queue, 2, first);
                    },
                    () -> {
                        queue.offer(2);
                        poll(queue, 2, second);
                    });
            forbidInverted(first);
            forbidInverted(second);
            List<Integer> all = new ArrayList<>(first);
            all.addAll(second);
            while (poll(queue, 4, all)) {}
            Race.forbid(!Race.isEachOnce(all, 3), "lanes " + all);
            Race.forbid(!queue.isEmpty(), "a size of " + queue.size() + " when all were delivered");
        });
    }

    /** A consumer that read a cell and was overtaken by a whole lap must not deliver what it read. */
    @Test
    void shouldDeliverEachLaneOnceWhenALapOvertakesAConsumer() {
        Race.explore(() -> {
            RunQueue queue = new RunQueue(2);
            queue.offer(0);
            List<Integer> slow = new ArrayList<>();
            List<Integer> quick = new ArrayList<>();
            Race.run(() -> poll(queue, 1, slow), () -> {
                for (int i = 0; i < 3; i++) { // three times round a ring of two
                    if (poll(queue, 1, quick)) {
                        queue.offer(quick.removeLast());
                    }
                }
            });
            List<Integer> all = new ArrayList<>(slow);
            all.addAll(quick);
            while (poll(queue, 2, all)) {}
            Race.forbid(!Race.isEachOnce(all, 1), "lanes " + all);
        });
    }

    @Test
    void shouldDeliverEachLaneOnceUnderLoad() {
        int lanes = 16;
        long deliveries = 400_000;
        RunQueue queue = new RunQueue(lanes);
        AtomicIntegerArray out = new AtomicIntegerArray(lanes);
        AtomicLong delivered = new AtomicLong();
        for (int lane = 0; lane < lanes; lane++) {
            queue.offer(lane);
        }
        Runnable worker = () -> {
            int[] polled = new int[3];
            while (delivered.get() < deliveries) {
                int count = queue.poll(polled, 3);
                for (int i = 0; i < count; i++) {
                    Race.forbid(!out.compareAndSet(polled[i], 0, 1), "lane " + polled[i] + " with two workers");
                }
                delivered.addAndGet(count);
                for (int i = 0; i < count; i++) {
                    out.set(polled[i], 0);
                }
                if (count > 0) {
                    queue.offer(polled, count);
                } else {
                    Race.pause();
                }
            }
        };
        Race.load(worker, worker, worker, worker);
        List<Integer> left = new ArrayList<>();
        while (poll(queue, 3, left)) {}
        assertThat(Race.isEachOnce(left, lanes)).as("lanes left " + left).isTrue();
    }

    private static void lap(RunQueue queue, int lanes) {
        int[] polled = new int[1];
        for (int i = 0; i < lanes; i++) {
            queue.offer(i);
            Race.forbid(queue.poll(polled, 1) != 1 || polled[0] != i, "lane " + i + " lost on the way round");
        }
    }

    private static boolean poll(RunQueue queue, int max, List<Integer> into) {
        int[] polled = new int[max];
        int count = queue.poll(polled, max);
        for (int i = 0; i < count; i++) {
            into.add(polled[i]);
        }
        return count > 0;
    }

    private static void forbidInverted(List<Integer> lanes) {
        Race.forbid(lanes.contains(0) && lanes.contains(1) && lanes.indexOf(0) > lanes.indexOf(1), "order " + lanes);
    }
}
