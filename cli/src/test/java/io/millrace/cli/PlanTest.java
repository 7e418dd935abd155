package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTest {
    @TempDir
    private Path folder;

    @Test
    void shouldSayThatItWillDoAndEndWithTheCommandLine() {
        Typed typed = plan("--rate 1000 --service 5ms,0.5 --max-age 200ms -i eth7 --flows 5000 udp port 53");

        assertThat(typed.status()).as(typed.err()).isZero();
        assertThat(typed.out())
                .startsWith("This will do: 1,000 packets/s come, and ")
                .contains("workers          virtual:", " 5.0 busy on average", "512.0 MiB      the default; holds ")
                .contains("max-age:200ms", "no handler sees a packet that is older", "expected loss    none")
                .contains("of 5,000 flows", "Allen and Cunneen")
                .containsPattern("(?m)^millrace capture -i eth7 --handler sleep:5ms --workers virtual:\\d+ --overload"
                        + " max-age:200ms udp port 53$");
    }

    @Test
    void shouldSayWhyItWillNotDo() {
        assertThat(plan("--rate 1000 --service 2ms --computes --processors 1").out())
                .startsWith("This will not do: 1,000 packets/s come, and 1 processor can handle ")
                .contains("More workers do not help: it takes a faster handler, more processors")
                .contains("workers          fixed:1");
        assertThat(plan("--rate 1000 --service 2ms --workers virtual:1").out())
                .contains("1 worker can handle 500.", "More workers help: ")
                .containsPattern("expected loss    50% ");
        assertThat(plan("--rate 1000 --service 2ms --flows 1").out())
                .contains("the heaviest flow alone has 1,000 packets/s", "who can handle 500.", "--order none");
        assertThat(plan("--rate 1000 --service 1ms --computes --burst 100000,1s --max-age 100ms")
                        .out())
                .startsWith("This will do on average, but not in the burst: ")
                .contains("or a higher age limit.");
    }

    @Test
    void shouldMakeRoomForABurst() {
        Map<String, Object> plan =
                json("--rate 1000 --service 100us,0 --computes --processors 2 --length 1514" + " --burst 200000,2s");

        assertThat(number(plan, "settings", "queueBytes")).isEqualTo(1L << 30);
        assertThat(number(plan, "burst", "lostShare")).isZero();
        assertThat((String) plan.get("command")).contains(" --queue-bytes 1g -B 262144");
        assertThat(plan.get("serves")).isEqualTo(true);
    }

    @Test
    void shouldMeasureAHandler() {
        Map<String, Object> waits = json("--rate 100 --handler sleep:5ms");
        Map<String, Object> computes = json("--rate 100 --handler spin:1ms --immediate-mode");

        assertThat(number(waits, "work", "serviceMicros")).isBetween(5_000.0, 50_000.0);
        assertThat(number(waits, "work", "processorMicros")).isLessThan(2_000);
        assertThat((String) waits.get("command")).startsWith("millrace capture --handler sleep:5ms --workers virtual:");
        assertThat(number(computes, "work", "serviceMicros")).isBetween(1_000.0, 20_000.0);
        assertThat(number(computes, "work", "processorMicros")).isBetween(300.0, 1_500.0);
        assertThat((String) computes.get("command"))
                .startsWith("millrace capture --immediate-mode --handler spin:1ms --workers fixed:");
    }

    @Test
    void shouldMeasureTheTrafficOfASavefile() throws Exception {
        Path file = TraceFile.write(folder.resolve("trace.pcap"));

        Typed typed = plan("--service 1ms -r " + file);
        Map<String, Object> filtered = json("--handler Lengths.java -r " + file + " tcp", """
                import io.millrace.*;
                class Lengths implements PacketFunction<String> {
                    public String apply(Packet packet) { return packet.caplen() + " of " + packet.len(); }
                }
                """);

        assertThat(typed.out())
                .contains("5 packets in 4.0 s", ", 3 flows, the heaviest with 60.0% of all")
                .contains("sleep:1ms stands in for yours");
        assertThat(number(filtered, "demand", "packetsPerSecond")).isCloseTo(3 / 2.002, within(0.01));
    }

    @Test
    void shouldTellOfAHandlerThatAlwaysFails() throws Exception {
        Path file = Files.writeString(folder.resolve("Fails.java"), """
                import io.millrace.*;
                class Fails implements PacketHandler {
                    public void handle(Packet packet) { throw new IllegalStateException("out of order"); }
                }
                """);

        Typed typed = plan("--rate 10 --handler " + file);

        assertThat(typed.status()).isEqualTo(1);
        assertThat(typed.err())
                .endsWith("millrace: the handler failed for every packet: out of order; a plan needs one that"
                        + " works" + System.lineSeparator());
        assertThat(typed.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--service 1ms          | --rate: missing (expected: packets a second; or -i DEV or -r FILE, where they are measured)",
                "--rate 10              | --service: missing (expected: how long a handler takes; or --handler, to measure it)",
                "--rate 10 --service 1ms --handler count | --service: beside --handler (expected: how long a handler takes; or --handler, to measure it)",
                "--rate 10 --handler count --computes | --computes: beside --handler (expected: with --service; it is measured)",
                "--rate 0 --service 1ms | --rate: 0 (expected: 1 to 1000000000)",
                "--rate -5 --service 1ms | --rate: -5 (expected: 1 to 1000000000)",
                "--rate NaN --service 1ms | --rate: NaN (expected: a whole number)",
                "--rate 10 --service 0s | --service: 0s (expected: a duration up to 1h, and perhaps a coefficient of variation up to 1000: 1ms or 1ms,0.5)",
                "--rate 10 --service 1ms,NaN | --service: 1ms,NaN (expected: a duration up to 1h, and perhaps a coefficient of variation up to 1000: 1ms or 1ms,0.5)",
                "--rate 10 --service 2h | --service: 2h (expected: a duration up to 1h, and perhaps a coefficient of variation up to 1000: 1ms or 1ms,0.5)",
                "--rate 10 --service 1ms --burst 5 | --burst: 5 (expected: packets a second and a duration up to a day, such as 200000,1s)",
                "--rate 10 --service 1ms --burst 0,1s | --burst: 0,1s (expected: packets a second and a duration up to a day, such as 200000,1s)",
                "--rate 10 --service 1ms --length 0 | --length: 0 (expected: 1 to 262144)",
                "--rate 10 --service 1ms --flows 0 | --flows: 0 (expected: at least 1)",
                "--rate 10 --service 1ms --max-age 1us | --max-age: 1us (expected: 100us to 3600000000us)",
                "--rate 10 --service 1ms --processors 0 | --processors: 0 (expected: 1 to 65536)",
                "--rate 10 --service 1ms --workers none | --workers: none (expected: N, fixed:N, virtual:N, auto or auto:N)",
                "--rate 10 --handler no.Such | --handler: no.Such is not a class on the class path (expected: "
                        + Handlers.FORMS + ")",
                "-i lo --measure 1ms --service 1ms | --measure: 1ms (expected: 100ms to 1h)",
            })
    void shouldNameTheOptionTheWordAndWhatIsExpected(String words, String complaint) {
        Typed typed = plan(words);

        assertThat(typed.err()).isEqualToIgnoringNewLines("millrace: " + complaint);
        assertThat(typed.status()).isEqualTo(2);
        assertThat(typed.out()).isEmpty();
    }

    private static Typed plan(String words) {
        return Typed.command(("plan " + words).split(" ", -1));
    }

    private Map<String, Object> json(String words, String source) throws Exception {
        Path file = Files.writeString(folder.resolve("Lengths.java"), source);
        return json(words.replace("Lengths.java", file.toString()));
    }

    private static Map<String, Object> json(String words) {
        Typed typed = plan("--json " + words);
        assertThat(typed.status()).as(typed.err()).isZero();
        return Json.object(typed.out());
    }

    @SuppressWarnings("unchecked")
    private static double number(Map<String, Object> plan, String part, String name) {
        return ((Number) ((Map<String, Object>) plan.get(part)).get(name)).doubleValue();
    }
}
