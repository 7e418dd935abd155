package io.millrace.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class WallClockTest {
    private static final long MILLI = 1_000_000;

    @Test
    void shouldTellTheTimeOfDay() {
        WallClock clock = new WallClock();
        for (int i = 0; i < 3; i++) {
            long before = now();
            long told = clock.nanos();
            long after = now();
            assertThat(told).isBetween(before - (50 * MILLI), after + (50 * MILLI));
            clock.adjust();
        }
    }

    @Test
    void shouldTellTheTimeAtAReading() {
        WallClock clock = new WallClock();
        long reading = System.nanoTime();
        assertThat(clock.at(reading + 7) - clock.at(reading)).isEqualTo(7);
        assertThat(clock.at(reading)).isLessThanOrEqualTo(clock.nanos());
    }

    private static long now() {
        Instant now = Instant.now();
        return (now.getEpochSecond() * 1_000_000_000L) + now.getNano();
    }
}
