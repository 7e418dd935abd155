package io.millrace.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GuardTest {
    private final Guard guard = new Guard();

    private static ResultLine result(String race, Target.Sense sense, double ratio) {
        return new ResultLine(race, false, List.of(new ResultLine.Ratio("key", "subject", sense, ratio)));
    }

    /** Of a race that has this ratio only. */
    private void compare(Target.Sense sense, double before, double now) {
        String race = "race " + guard.compared();
        guard.compare(result(race, sense, before), result(race, sense, now));
    }

    @Test
    void shouldPassOverWhatMovedLittle() {
        compare(Target.Sense.AT_MOST, 1, 1.14);
        compare(Target.Sense.AT_MOST, 1, 0.86);
        assertThat(guard.compared()).isEqualTo(2);
        assertThat(guard.moved()).isEmpty();
        assertThat(guard.isWorse()).isFalse();
    }

    @Test
    void shouldTellWhatGotBetter() {
        compare(Target.Sense.AT_MOST, 1, 0.8);
        compare(Target.Sense.AT_LEAST, 4, 5);
        assertThat(guard.moved()).hasSize(2).allMatch(line -> line.startsWith("better"));
        assertThat(guard.isWorse()).isFalse();
    }

    @Test
    void shouldFailWhereOneGotWorse() {
        compare(Target.Sense.AT_LEAST, 4, 3);
        assertThat(guard.moved()).singleElement().asString().contains("WORSE", "race 0: key subject", "-25 %");
        assertThat(guard.isWorse()).isTrue();
        assertThat(guard.isWorse("race 0")).isTrue();
        assertThat(guard.isWorse("race 1")).isFalse();
    }

    @Test
    void shouldBelieveTheRunThatMovedLeast() {
        ResultLine before = result("race", Target.Sense.AT_MOST, 1);
        guard.compare(before, result("race", Target.Sense.AT_MOST, 1.5));
        guard.compare(before, result("race", Target.Sense.AT_MOST, 1.2));
        assertThat(guard.moved()).singleElement().asString().contains("WORSE", "+20 %");
        guard.compare(before, result("race", Target.Sense.AT_MOST, 1.1));
        guard.compare(before, result("race", Target.Sense.AT_MOST, 1.3));
        assertThat(guard.compared()).isOne();
        assertThat(guard.moved()).isEmpty();
        assertThat(guard.isWorse()).isFalse();
    }

    @Test
    void shouldPassOverWhatOneRunDoesNotHave() {
        guard.compare(new ResultLine("race", false, List.of()), result("race", Target.Sense.AT_MOST, 9));
        assertThat(guard.compared()).isZero();
    }
}
