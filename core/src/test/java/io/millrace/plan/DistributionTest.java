package io.millrace.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DistributionTest {
    @Test
    void shouldAddTwoEvenTimesToATriangle() {
        Distribution sum = Distribution.none(2).plus(Distribution.uniform(0, 1)).plus(Distribution.uniform(0, 1));

        assertThat(sum.percentile(0.5)).isCloseTo(1, within(0.002));
        assertThat(sum.percentile(0.98)).isCloseTo(1.8, within(0.002));
        assertThat(sum.percentile(0.02)).isCloseTo(0.2, within(0.002));
        assertThat(sum.atMost(1)).isCloseTo(0.5, within(0.002));
        assertThat(sum.atMost(3)).isCloseTo(1, within(1e-9));
    }

    @Test
    void shouldKnowThePercentilesOfAnExponentialTime() {
        Distribution time = Distribution.none(12).plus(bound -> 1 - Math.exp(-bound));

        assertThat(time.percentile(0.5)).isCloseTo(Math.log(2), within(0.01));
        assertThat(time.percentile(0.99)).isCloseTo(Math.log(100), within(0.01));
        assertThat(time.percentile(0.999)).isCloseTo(Math.log(1_000), within(0.02));
    }

    @Test
    void shouldLeaveNothingAsItIs() {
        Distribution nothing = Distribution.none(0).plus(Distribution.uniform(0, 0));

        assertThat(nothing.percentile(0.999)).isLessThan(1e-9);
        assertThat(nothing.atMost(1)).isEqualTo(1);
    }

    @Test
    void shouldKeepWhatIsBeyondTheHorizonAtTheHorizon() {
        Distribution time = Distribution.none(1).plus(Distribution.uniform(5, 6));

        assertThat(time.percentile(0.5)).isCloseTo(1, within(0.001));
        assertThat(time.atMost(0.9)).isZero();
    }
}
