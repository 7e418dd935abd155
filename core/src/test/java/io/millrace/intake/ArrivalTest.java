package io.millrace.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ledger.WallClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ArrivalTest {
    private static final long MILLI = 1_000_000;

    private final Arrival live = new Arrival(true);

    @Test
    void shouldCountFromTheTimestamp() {
        live.batch();
        long age = live.nowNanos() - live.sinceNanos(WallClock.nanos() - (300 * MILLI));
        assertThat(age).isBetween(295 * MILLI, 400 * MILLI);
    }

    @Test
    void shouldNotLetAPacketBeFromTheFuture() {
        live.batch();
        assertThat(live.sinceNanos(WallClock.nanos() + (3_600_000 * MILLI))).isEqualTo(live.nowNanos());
    }

    /** The clock is set by an hour while packets lie in the kernel, which has stamped them before. */
    @ParameterizedTest
    @ValueSource(longs = {3_600_000 * MILLI, -3_600_000 * MILLI})
    void shouldNotMindThatTheClockIsSet(long stepNanos) {
        long[] offset = {1_000};
        Arrival arrival = new Arrival(true, () -> offset[0]);
        arrival.batch();
        long before = arrival.nowNanos();
        long stampedBefore = before - 1_000;
        offset[0] -= stepNanos;
        arrival.batch();
        assertThat(arrival.sinceNanos(stampedBefore)).isBetween(before, arrival.nowNanos());
        long stampedAfter = arrival.nowNanos() - 1_000 + stepNanos;
        assertThat(arrival.sinceNanos(stampedAfter)).isBetween(before, arrival.nowNanos());
        arrival.batch();
        assertThat(arrival.sinceNanos(stampedAfter - (10 * MILLI)))
                .as("a batch later all is as it was")
                .isEqualTo(stampedAfter - stepNanos - (10 * MILLI) + 1_000);
    }

    @Test
    void shouldCountFromTheTakingWhereThereIsNoHurry() {
        Arrival savefile = new Arrival(false);
        savefile.batch();
        assertThat(savefile.sinceNanos(1)).isEqualTo(savefile.nowNanos());
    }
}
