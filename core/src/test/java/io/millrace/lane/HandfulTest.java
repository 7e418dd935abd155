package io.millrace.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.race.Race;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

/** Forbidden: a lane that both worker and thief got (two workers in it), and one that neither got (stuck for ever). */
final class HandfulTest {
    @Test
    void shouldGiveLanesInTheOrderFilled() {
        Handful hand = new Handful();
        assertThat(hand.next()).isEqualTo(-1);
        hand.fill(new int[] {7, 0, 3, 99}, 3);
        assertThat(new int[] {hand.next(), hand.next(), hand.next(), hand.next()})
                .containsExactly(7, 0, 3, -1);
    }

    @Test
    void shouldLeaveNothingAfterATheft() {
        Handful hand = new Handful();
        int[] stolen = new int[Handful.SIZE];
        hand.fill(new int[] {5, 6, 7}, 3);
        assertThat(hand.next()).isEqualTo(5);
        assertThat(hand.steal(stolen)).isEqualTo(2);
        assertThat(stolen).startsWith(6, 7);
        assertThat(hand.next()).isEqualTo(-1);
        assertThat(hand.steal(stolen)).isZero();
    }

    @Test
    void shouldGiveEachLaneToWorkerOrThiefInEveryInterleaving() {
        Race.explore(() -> {
            Handful hand = new Handful();
            List<Integer> worked = new ArrayList<>();
            int[] stolen = new int[Handful.SIZE];
            int[] count = new int[1];
            hand.fill(new int[] {0, 1}, 2);
            Race.run(
                    () -> {
                        drain(hand, worked);
                        hand.fill(new int[] {2, 3}, 2); // the thief may have decided on the hand before
                        drain(hand, worked);
                    },
                    () -> count[0] = hand.steal(stolen));
            for (int i = 0; i < count[0]; i++) {
                worked.add(stolen[i]);
            }
            Race.forbid(!Race.isEachOnce(worked, 4), "lanes " + worked);
        });
    }

    @Test
    void shouldGiveEachLaneToWorkerOrThiefUnderLoad() {
        int rounds = 100_000;
        AtomicIntegerArray got = new AtomicIntegerArray(rounds * Handful.SIZE);
        Handful hand = new Handful();
        AtomicBoolean done = new AtomicBoolean();
        Runnable thief = () -> {
            int[] stolen = new int[Handful.SIZE];
            boolean last;
            do {
                last = done.get();
                int count = hand.steal(stolen);
                for (int i = 0; i < count; i++) {
                    got.incrementAndGet(stolen[i]);
                }
            } while (!last);
        };
        Race.load(
                () -> {
                    int[] lanes = new int[Handful.SIZE];
                    for (int round = 0; round < rounds; round++) {
                        for (int i = 0; i < lanes.length; i++) {
                            lanes[i] = (round * Handful.SIZE) + i;
                        }
                        hand.fill(lanes, lanes.length);
                        for (int lane = hand.next(); lane >= 0; lane = hand.next()) {
                            got.incrementAndGet(lane);
                        }
                    }
                    done.set(true);
                },
                thief,
                thief);
        for (int lane = 0; lane < got.length(); lane++) {
            if (got.get(lane) != 1) {
                throw new AssertionError("lane " + lane + " was got " + got.get(lane) + " times");
            }
        }
    }

    private static void drain(Handful hand, List<Integer> into) {
        for (int lane = hand.next(); lane >= 0; lane = hand.next()) {
            into.add(lane);
        }
    }
}
