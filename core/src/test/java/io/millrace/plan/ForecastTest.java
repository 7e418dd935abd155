package io.millrace.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.millrace.plan.Forecast.Bottleneck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForecastTest {
    private static final Machine MACHINE = new Machine(2, 2e-3, 256 << 10, 2e-3);
    private static final long MIB = 1 << 20;

    private static Sizing workers(int workers) {
        return new Sizing(workers, 256 * MIB, 64 * MIB, Sizing.NO_LIMIT);
    }

    private static Work waits(double seconds) {
        return new Work(seconds, 0, 0, 2e-6);
    }

    private static Work computes(double seconds) {
        return new Work(seconds, 0, seconds, 1e-6);
    }

    @Test
    void shouldFollowLittlesLaw() {
        Forecast forecast = Forecast.of(Demand.of(20_000), waits(1e-3), MACHINE, workers(100));

        assertThat(forecast.busyWorkers()).isCloseTo(20, within(1e-9));
        assertThat(forecast.utilisation()).isCloseTo(0.2, within(1e-9));
        assertThat(forecast.bottleneck()).isEqualTo(Bottleneck.WORKERS);
        assertThat(forecast.processorShare()).isCloseTo(0.02, within(1e-9));
        assertThat(forecast.lostShare()).isLessThan(1e-9);
    }

    @Test
    void shouldTakeBlocksForAllTheAgeOfPacketsThatFindAWorker() {
        Age rarely = age(Forecast.of(Demand.of(5), waits(5e-3), MACHINE, workers(50)));
        Age often = age(Forecast.of(Demand.of(50_000), waits(1e-3), MACHINE, workers(500)));

        assertThat(rarely.p50()).isCloseTo(1e-3, withinPercentage(5));
        assertThat(rarely.p99()).isCloseTo(2e-3, withinPercentage(5));
        assertThat(often.p50()).isCloseTo(1.05e-3, withinPercentage(5));
        assertThat(often.p999()).isLessThan(3e-3);
    }

    @Test
    void shouldGiveNoMoreThanTheProcessorsHoweverManyWorkers() {
        Forecast forecast = Forecast.of(Demand.of(10_000), computes(100e-6), MACHINE, workers(1_000));

        assertThat(forecast.bottleneck()).isEqualTo(Bottleneck.PROCESSORS);
        assertThat(forecast.capacityPerSecond()).isCloseTo(19_802, within(1.0));
        assertThat(forecast.processorShare()).isCloseTo(0.505, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"0.5", "2", "10"})
    void shouldBoundTheAgeByTheLimitWhateverComes(double load) {
        Sizing sizing = new Sizing(8, 256 * MIB, 64 * MIB, 50e-3);
        Forecast forecast = Forecast.of(Demand.of(8_000 * load), waits(1e-3), MACHINE, sizing);

        assertThat(age(forecast).p999()).isLessThanOrEqualTo(53e-3);
        assertThat(forecast.lostShare()).isCloseTo(Math.max(0, 1 - (1 / load)), within(0.001));
        assertThat(forecast.busyWorkers()).isCloseTo(Math.min(8, 8 * load), within(0.01));
    }

    @Test
    void shouldKnowHowOldPacketsGetInAFullQueue() {
        Sizing sizing = new Sizing(1, MIB, 64 * MIB, Sizing.NO_LIMIT);
        Forecast forecast = Forecast.of(Demand.of(2_000), waits(1e-3), MACHINE, sizing);

        assertThat(age(forecast).p50()).isCloseTo(8.192, withinPercentage(1)); // 8,192 packets of 128 bytes, 1 ms each
        assertThat(forecast.lostShare()).isCloseTo(0.5, within(1e-6));
        assertThat(forecast.queueSeconds()).isCloseTo(4.096, within(1e-9));
    }

    @Test
    void shouldPileABurstUpAndWorkItOff() {
        Demand demand = new Demand(1_000, 1, 64, Demand.MANY_FLOWS, 0, new Burst(20_000, 1));
        Forecast.Flood flood =
                Forecast.of(demand, waits(1e-3), MACHINE, workers(2)).burst();

        assertThat(flood).isNotNull();
        assertThat(flood.peakPackets()).isCloseTo(18_000, within(1e-6));
        assertThat(flood.peakBytes()).isCloseTo(18_000 * 128, within(1e-6));
        assertThat(flood.peakAgeSeconds()).isCloseTo(9, within(0.01));
        assertThat(flood.drainSeconds()).isCloseTo(18, within(1e-6));
        assertThat(flood.lostShare()).isZero();
    }

    @Test
    void shouldLoseOfABurstWhatFindsNoRoom() {
        Demand demand = new Demand(1_000, 1, 64, Demand.MANY_FLOWS, 0, new Burst(20_000, 1));
        Sizing small = new Sizing(2, MIB, 64 * MIB, Sizing.NO_LIMIT);
        Forecast.Flood flood = Forecast.of(demand, waits(1e-3), MACHINE, small).burst();

        assertThat(flood).isNotNull();
        assertThat(flood.peakBytes()).isCloseTo(MIB, within(1e-6));
        assertThat(flood.lostShare()).isCloseTo((18_000 - 8_192) / 20_000.0, within(1e-9));
        Forecast.Flood endless =
                Forecast.of(demand, waits(1e-3), MACHINE, workers(1)).burst();
        assertThat(endless).isNotNull();
        assertThat(endless.drainSeconds()).isInfinite();
    }

    @Test
    void shouldSeeThatOneFlowIsHandledByOneWorkerAtATime() {
        Demand oneFlow = new Demand(2_000, 1, 64, 1, 0, null);
        Demand tenFlows = new Demand(2_000, 1, 64, 10, 0, null);
        Demand heavy = new Demand(2_000, 1, 64, 1_000, 0.8, null);

        assertThat(Forecast.of(oneFlow, waits(1e-3), MACHINE, workers(100)).heaviestUtilisation())
                .isEqualTo(2);
        assertThat(Forecast.of(oneFlow, waits(1e-3), MACHINE, workers(100)).lostShare())
                .isCloseTo(0.5, within(1e-3));
        assertThat(Forecast.of(tenFlows, waits(1e-3), MACHINE, workers(100)).heaviestUtilisation())
                .isCloseTo(0.2, within(1e-9));
        Forecast uneven = Forecast.of(heavy, waits(1e-3), MACHINE, workers(100));
        assertThat(uneven.heaviestUtilisation()).isCloseTo(1.6, within(1e-9));
        assertThat(uneven.lostShare()).isCloseTo(0.8 * (1 - (1 / 1.6)), within(1e-3));
    }

    @Test
    void shouldAdviseAsManyWorkersAsAreBusyAndSomeMore() {
        Sizing least = workers(1);
        Sizing advice = Advice.of(Demand.of(20_000), waits(1e-3), MACHINE, Sizing.NO_LIMIT, least, 100_000);

        assertThat(advice.workers()).isBetween(20, 40);
        assertThat(advice.queueBytes()).isEqualTo(256 * MIB);
        assertThat(advice.kernelBytes()).isEqualTo(64 * MIB);
        assertThat(Advice.of(Demand.of(1e6), computes(1), MACHINE, Sizing.NO_LIMIT, least, 100_000)
                        .workers())
                .isEqualTo(2);
        assertThat(Advice.of(Demand.of(1), computes(1e-3), MACHINE, Sizing.NO_LIMIT, least, 100_000)
                        .workers())
                .isEqualTo(1);
    }

    @Test
    void shouldAdviseWhatABurstNeeds() {
        Demand demand = new Demand(1_000, 1, 1_514, Demand.MANY_FLOWS, 0, new Burst(200_000, 1));
        Sizing patient = Advice.of(demand, computes(100e-6), MACHINE, Sizing.NO_LIMIT, workers(1), 100_000);
        Sizing waiting = Advice.of(demand, waits(1e-3), MACHINE, Sizing.NO_LIMIT, workers(1), 100_000);
        Sizing limited = Advice.of(demand, waits(1e-3), MACHINE, 0.5, workers(1), 100_000);

        assertThat(patient.queueBytes()).isEqualTo(512 * MIB);
        assertThat(patient.kernelBytes()).isEqualTo(256 * MIB);
        assertThat(lostInBurst(demand, computes(100e-6), patient)).isZero();
        assertThat(waiting.workers()).isBetween(200, 300);
        assertThat(limited.workers()).isBetween(150, 200);
        assertThat(lostInBurst(demand, waits(1e-3), limited)).isZero();
    }

    private static double lostInBurst(Demand demand, Work work, Sizing sizing) {
        Forecast.Flood flood = Forecast.of(demand, work, MACHINE, sizing).burst();
        assertThat(flood).isNotNull();
        return flood.lostShare();
    }

    @ParameterizedTest
    @ValueSource(doubles = {Demand.LEAST_PER_SECOND, 1, 8_000, 1e6, Demand.MOST_PER_SECOND})
    void shouldForeseeSomethingWhateverComes(double rate) {
        for (double service : new double[] {0, 1e-9, 1e-3, 3_600}) {
            for (double share : new double[] {0, 1}) {
                Demand demand = new Demand(rate, 1e6, 262_144, 3, share, new Burst(1e9, 86_400));
                Work work = new Work(service, 1e6, service * share, 0);
                Sizing advice = Advice.of(demand, work, MACHINE, Sizing.NO_LIMIT, workers(1), 100_000);
                Forecast forecast = Forecast.of(demand, work, MACHINE, advice);
                Age age = age(forecast);
                assertThat(age.p50()).isNotNegative().isLessThanOrEqualTo(age.p99());
                assertThat(age.p99()).isLessThanOrEqualTo(age.p999()).isFinite();
                assertThat(forecast.lostShare()).isBetween(0.0, 1.0);
                assertThat(forecast.busyWorkers()).isBetween(0.0, (double) advice.workers());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, -1, 1e10, Double.POSITIVE_INFINITY})
    void shouldRefuseWhatCannotBe(double absurd) {
        assertThatIllegalArgumentException().isThrownBy(() -> Demand.of(absurd));
        assertThatIllegalArgumentException().isThrownBy(() -> new Work(absurd, 0, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Work(1, absurd, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Work(1, 0, absurd, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Burst(absurd, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Burst(1, absurd));
        assertThatIllegalArgumentException().isThrownBy(() -> new Machine(1, absurd, 1 << 20, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Demand(1, 0, 64, 0, 0, null))
                .withMessage("flows: 0 (expected: 1 to " + Long.MAX_VALUE + ")");
    }

    private record Age(double p50, double p99, double p999) {}

    private static Age age(Forecast forecast) {
        return new Age(
                forecast.age().percentile(0.5),
                forecast.age().percentile(0.99),
                forecast.age().percentile(0.999));
    }
}
