package io.millrace.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import io.millrace.testbed.CCompiler;
import java.io.IOException;
import java.util.Collection;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** That the benchmarks run, and notice when a side does not do its work; never what they measure. */
@Timeout(120)
class SmokeTest {
    @BeforeAll
    static void requireCompiler() throws Exception {
        try (SampleFile file = new SampleFile(1, 60);
                CCallback c = new CCallback(file.path())) {
            assertThat(c.read()).isEqualTo(new Totals(1, 60));
        } catch (IOException e) {
            String message = "THE BENCHMARKS CANNOT RUN: " + e.getMessage() + "; " + CCompiler.REMEDY;
            if ("true".equals(System.getenv("CI"))) {
                throw new AssertionError(message, e);
            }
            System.err.println(message);
            abort(message);
        }
    }

    @Test
    void shouldFightADuel() throws Exception {
        assertThat(CallbackDuel.fight(500, 60, 1, 4))
                .matches("C [\\d.]+ ns, Java [\\d.]+ ns a packet; ratio [\\d.]+ \\(half of the rounds: [\\d.]+ to"
                        + " [\\d.]+\\); [\\d.]+ bytes allocated");
    }

    @Test
    void shouldNoticeASideThatDoesLess() {
        Totals work = new Totals(10, 600);
        Duel duel = new Duel(new Duel.Side("whole", () -> work), new Duel.Side("half", () -> new Totals(5, 300)), work);
        assertThatThrownBy(() -> duel.fight(0, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("half: ")
                .hasMessageContaining("packets=5")
                .hasMessageContaining("packets=10");
    }

    @Test
    void shouldRunTheBenchmarks() throws Exception {
        Options options = new OptionsBuilder()
                .include(CallbackBenchmark.class.getName())
                .param("length", "60")
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(20))
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build();
        Collection<RunResult> results = new Runner(options).run();
        assertThat(results)
                .hasSize(2)
                .allSatisfy(result ->
                        assertThat(result.getPrimaryResult().getScore()).isPositive());
    }
}
