package io.millrace.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class WallClockTest {
    private static final long MILLI = 1_000_000;

    @Test
    void shouldTellTheTimeOfDay() {
        long before = Instant.now().toEpochMilli();
        long told = WallClock.nanos();
        long after = Instant.now().toEpochMilli();
        assertThat(told / MILLI).isBetween(before, after);
    }

    @Test
    void shouldTellHowTheClocksLie() {
        long before = System.nanoTime();
        long turned = WallClock.nanos() + WallClock.offsetToNanoTime();
        assertThat(turned - before).isBetween(-50 * MILLI, 50 * MILLI);
    }
}
