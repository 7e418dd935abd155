package io.millrace.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.race.Race;
import org.junit.jupiter.api.Test;

/** Forbidden: a reading whose three numbers are not of one publication, and readings that go back. */
final class TakeTallyTest {
    @Test
    void shouldShowNothingBeforeItIsPublished() {
        TakeTally tally = new TakeTally();
        enter(tally, 3);
        assertThat(tally.read()).isEqualTo(new TakeTally.Reading(0, 0, 0, 0, 0, 0));
        assertThat(tally.firstNanos()).isZero();
        tally.publish();
        assertThat(tally.read()).isEqualTo(new TakeTally.Reading(3, 2, 0, 1, 0, 0));
    }

    @Test
    void shouldKeepTheTimesOfTheFirstAndTheLastPublication() {
        TakeTally tally = new TakeTally();
        long before = System.nanoTime();
        enter(tally, 1);
        tally.publish();
        long between = System.nanoTime();
        enter(tally, 1);
        tally.publish();
        long last = tally.lastNanos();
        tally.publish(); // nothing new: not an entry
        assertThat(tally.firstNanos() - before).isNotNegative();
        assertThat(between - tally.firstNanos()).isNotNegative();
        assertThat(last - between).isNotNegative();
        assertThat(tally.lastNanos()).isEqualTo(last);
    }

    @Test
    void shouldNeverBeTornInAnyInterleaving() {
        Race.explore(() -> {
            TakeTally tally = new TakeTally();
            TakeTally.Reading[] readings = new TakeTally.Reading[2];
            Race.run(
                    () -> {
                        enter(tally, 2);
                        tally.publish();
                        enter(tally, 1);
                        tally.publish();
                    },
                    () -> {
                        readings[0] = tally.read();
                        readings[1] = tally.read();
                    });
            for (TakeTally.Reading each : readings) {
                forbidTorn(each);
            }
            Race.forbid(readings[1].taken() < readings[0].taken(), "a reading that goes back");
        });
    }

    @Test
    void shouldNeverBeTornUnderLoad() {
        int publications = 300_000;
        TakeTally tally = new TakeTally();
        Runnable reader = () -> {
            long last = 0;
            while (last < 3L * publications) {
                TakeTally.Reading reading = tally.read();
                forbidTorn(reading);
                Race.forbid(reading.taken() < last, "a reading that goes back");
                last = reading.taken();
            }
        };
        Race.load(
                () -> {
                    for (int i = 0; i < publications; i++) {
                        enter(tally, 3);
                        tally.publish();
                    }
                },
                reader,
                reader);
        assertThat(tally.read().taken()).isEqualTo(3L * publications);
    }

    /** Of three packets two are queued and one is shed. */
    private static void enter(TakeTally tally, int packets) {
        for (int i = 0; i < packets; i++) {
            tally.taken();
            if (i % 3 == 1) {
                tally.shedNewest();
            } else {
                tally.queued();
            }
        }
    }

    private static void forbidTorn(TakeTally.Reading reading) {
        Race.forbid(reading.taken() != reading.queued() + reading.shedNewest(), "torn: " + reading);
    }
}
