package io.millrace.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.race.Race;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/**
 * Forbidden: a packet that is both handled and abandoned, one that is neither, a start that is counted although the worker
 * was told that it was written off, a number that moves after the writing off, and an interrupt that was meant for the packet
 * before.
 */
final class WorkTallyTest {
    @Test
    void shouldCountStartsAndEnds() {
        WorkTally tally = new WorkTally();
        assertThat(tally.isInside()).isFalse();
        assertThat(tally.step(1)).isTrue();
        assertThat(tally.isInside()).isTrue();
        assertThat(tally.started()).isEqualTo(1);
        assertThat(tally.ended()).isZero();
        assertThat(tally.step(2)).isTrue(); // one ends, the next begins
        assertThat(tally.started()).isEqualTo(2);
        assertThat(tally.ended()).isEqualTo(1);
        assertThat(tally.step(1)).isTrue();
        assertThat(tally.isInside()).isFalse();
        tally.handled();
        tally.failed();
        tally.failed();
        assertThat(tally.handledSoFar()).isEqualTo(1);
        assertThat(tally.failedSoFar()).isEqualTo(2);
    }

    @Test
    void shouldBeFinalOnceWrittenOffOutside() {
        WorkTally tally = new WorkTally();
        tally.step(1);
        tally.step(1);
        assertThat(tally.writeOff()).isFalse();
        assertThat(tally.step(1)).isFalse();
        assertThat(tally.started()).isEqualTo(1);
        assertThat(tally.ended()).isEqualTo(1);
        assertThat(tally.isInside()).isFalse();
        assertThat(tally.writeOff()).isFalse();
    }

    @Test
    void shouldBeFinalOnceWrittenOffInside() {
        WorkTally tally = new WorkTally();
        tally.step(1);
        assertThat(tally.writeOff()).isTrue();
        assertThat(tally.step(1)).isFalse();
        assertThat(tally.started()).isEqualTo(1);
        assertThat(tally.ended()).isZero();
        assertThat(tally.writeOff()).isFalse(); // the packet is counted once
    }

    @Test
    void shouldEndEachPacketOnceInEveryInterleaving() {
        Race.explore(() -> {
            WorkTally tally = new WorkTally();
            int[] abandoned = new int[1];
            int[] refused = new int[1];
            Race.run(() -> refused[0] = work(tally, 2), () -> abandoned[0] = tally.writeOff() ? 1 : 0);
            forbidImbalance(tally, abandoned[0], refused[0]);
        });
    }

    @Test
    void shouldEndEachPacketOnceUnderLoad() {
        for (int round = 0; round < 3_000; round++) {
            WorkTally tally = new WorkTally();
            int[] abandoned = new int[1];
            int[] refused = new int[1];
            Race.load(() -> refused[0] = work(tally, 1_000), () -> abandoned[0] = tally.writeOff() ? 1 : 0);
            forbidImbalance(tally, abandoned[0], refused[0]);
        }
    }

    @Test
    void shouldInterruptNothingButThePacketThatWasMeantInEveryInterleaving() {
        Race.explore(() -> {
            WorkTally tally = new WorkTally();
            AtomicBoolean interrupted = new AtomicBoolean();
            tally.step(1);
            Race.run(() -> clearAndGoOn(tally, interrupted), () -> interrupt(tally, 1, interrupted));
        });
    }

    @Test
    void shouldBeFinalWhenItIsWrittenOffWhileItIsHeld() {
        Race.explore(() -> {
            WorkTally tally = new WorkTally();
            int[] abandoned = new int[1];
            int[] refused = new int[1];
            Race.run(
                    () -> refused[0] = work(tally, 1),
                    () -> {
                        if (tally.hold(1)) {
                            tally.release();
                        }
                    },
                    () -> abandoned[0] = tally.writeOff() ? 1 : 0);
            forbidImbalance(tally, abandoned[0], refused[0]);
        });
    }

    @Test
    void shouldHoldOnlyWhoHasNotMovedOn() {
        WorkTally tally = new WorkTally();
        tally.step(1);
        tally.step(1);
        assertThat(tally.hold(1)).isFalse();
        assertThat(tally.hold(2)).isTrue();
        assertThat(tally.steps()).isEqualTo(2);
        assertThat(tally.hold(2)).isFalse();
        tally.release();
        assertThat(tally.step(1)).isTrue();
        assertThat(tally.steps()).isEqualTo(3);
    }

    /** The worker ends a packet, clears what came for it, and begins the next. */
    private static void clearAndGoOn(WorkTally tally, AtomicBoolean interrupted) {
        tally.step(1);
        interrupted.set(false);
        tally.step(1);
        Race.forbid(interrupted.get(), "an interrupt in the next packet");
        tally.step(1);
        Race.forbid(interrupted.get(), "an interrupt behind the next packet");
    }

    private static void interrupt(WorkTally tally, long atSteps, AtomicBoolean interrupted) {
        if (tally.hold(atSteps)) {
            interrupted.set(true);
            tally.release();
        }
    }

    /** Handles packets as a worker does; returns how many it had taken when it was refused to begin. */
    private static int work(WorkTally tally, int packets) {
        for (int i = 0; i < packets; i++) {
            if (!tally.step(1)) {
                return 1;
            }
            if (!tally.step(1)) {
                return 0;
            }
            tally.handled();
        }
        return 0;
    }

    private static void forbidImbalance(WorkTally tally, int abandoned, int refused) {
        long handled = tally.handledSoFar();
        Race.forbid(
                tally.started() != handled + abandoned,
                tally.started() + " started, " + handled + " handled, " + abandoned + " abandoned");
        Race.forbid(tally.ended() != handled, tally.ended() + " ended, " + handled + " handled");
        Race.forbid(refused + abandoned > 1, "refused at the beginning of a packet and abandoned inside one");
        Race.forbid(tally.step(1), "a step after the writing off");
    }
}
