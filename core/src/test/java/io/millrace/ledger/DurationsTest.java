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
        assertThat(durations.read().p50()).isZero();
        assertThat(durations.read().p999()).isZero();
        assertThat(durations.read().max()).isZero();
    }

    @Test
    void shouldGivePercentilesInMicroseconds() {
        Durations durations = new Durations();
        for (int millis = 1; millis <= 1_000; millis++) {
            durations.record(Duration.ofMillis(millis).toNanos(), millis);
        }
        Percentage onePercent = Percentage.withPercentage(1);
        assertThat(durations.read().p50()).isCloseTo(500_000, onePercent);
        assertThat(durations.read().p99()).isCloseTo(990_000, onePercent);
        assertThat(durations.read().p999()).isCloseTo(999_000, onePercent);
        assertThat(durations.read().max()).isCloseTo(1_000_000, onePercent);
    }

    @Test
    void shouldEnterWhatIsOutOfRangeAtTheEnds() {
        Durations durations = new Durations();
        durations.record(-5_000_000, 3);
        durations.record(Long.MIN_VALUE, 3);
        assertThat(durations.read().max()).isZero();
        durations.record(Long.MAX_VALUE, 3);
        assertThat(durations.read().max()).isCloseTo(3_600_000_000L, within(36_000_000L));
        assertThat(durations.read().p50()).isZero();
    }
}
