package io.millrace.overload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CoDelTest {
    private static final long MILLI = 1_000_000;
    private static final long TARGET = 5 * MILLI;
    private static final long INTERVAL = 100 * MILLI;
    private static final int LANE = 3;

    private final CoDel gate = new CoDel(8, TARGET, INTERVAL);
    private long now = Long.MAX_VALUE - (50 * MILLI); // it will pass over: nanoTime may

    @Test
    void shouldLetABurstPassThatIsShorterThanAnInterval() {
        assertThat(shedOf(98, MILLI, 80 * MILLI)).isZero();
        assertThat(shedOf(1, MILLI, TARGET)).as("a young packet ends the burst").isZero();
        assertThat(shedOf(98, MILLI, 80 * MILLI)).isZero();
    }

    @Test
    void shouldBeginGentlyWhenAQueueStandsForAnInterval() {
        assertThat(shedOf(100, MILLI, 6 * MILLI)).isZero();
        assertThat(shedOf(1, MILLI, 6 * MILLI)).isOne();
        // interval / sqrt(count): the next after 100 ms, but then it is standing
        assertThat(shedOf(99, MILLI, 6 * MILLI)).isZero();
    }

    @Test
    void shouldShedFasterByTheControlLawWhenItResumes() {
        shedOf(101, MILLI, 6 * MILLI); // begins
        shedOf(200, MILLI, 6 * MILLI); // and is standing
        shedOf(150, MILLI, MILLI); // for an interval nothing had to go: it ends
        assertThat(shedOf(100, MILLI, MILLI)).isZero();
    }

    @Test
    void shouldShedAllAboveTargetWhenGentlenessDoesNotHelp() {
        shedOf(203, MILLI, 50 * MILLI);
        assertThat(shedOf(500, MILLI, 50 * MILLI)).isEqualTo(500);
        assertThat(shedOf(10, MILLI, TARGET - 1)).as("what is young enough").isZero();
        assertThat(shedOf(1, MILLI, TARGET + 1)).as("still standing").isOne();
    }

    @Test
    void shouldEndWhenForAnIntervalNothingHadToGo() {
        shedOf(203, MILLI, 50 * MILLI);
        assertThat(shedOf(102, MILLI, MILLI)).isZero();
        assertThat(shedOf(99, MILLI, 50 * MILLI)).as("a new burst").isZero();
    }

    @Test
    void shouldJudgeEachLaneByItself() {
        shedOf(300, MILLI, 50 * MILLI);
        assertThat(gate.sheds(LANE + 1, now - (50 * MILLI), now)).isFalse();
        assertThat(gate.sheds(LANE, now - (50 * MILLI), now)).isTrue();
    }

    /** How many of so many packets of an age, that come out of the lane at a distance, are shed. */
    private int shedOf(int packets, long distance, long age) {
        int shed = 0;
        for (int i = 0; i < packets; i++) {
            shed += gate.sheds(LANE, now - age, now) ? 1 : 0;
            now += distance;
        }
        return shed;
    }
}
