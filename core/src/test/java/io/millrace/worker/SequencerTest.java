package io.millrace.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ledger.LateTally;
import io.millrace.race.Race;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Forbidden: a result that is given out twice, never, out of order, or while another is; a result that is both given out and
 * abandoned, or neither; a result that lies ready while nobody gives out.
 */
final class SequencerTest {
    private final List<Integer> given = new ArrayList<>();
    private final LateTally late = new LateTally();

    @Test
    void shouldGiveOutInOrder() {
        Sequencer<Integer> sequencer = new Sequencer<>(given::add, late, 8);
        put(sequencer, 1, 1);
        put(sequencer, 2, 2);
        assertThat(given).isEmpty();
        put(sequencer, 0, 0);
        assertThat(given).containsExactly(0, 1, 2);
        assertThat(late.handledSoFar()).isEqualTo(3);
    }

    @Test
    void shouldPassOverFailuresAndGiveNothingOutForNull() {
        Sequencer<Integer> sequencer = new Sequencer<>(given::add, late, 8);
        put(sequencer, 3, 3);
        leaveOut(sequencer, 1);
        put(sequencer, 2, null);
        put(sequencer, 0, 0);
        assertThat(given).containsExactly(0, 3);
        assertThat(late.handledSoFar())
                .as("a null is handled, a failure is entered by its worker")
                .isEqualTo(3);
        assertThat(late.failedSoFar()).isZero();
    }

    @Test
    void shouldCountWhatTheOutputThrowsAsFailedAndGoOn() {
        Sequencer<Integer> sequencer = new Sequencer<>(
                number -> {
                    if (number == 1) {
                        throw new StackOverflowError("as the user's code may");
                    }
                    given.add(number);
                },
                late,
                8);
        for (int i = 0; i < 3; i++) {
            put(sequencer, i, i);
        }
        assertThat(given).containsExactly(0, 2);
        assertThat(late.handledSoFar()).isEqualTo(2);
        assertThat(late.failedSoFar()).isEqualTo(1);
    }

    @Test
    void shouldHaveRoomForAWindow() {
        Sequencer<Integer> sequencer = new Sequencer<>(given::add, late, 4);
        assertThat(sequencer.hasRoom(3)).isTrue();
        assertThat(sequencer.hasRoom(4)).isFalse();
        put(sequencer, 1, 1);
        assertThat(sequencer.hasRoom(4)).isFalse();
        put(sequencer, 0, 0);
        assertThat(sequencer.hasRoom(5)).isTrue();
        assertThat(sequencer.hasRoom(6)).isFalse();
    }

    @Test
    void shouldAbandonWhatWasNotGivenOut() {
        Sequencer<Integer> sequencer = new Sequencer<>(given::add, late, 8);
        put(sequencer, 0, 0);
        put(sequencer, 2, 2);
        put(sequencer, 3, null);
        leaveOut(sequencer, 4);
        assertThat(sequencer.abandon()).as("a failure is counted already").isEqualTo(2);
        put(sequencer, 1, 1);
        assertThat(given).containsExactly(0);
        assertThat(late.handledSoFar()).isEqualTo(1);
        assertThat(late.abandonedInFlightSoFar()).isEqualTo(1);
    }

    @Test
    void shouldGiveOutEachOnceInOrderInEveryInterleaving() {
        Race.explore(() -> {
            List<Integer> out = new ArrayList<>(); // only one gives out at a time
            LateTally tally = new LateTally();
            Sequencer<Integer> sequencer = new Sequencer<>(out::add, tally, 4);
            Race.run(
                    () -> {
                        put(sequencer, 1, 1);
                        put(sequencer, 2, 2);
                    },
                    () -> {
                        put(sequencer, 0, 0);
                        leaveOut(sequencer, 3);
                    });
            Race.forbid(!out.equals(List.of(0, 1, 2)), "given out " + out);
            Race.forbid(tally.handledSoFar() != 3, tally.handledSoFar() + " entered as handled");
            Race.forbid(!sequencer.hasRoom(7), "a turn that was not passed on");
        });
    }

    @Test
    void shouldGiveOutOrAbandonEachOnceInEveryInterleaving() {
        Race.explore(() -> {
            List<Integer> out = new ArrayList<>();
            LateTally tally = new LateTally();
            Sequencer<Integer> sequencer = new Sequencer<>(out::add, tally, 4);
            long[] abandoned = new long[1];
            put(sequencer, 1, 1);
            Race.run(() -> put(sequencer, 0, 0), () -> abandoned[0] = sequencer.abandon());
            long all = tally.handledSoFar() + tally.failedSoFar() + tally.abandonedInFlightSoFar() + abandoned[0];
            Race.forbid(all != 2, "two results, " + all + " outcomes");
            Race.forbid(out.size() < tally.handledSoFar(), "a result that is handled and was not given out");
        });
    }

    @Test
    void shouldGiveOutEachOnceInOrderUnderLoad() {
        int results = 300_000;
        AtomicInteger inside = new AtomicInteger();
        int[] next = new int[1];
        Sequencer<Integer> sequencer = new Sequencer<>(
                number -> {
                    Race.forbid(inside.getAndIncrement() != 0, "two give out");
                    Race.forbid(number != next[0]++, "number " + number + " in the place of " + (next[0] - 1));
                    inside.decrementAndGet();
                },
                late,
                64);
        AtomicInteger claimed = new AtomicInteger();
        Runnable worker = () -> {
            for (int number = claimed.getAndIncrement(); number < results; number = claimed.getAndIncrement()) {
                while (!sequencer.hasRoom(number)) {
                    Race.pause();
                }
                put(sequencer, number, number);
            }
        };
        Race.load(worker, worker, worker);
        assertThat(late.failedSoFar()).as("what the output found forbidden").isZero();
        assertThat(next[0]).isEqualTo(results);
        assertThat(late.handledSoFar()).isEqualTo(results);
    }

    private static void put(Sequencer<Integer> sequencer, long number, Integer result) {
        sequencer.put(number, result);
        sequencer.catchUp();
    }

    private static void leaveOut(Sequencer<Integer> sequencer, long number) {
        sequencer.leaveOut(number);
        sequencer.catchUp();
    }
}
