package io.millrace.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ledger.WallClock;
import org.junit.jupiter.api.Test;

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

    @Test
    void shouldCountFromTheTakingWhereThereIsNoHurry() {
        Arrival savefile = new Arrival(false);
        savefile.batch();
        assertThat(savefile.sinceNanos(1)).isEqualTo(savefile.nowNanos());
    }
}
