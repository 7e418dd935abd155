package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A plan measured on a wire, and the command line that it ends with, run on the same traffic. */
@LiveTest
class LivePlanTest {
    private static final int PER_SECOND = 300;

    /** What a machine that is busy with other things may add to an age, in microseconds. */
    private static final double STALL = 200_000;

    @RegisterExtension
    final Wire wire = new Wire();

    @RegisterExtension
    final LiveCommand millrace = new LiveCommand();

    @ParameterizedTest
    @ValueSource(strings = {"sleep:5ms", "spin:1ms"})
    void shouldMeasureThenRunAsForeseen(String handler) throws Exception {
        Running planning = millrace.start(new Launch(
                List.of("plan", "-i", Wire.RIGHT, "--measure", "2s", "--handler", handler, "--json", "udp")));
        planning.await("it measures", () -> planning.err().contains("measuring " + Wire.RIGHT + " for 2s"));
        wire.send(4 * PER_SECOND, PER_SECOND);
        Map<String, Object> plan = Json.object(planning.end().well().out());

        assertThat(number(plan, "demand", "packetsPerSecond")).isBetween(PER_SECOND * 0.4, PER_SECOND * 1.6);
        assertThat(number(plan, "demand", "meanBytes")).isEqualTo(64);
        List<String> words =
                new ArrayList<>(List.of(plan.get("command").toString().split(" ")));
        assertThat(words)
                .startsWith("millrace", "capture", "-i", Wire.RIGHT, "--handler", handler)
                .endsWith("udp");

        words.addAll(2, List.of("--ledger", "-", "-c", Integer.toString(3 * PER_SECOND)));
        Running capture =
                millrace.start(new Launch(words.subList(1, words.size()))).awaitListening();
        wire.send(3 * PER_SECOND, PER_SECOND);
        Accounts ledger = capture.end().well().ledger();
        String both = plan + " " + ledger;
        assertThat(ledger.count("handled")).as(both).isEqualTo(3 * PER_SECOND);
        double foreseen = number((Map<?, ?>) plan.get("forecast"), "ageMicros", "p50");
        assertThat((double) ledger.count("ageMicros", "p50")).as(both).isLessThan((4 * foreseen) + STALL);
    }

    @Test
    void shouldSayThatNothingCame() throws Exception {
        Ended ended = millrace.run("plan", "-i", Wire.RIGHT, "--measure", "200ms", "--service", "1ms");

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.err())
                .contains("millrace: too few packets measured on " + Wire.RIGHT + ": 0; measure for longer, or tell the"
                        + " rate with --rate");
    }

    private static double number(Map<?, ?> plan, String part, String name) {
        return ((BigDecimal) ((Map<?, ?>) plan.get(part)).get(name)).doubleValue();
    }
}
