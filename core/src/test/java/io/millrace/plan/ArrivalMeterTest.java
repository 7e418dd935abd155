package io.millrace.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ArrivalMeterTest {
    private static final long SECOND = 1_000_000_000;

    private final ArrivalMeter meter = new ArrivalMeter();

    @Test
    void shouldFindNothingUnevenWherePacketsComeEvenly() {
        for (int i = 0; i < 20_000; i++) {
            meter.add(SECOND + (i * 100_000L));
        }

        assertThat(meter.packets()).isEqualTo(20_000);
        assertThat(meter.seconds()).isCloseTo(2, within(0.001));
        assertThat(meter.dispersion(1)).isCloseTo(0, within(0.01));
        assertThat(meter.dispersion(100)).isCloseTo(0, within(0.01));
        assertThat(meter.peak(100)).isEqualTo(1_000);
        assertThat(meter.peak(1_000)).isEqualTo(10_000);
    }

    @Test
    void shouldFindOneWherePacketsComeRegardlessOfEachOther() {
        Random random = new Random(7);
        random.doubles(100_000, 0, 10e9).sorted().forEach(nanos -> meter.add((long) nanos));

        assertThat(meter.dispersion(1)).isCloseTo(1, within(0.1));
        assertThat(meter.dispersion(10)).isCloseTo(1, within(0.2));
        assertThat(meter.dispersion(100)).isCloseTo(1, within(0.5));
    }

    @Test
    void shouldFindBursts() {
        for (int second = 0; second < 20; second++) {
            for (int i = 0; i < 1_000; i++) {
                meter.add((second * SECOND) + (i * 10_000L));
            }
        }

        assertThat(meter.dispersion(100)).isGreaterThan(500);
        assertThat(meter.peak(10)).isEqualTo(1_000);
        assertThat(meter.peak(1_000)).isEqualTo(1_000);
    }

    @Test
    void shouldKnowNothingOfNothingAndLittleOfLittle() {
        assertThat(meter.seconds()).isZero();
        assertThat(meter.dispersion(1)).isZero();
        assertThat(meter.peak(1_000)).isZero();

        meter.add(5 * SECOND);
        meter.add(4 * SECOND); // a clock that was set back
        meter.add(Long.MAX_VALUE);

        assertThat(meter.packets()).isEqualTo(3);
        assertThat(meter.peak(1_000)).isEqualTo(2);
        assertThat(meter.dispersion(1)).isZero();
    }
}
