package io.millrace.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How large frames are depends on who compiled them, and so on what Java is told to use. */
@LiveTest
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HandleStackTest {
    @ParameterizedTest
    @ValueSource(strings = {"-XX:+TieredCompilation", "-XX:TieredStopAtLevel=1", "-XX:-TieredCompilation", "-Xint"})
    void shouldNotEndTheVirtualMachineWhereTheStackIsUsedUp(String option) throws Exception {
        Process process = new ProcessBuilder(
                        ChildJava.java(),
                        option,
                        "-XX:-CreateCoredumpOnCrash",
                        "-XX:ErrorFile=/dev/null",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        ChildJava.classPath(),
                        AtTheEdge.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(said).isEqualTo(AtTheEdge.SURVIVED);
        assertThat(process.exitValue()).isZero();
    }
}
