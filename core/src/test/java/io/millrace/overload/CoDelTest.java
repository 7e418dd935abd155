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
        assertThat(shedOfBurst(98)).isZero();
        assertThat(shedOf(1, MILLI, TARGET)).as("a young packet ends the burst").isZero();
        assertThat(shedOfBurst(98)).isZero();
    }

    @Test
    void shouldBeginGentlyWhenAQueueStandsForAnInterval() {
        assertThat(shedOf(99, MILLI, 6 * MILLI)).isZero();
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
        assertThat(shedOfBurst(98)).as("a new burst").isZero();
    }

    /** Nobody looked for a while: a packet that is older than target and interval stood there for an interval. */
    @Test
    void shouldTellByAnAgeHowLongAQueueStood() {
        assertThat(shedOf(1, MILLI, TARGET + INTERVAL - MILLI)).isZero();
        assertThat(gate.sheds(LANE + 1, now - TARGET - INTERVAL, now)).isTrue();
    }

    @Test
    void shouldShedAllThatIsLateWhenPacketsOfAllLanesAreForAnInterval() {
        for (int i = 0; i < 90; i++) {
            assertThat(gate.sheds(i & 7, now - (8 * MILLI), now)).isFalse();
            now += MILLI;
        }
        now += 11 * MILLI;
        for (int i = 0; i < 50; i++) {
            assertThat(gate.sheds(i & 7, now - (8 * MILLI), now))
                    .as("in the flood")
                    .isTrue();
            assertThat(gate.sheds(i & 7, now - TARGET, now)).as("young").isFalse();
            now += MILLI;
        }
        for (int i = 0; i <= 100 + 13; i++) {
            assertThat(gate.sheds(i & 7, now - MILLI, now)).isFalse();
            now += MILLI;
        }
        assertThat(gate.sheds(LANE, now - (8 * MILLI), now))
                .as("after the flood")
                .isFalse();
    }

    @Test
    void shouldSeeNoFloodWhereOnePacketIsYoung() {
        for (int i = 0; i < 90; i++) {
            assertThat(gate.sheds(i & 3, now - (8 * MILLI), now)).isFalse();
            now += MILLI;
        }
        assertThat(gate.sheds(LANE + 4, now - MILLI, now)).isFalse();
        for (int i = 0; i < 5; i++) {
            assertThat(gate.sheds(4 + (i & 1), now - (8 * MILLI), now)).isFalse();
            now += MILLI;
        }
    }

    @Test
    void shouldJudgeEachLaneByItself() {
        shedOf(300, MILLI, 50 * MILLI);
        assertThat(gate.sheds(LANE + 1, now - (50 * MILLI), now)).isFalse();
        assertThat(gate.sheds(LANE, now - (50 * MILLI), now)).isTrue();
    }

    /** How many packets of a burst are shed, of which each waits longer than the one before. */
    private int shedOfBurst(int packets) {
        int shed = 0;
        for (int i = 1; i <= packets; i++) {
            shed += shedOf(1, MILLI, i * MILLI);
        }
        return shed;
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
