package io.millrace.plan;

import static io.millrace.plan.SimulatedLine.always;
import static io.millrace.plan.SimulatedLine.exponential;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WaitingLineTest {
    private static final double FOREVER = Double.POSITIVE_INFINITY;

    /** Erlang's formula C, by its definition: rates of arrival are loads, a service takes a second. */
    @ParameterizedTest
    @CsvSource({"1, 0.5, 0.5", "2, 1, 0.333333", "5, 4, 0.554113", "10, 8, 0.409180", "100, 80, 0.019646"})
    void shouldHaveErlangsShareWait(int servers, double load, double share) {
        assertThat(definitionOfErlangC(servers, load)).isCloseTo(share, within(1e-6));

        WaitingLine line = new WaitingLine(load, servers, 1, 1, FOREVER);

        assertThat(line.waitShare()).isCloseTo(share, within(1e-6));
        assertThat(line.meanSeconds()).isCloseTo(share / (servers - load), within(1e-5));
        assertThat(line.waitsAtMost(1)).isCloseTo(1 - (share * Math.exp(load - servers)), within(1e-6));
        assertThat(line.lostShare()).isZero();
    }

    private static double definitionOfErlangC(int servers, double load) {
        double term = 1;
        double sum = 1;
        for (int n = 1; n < servers; n++) {
            term *= load / n;
            sum += term;
        }
        double all = term * load / servers * servers / (servers - load);
        return all / (sum + all);
    }

    /** Erlang's formula B: nobody may wait. */
    @ParameterizedTest
    @CsvSource({"2, 1, 0.2", "10, 8, 0.121661", "1, 3, 0.75", "5, 5, 0.284868"})
    void shouldLoseErlangsShareWhereNobodyMayWait(int servers, double load, double share) {
        WaitingLine line = new WaitingLine(load, servers, 1, 1, 0);

        assertThat(line.lostShare()).isCloseTo(share, within(1e-6));
        assertThat(line.waitShare()).isZero();
        assertThat(line.waitsAtMost(0)).isEqualTo(1);
    }

    @Test
    void shouldBeExactForOneServer() {
        WaitingLine exponential = new WaitingLine(80, 1, 0.01, 1, FOREVER);
        WaitingLine even = new WaitingLine(80, 1, 0.01, 0.5, FOREVER);

        assertThat(exponential.meanSeconds()).isCloseTo(0.8 * 0.01 / 0.2, within(1e-9)); // M/M/1
        assertThat(even.meanSeconds()).isCloseTo(0.8 * 0.01 / (2 * 0.2), within(1e-9)); // M/D/1, Pollaczek and Khinchin
        assertThat(exponential.utilisation()).isEqualTo(0.8);
    }

    /** The loss of M/M/1+D is known in closed form, also where just as much comes as can be served. */
    @ParameterizedTest
    @CsvSource({"0.5, 1", "0.9, 5", "0.999999, 3", "1, 3", "1.000001, 3", "1.2, 5", "10, 2"})
    void shouldLoseWhatWouldWaitTooLong(double load, double limit) {
        double fall = Math.exp(-(1 - load) * limit);
        double within = load == 1 ? limit : load * (1 - fall) / (1 - load);
        double expected = load * fall / (1 + within + (load * fall));

        assertThat(new WaitingLine(load, 1, 1, 1, limit).lostShare()).isCloseTo(expected, withinPercentage(0.01));
    }

    @ParameterizedTest
    @CsvSource({"1, 0.9, 4", "1, 1, 2", "2, 1.8, 1", "8, 8, 0.5", "8, 9.6, 0.5", "2, 20, 3"})
    void shouldDoAsALineThatIsPlayed(int servers, double load, double limit) {
        SimulatedLine played = new SimulatedLine(1_000_000, servers, limit, exponential(1 / load), exponential(1));
        WaitingLine line = new WaitingLine(load, servers, 1, 1, limit);

        assertThat(line.lostShare()).isCloseTo(played.lostShare(), within(0.005));
        assertThat(line.meanSeconds()).isCloseTo(played.meanSeconds(), withinPercentage(3));
        for (double share : new double[] {0.5, 0.9, 0.99}) {
            assertThat(line.waitsAtMost(played.percentile(share))).isGreaterThan(share - 0.01);
            assertThat(line.waitsAtMost(played.percentile(share) - 0.02)).isLessThan(share + 0.01);
        }
    }

    /** An approximation: even services, on several servers, mostly busy. */
    @ParameterizedTest
    @CsvSource({"2, 1.8", "8, 7.2", "4, 3.8"})
    void shouldComeCloseWhereServicesAreAlike(int servers, double load) {
        SimulatedLine played = new SimulatedLine(1_000_000, servers, FOREVER, exponential(1 / load), always(1));

        assertThat(new WaitingLine(load, servers, 1, 0.5, FOREVER).meanSeconds())
                .isCloseTo(played.meanSeconds(), withinPercentage(10));
    }

    @Test
    void shouldLoseTheExcessInTheLongRunAndServeWhatIsAboutAsOldAsTheLimit() {
        WaitingLine line = new WaitingLine(2_000, 10, 0.01, 1, 100);

        assertThat(line.lostShare()).isCloseTo(0.5, within(1e-9));
        assertThat(line.waitShare()).isCloseTo(1, within(1e-9));
        assertThat(line.waitsAtMost(99.9)).isLessThan(1e-9);
        assertThat(line.meanSeconds()).isCloseTo(100, within(0.01));
    }

    @Test
    void shouldNeedNoRoomToCountForManyServers() {
        WaitingLine idle = new WaitingLine(1e-6, 100_000, 1e-9, 1, FOREVER);
        WaitingLine busy = new WaitingLine(99_900, 100_000, 1, 1, FOREVER);
        WaitingLine drowned = new WaitingLine(1e9, 100_000, 1, 1e6, 1e9);

        assertThat(idle.waitShare()).isZero();
        assertThat(idle.waitsAtMost(0)).isEqualTo(1);
        assertThat(busy.waitShare()).isBetween(0.6, 0.8);
        assertThat(drowned.lostShare()).isCloseTo(1 - 1e-4, within(1e-6));
    }

    @Test
    void shouldWaitForNobodyWhereNothingComes() {
        WaitingLine line = new WaitingLine(0, 3, 1, 0, 5);

        assertThat(line.waitShare()).isZero();
        assertThat(line.lostShare()).isZero();
        assertThat(line.meanSeconds()).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, -1, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void shouldRefuseWhatIsNoRateTimeOrVariability(double absurd) {
        assertThatIllegalArgumentException().isThrownBy(() -> new WaitingLine(absurd, 1, 1, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new WaitingLine(1, 1, absurd, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new WaitingLine(1, 1, 1, absurd, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new WaitingLine(1, 1, 1, 1, absurd));
        assertThatIllegalArgumentException().isThrownBy(() -> new WaitingLine(1, 0, 1, 1, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WaitingLine(1, 1, 0, 1, 1))
                .withMessage("service time in seconds: 0.0 (expected: 1.0E-12 to 1000000.0)");
    }
}
