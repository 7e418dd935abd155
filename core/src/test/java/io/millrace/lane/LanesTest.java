package io.millrace.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.race.Race;
import io.millrace.store.Region;
import io.millrace.store.Slot;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Forbidden: a packet that is taken twice or never, packets of one publisher that are taken in another order, two owners of
 * a lane at a time, and a lane that holds packets while nobody is responsible for it.
 *
 * <p>The packets' links are in native memory, which Lincheck does not watch; it need not, because a slot has one owner at a
 * time, and ownership passes by the inbox, which it does watch.
 */
final class LanesTest {
    private static final Region REGION = new Region(Region.PAGE_BYTES);
    private static final int LANE = 1;
    /** Where a slot says when its age began. */
    private static final int SINCE = 24;

    @AfterAll
    static void release() {
        REGION.release();
    }

    @Test
    void shouldBecomeRunnableWithTheFirstPacketOnly() {
        Lanes lanes = new Lanes(REGION, 4);
        assertThat(lanes.looksIdle(LANE)).isTrue();
        assertThat(lanes.publish(LANE, chain(0))).isTrue();
        assertThat(lanes.publish(LANE, chain(1))).isFalse();
        assertThat(lanes.publish(2, chain(2))).isTrue();
        assertThat(lanes.looksIdle(LANE)).isFalse();
        assertThat(drain(lanes)).containsExactly(0, 1);
        assertThat(lanes.looksIdle(LANE)).isTrue();
        assertThat(lanes.publish(LANE, chain(3))).isTrue();
    }

    @Test
    void shouldKeepTheOrderOfChainsAndWithinThem() {
        Lanes lanes = new Lanes(REGION, 4);
        lanes.publish(LANE, chain(0, 1, 2));
        assertThat(number(lanes.takeOrLeave(LANE))).isZero();
        lanes.publish(LANE, chain(3));
        lanes.publish(LANE, chain(4, 5));
        lanes.publish(LANE, chain(6));
        assertThat(drain(lanes)).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void shouldCountWhatIsLeftWhenCleared() {
        Lanes lanes = new Lanes(REGION, 4);
        lanes.publish(LANE, chain(0, 1, 2));
        lanes.publish(LANE, chain(3, 4));
        lanes.takeOrLeave(LANE);
        lanes.publish(LANE, chain(5)); // a rest, a chain behind it, and an inbox
        lanes.publish(3, chain(6));
        List<Integer> left = new ArrayList<>();
        lanes.clear(left::add);
        assertThat(left).hasSize(6);
        lanes.clear(left::add);
        assertThat(left).hasSize(6);
        assertThat(lanes.looksIdle(LANE)).isTrue();
    }

    @Test
    void shouldHaveOneOwnerAndLoseNothingInEveryInterleaving() {
        Race.explore(() -> {
            Lanes lanes = new Lanes(REGION, 4);
            List<Integer> taken = new ArrayList<>(); // the owner's alone: what breaks it is a second owner
            Race.run(
                    () -> {
                        publishAndOwn(lanes, chain(0, 1), taken);
                        publishAndOwn(lanes, chain(2), taken);
                    },
                    () -> publishAndOwn(lanes, chain(3, 4), taken));
            Race.forbid(!Race.isEachOnce(taken, 5), "packets " + taken);
            Race.forbid(!inOrder(taken, 0, 1, 2) || !inOrder(taken, 3, 4), "order " + taken);
            Race.forbid(!lanes.looksIdle(LANE), "a lane that is not idle when its last owner left");
        });
    }

    /** An owner hands the lane on with packets in it, by the run queue, as a worker does after its quantum. */
    @Test
    void shouldHandTheRestToTheNextOwnerInEveryInterleaving() {
        Race.explore(() -> {
            Lanes lanes = new Lanes(REGION, 4);
            RunQueue queue = new RunQueue(4);
            List<Integer> taken = new ArrayList<>();
            if (lanes.publish(LANE, chain(0, 1, 2))) {
                queue.offer(LANE);
            }
            Runnable worker = () -> {
                for (int turn = 0; turn < 2; turn++) {
                    takeOne(lanes, queue, taken);
                }
            };
            Race.run(worker, () -> {
                if (lanes.publish(LANE, chain(3))) {
                    queue.offer(LANE);
                }
                takeOne(lanes, queue, taken);
            });
            while (takeOne(lanes, queue, taken)) {}
            Race.forbid(!taken.equals(List.of(0, 1, 2, 3)), "packets " + taken);
        });
    }

    @Test
    void shouldSweepWhatHasWaitedTooLongAndNothingElse() {
        Lanes lanes = new Lanes(REGION, 4);
        lanes.publish(LANE, chain(0, 1, 2));
        lanes.publish(LANE, chain(3, 4));
        lanes.publish(2, chain(5));
        assertThat(number(lanes.takeOrLeave(LANE))).isZero(); // a rest, a chain and, in a moment, an inbox
        lanes.publish(LANE, chain(6));
        List<Integer> swept = new ArrayList<>();
        assertThat(lanes.sweep(4, packet -> swept.add(number(packet)))).isEqualTo(3);
        assertThat(swept).containsExactly(1, 2, 3);
        assertThat(drain(lanes)).containsExactly(4, 6);
        assertThat(lanes.looksIdle(2)).isFalse();
        assertThat(lanes.sweep(100, packet -> swept.add(number(packet)))).isEqualTo(1);
        assertThat(swept).endsWith(5);
        assertThat(lanes.takeOrLeave(2))
                .as("it is still enqueued, and left now")
                .isZero();
        assertThat(lanes.looksIdle(2)).isTrue();
    }

    @Test
    void shouldLeaveALaneAloneWhoseWorkerIsInside() {
        Lanes lanes = new Lanes(REGION, 4);
        lanes.publish(LANE, chain(0, 1));
        lanes.enter(LANE);
        assertThat(lanes.sweep(100, packet -> {})).isZero();
        lanes.exit(LANE);
        assertThat(lanes.sweep(100, packet -> {})).isEqualTo(2);
    }

    @Test
    void shouldLoseNothingToASweepInEveryInterleaving() {
        Race.explore(() -> {
            Lanes lanes = new Lanes(REGION, 4);
            List<Integer> handled = new ArrayList<>();
            List<Integer> swept = new ArrayList<>();
            Race.run(
                    () -> {
                        publishAndVisit(lanes, chain(0, 1), handled);
                        publishAndVisit(lanes, chain(2), handled);
                    },
                    () -> lanes.sweep(2, packet -> swept.add(number(packet))));
            List<Integer> all = new ArrayList<>(handled);
            all.addAll(swept);
            Race.forbid(!Race.isEachOnce(all, 3), "handled " + handled + ", swept " + swept);
            Race.forbid(swept.contains(2), "swept too young: " + swept);
            Race.forbid(!handled.contains(2), "not handled: 2");
            Race.forbid(!lanes.looksIdle(LANE), "a lane that is not idle when its last owner left");
        });
    }

    /** As a worker whose handler is slow: it is outside the lane after each packet. */
    private static void publishAndVisit(Lanes lanes, int chain, List<Integer> handled) {
        if (lanes.publish(LANE, chain)) {
            lanes.enter(LANE);
            for (int packet = lanes.takeOrLeave(LANE); packet != 0; packet = lanes.takeOrLeave(LANE)) {
                lanes.exit(LANE);
                handled.add(number(packet));
                lanes.enter(LANE);
            }
            lanes.exit(LANE);
        }
    }

    private static boolean takeOne(Lanes lanes, RunQueue queue, List<Integer> taken) {
        int[] polled = new int[1];
        if (queue.poll(polled, 1) == 0) {
            return false;
        }
        int packet = lanes.takeOrLeave(polled[0]);
        if (packet != 0) {
            taken.add(number(packet));
            queue.offer(polled[0]);
        }
        return true;
    }

    private static void publishAndOwn(Lanes lanes, int chain, List<Integer> taken) {
        if (lanes.publish(LANE, chain)) {
            taken.addAll(drain(lanes));
        }
    }

    private static List<Integer> drain(Lanes lanes) {
        List<Integer> numbers = new ArrayList<>();
        for (int packet = lanes.takeOrLeave(LANE); packet != 0; packet = lanes.takeOrLeave(LANE)) {
            numbers.add(number(packet));
        }
        return numbers;
    }

    /** A chain of the packets of these numbers; returns the first. */
    private static int chain(int... numbers) {
        for (int i = 0; i < numbers.length; i++) {
            long address = REGION.address(Region.FIRST + numbers[i]);
            Slot.next(address, i + 1 < numbers.length ? Region.FIRST + numbers[i + 1] : 0);
            Slot.older(address, -1); // whatever is left from before
            Slot.MEMORY.set(ValueLayout.JAVA_LONG, address + SINCE, numbers[i]); // its age begins with its number
        }
        return Region.FIRST + numbers[0];
    }

    private static int number(int packet) {
        return packet - Region.FIRST;
    }

    private static boolean inOrder(List<Integer> all, Integer... some) {
        List<Integer> found = new ArrayList<>(all);
        found.retainAll(List.of(some));
        return found.equals(List.of(some));
    }
}
