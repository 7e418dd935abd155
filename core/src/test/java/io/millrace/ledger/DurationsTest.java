package io.millrace.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

final class DurationsTest {
    @Test
    void shouldBeZeroWhenNothingWasMeasured() {
        Durations durations = new Durations();
        assertThat(durations.percentileMicros(50)).isZero();
        assertThat(durations.percentileMicros(99.9)).isZero();
        assertThat(durations.maxMicros()).isZero();
    }

    @Test
    void shouldGivePercentilesInMicroseconds() {
        Durations durations = new Durations();
        for (int millis = 1; millis <= 1_000; millis++) {
            durations.record(Duration.ofMillis(millis).toNanos());
        }
        Percentage onePercent = Percentage.withPercentage(1);
        assertThat(durations.percentileMicros(50)).isCloseTo(500_000, onePercent);
        assertThat(durations.percentileMicros(99)).isCloseTo(990_000, onePercent);
        assertThat(durations.percentileMicros(99.9)).isCloseTo(999_000, onePercent);
        assertThat(durations.maxMicros()).isCloseTo(1_000_000, onePercent);
    }

    @Test
    void shouldEnterWhatIsOutOfRangeAtTheEnds() {
        Durations durations = new Durations();
        durations.record(-5_000_000);
        durations.record(Long.MIN_VALUE);
        assertThat(durations.maxMicros()).isZero();
        durations.record(Long.MAX_VALUE);
        assertThat(durations.maxMicros()).isCloseTo(3_600_000_000L, within(36_000_000L));
        assertThat(durations.percentileMicros(50)).isZero();
    }
}
