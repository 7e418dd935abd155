package io.millrace.bench.rival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import io.millrace.testbed.FlowTraffic;
import io.millrace.testbed.Generator;
import io.millrace.testbed.VethPair;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That each rival does what it is said to do, and tells when it fails; never what it costs. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RivalsTest {
    private static final int PACKETS = 20_000;
    private static final int SENT = 3_000;
    private static final int FLOWS = 16;
    private static final RivalSettings CHECKING =
            RivalSettings.DEFAULTS.withHandler(HandlerKind.CHECK).withFlows(FLOWS);

    private Workshop workshop;
    private FlowFile file;

    @BeforeAll
    void begin(@TempDir Path folder) throws Exception {
        workshop = new Workshop();
        file = FlowFile.write(folder.resolve("flows.pcap"), PACKETS, FLOWS, 64);
    }

    @AfterAll
    void end() throws Exception {
        workshop.close();
    }

    static Stream<String> readers() throws Exception {
        try (Workshop unused = new Workshop()) {
            return Rivals.all(unused).stream().filter(rival -> !rival.isLiveOnly()).map(Rival::name).toList().stream();
        }
    }

    static Stream<String> all() throws Exception {
        try (Workshop unused = new Workshop()) {
            return Rivals.all(unused).stream().map(Rival::name).toList().stream();
        }
    }

    /** Starts it; where it cannot run the test is skipped, with a line that is seen. Go is the only one that CI may lack. */
    private Runner start(String name, RivalSettings settings) throws Exception {
        try {
            return Rivals.named(name, workshop).orElseThrow().start(settings);
        } catch (RivalUnavailableException e) {
            String message = "THE RIVAL " + name + " IS NOT TESTED: " + e.getMessage();
            if ("true".equals(System.getenv("CI")) && !name.equals("go")) {
                throw new AssertionError(message, e);
            }
            System.err.println(message);
            return abort(message);
        }
    }

    @ParameterizedTest
    @MethodSource("readers")
    void shouldHandleEveryPacketOfAFileInEveryPassAndTellWhyItFails(String name) throws Exception {
        try (Runner runner = start(name, CHECKING)) {
            for (int pass = 0; pass < 2; pass++) {
                PassResult result = runner.file(file.path());
                assertThat(result.taken()).isEqualTo(PACKETS);
                assertThat(result.handled()).isEqualTo(PACKETS);
                assertThat(result.discarded()).isZero();
                assertThat(result.disorder()).isNotNegative();
                assertThat(result.ageMaxNanos()).isEqualTo(PassResult.UNKNOWN);
                assertThat(result.wallNanos()).isGreaterThan(result.firstNanos());
                assertThat(result.userNanos() + result.systemNanos()).isPositive();
                assertThat(result.rssKib()).isPositive();
            }
            assertThatThrownBy(() -> runner.file(Path.of("missing.pcap")))
                    .isInstanceOf(RivalException.class)
                    .hasMessageStartingWith(name + ": ")
                    .hasMessageContaining("missing.pcap");
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    @EnabledIfEnvironmentVariable(
            named = "MILLRACE_NETWORK",
            matches = "own",
            disabledReason = "no network of its own: run it by Maven on Linux, or with `unshare -rn` and this variable")
    void shouldTakeEveryPacketOfAWire(String name) throws Exception {
        try (VethPair wire = VethPair.create("rival-l", "rival-r");
                Runner runner = start(name, CHECKING)) {
            runner.live(wire.right());
            try (Generator generator = new Generator(wire.left(), new FlowTraffic(FLOWS, 64))) {
                assertThat(generator.send(SENT, 30_000).packets()).isEqualTo(SENT);
            }
            runner.awaitQuiet(Duration.ofSeconds(20));
            PassResult result = runner.stop();
            assertThat(result.taken() + result.kernelDropped()).isEqualTo(SENT);
            assertThat(result.handled()).isEqualTo(result.taken()).isPositive();
            assertThat(result.wallNanos()).isPositive();
            assertThat(result.userNanos() + result.systemNanos()).isPositive();
            assertThat(result.rssKib()).isPositive();
            if (name.equals("tcpdump") || name.equals("dumpcap")) {
                assertThat(result.ageMaxNanos()).isEqualTo(PassResult.UNKNOWN);
            } else {
                assertThat(result.ageP50Nanos()).isPositive();
                assertThat(result.ageMaxNanos()).isGreaterThanOrEqualTo(result.ageP50Nanos() * 63 / 64);
            }
        }
    }

    @Test
    void shouldSeeTheDisorderOfWorkersThatShareAQueue() throws Exception {
        try (Runner runner = start("c-recipe", CHECKING.withWorkers(4))) {
            long disorder = 0;
            for (int pass = 0; pass < 200 && disorder == 0; pass++) {
                disorder = runner.file(file.path()).disorder();
            }
            assertThat(disorder).isPositive();
        }
    }

    @Test
    void shouldTakeTheTimeThatHandlersTake() throws Exception {
        try (FlowFile few = FlowFile.write(file.path().resolveSibling("few.pcap"), 20, 1, 64)) {
            for (String name : new String[] {"c-recipe", "pcap4j"}) {
                try (Runner runner =
                        start(name, RivalSettings.DEFAULTS.withWorkers(1).sleeping(2_000))) {
                    assertThat(runner.file(few.path()).wallNanos()).isGreaterThan(40_000_000);
                }
                try (Runner runner =
                        start(name, RivalSettings.DEFAULTS.withWorkers(1).spinning(2_000))) {
                    PassResult result = runner.file(few.path());
                    assertThat(result.userNanos())
                            .isGreaterThan(20_000_000); // half, if the machine was slow when measured
                }
            }
        }
    }

    @Test
    void shouldRefuseWhatIsNoSetting() throws Exception {
        start("c-empty", RivalSettings.DEFAULTS).close();
        Path program = workshop.c("empty");
        assertThatThrownBy(() -> RivalProcess.start(
                        "c-empty", List.of(program.toString(), "colour=red"), RivalSettings.DEFAULTS))
                .isInstanceOf(RivalException.class)
                .hasMessage("c-empty: colour=red is no setting");
    }
}
