package io.millrace.bench.rival;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AgeHistogramTest {
    @Test
    void shouldBeOffByASixtyFourthAtMost() {
        for (long age = 1; age > 0; age = age * 3 / 2 + 1) {
            long read = AgeHistogram.middle(AgeHistogram.bucket(age));
            assertThat(Math.abs(read - age)).isLessThanOrEqualTo(age / 64 + 1);
        }
        assertThat(AgeHistogram.bucket(Long.MAX_VALUE)).isLessThan(1_920);
    }

    @Test
    void shouldTellPercentilesOfAllThatWereAdded() {
        AgeHistogram low = new AgeHistogram();
        AgeHistogram high = new AgeHistogram();
        for (int i = 1; i <= 99; i++) {
            low.add(10);
        }
        high.add(1_000_000_007);
        low.add(high);
        assertThat(low.at(0.5)).isEqualTo(10);
        assertThat(low.at(0.99)).isEqualTo(10);
        assertThat(low.max()).isEqualTo(1_000_000_007);
        assertThat(new AgeHistogram().at(0.5)).isEqualTo(PassResult.UNKNOWN);
        assertThat(new AgeHistogram().max()).isEqualTo(PassResult.UNKNOWN);
    }
}
