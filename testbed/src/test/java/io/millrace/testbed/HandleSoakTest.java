package io.millrace.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * 100,000 handles, one after the other. A device takes milliseconds to open and to close, nearly all of it in the kernel: so in a
 * normal build most are of savefiles; {@code -Dmillrace.soak.live=100000} has all of them be of a device, which takes minutes.
 */
@LiveTest
@Timeout(1_800)
class HandleSoakTest {
    private static final int HANDLES = 100_000;
    private static final int LIVE = Integer.getInteger("millrace.soak.live", 1_000);

    /** 40 bytes for each handle of the second half: less than the least that one could leave behind. */
    private static final long MOST_KIB = 2_000;

    /** The JVM may start a compiler thread, or open a file, at any time. */
    private static final int MOST_OF_THE_JVM = 4;

    @Test
    void shouldLeakNothingInAHundredThousandHandles() throws Exception {
        // The second compiler, and a heap of C for each thread, take and keep memory of their own at any time.
        ProcessBuilder builder = new ProcessBuilder(
                        ChildJava.java(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xms32m",
                        "-Xmx32m",
                        "-XX:+AlwaysPreTouch",
                        "-XX:ReservedCodeCacheSize=16m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        ChildJava.classPath(),
                        HandleSoak.class.getName(),
                        Integer.toString(LIVE),
                        Integer.toString(HANDLES - Math.min(LIVE, HANDLES)))
                .redirectErrorStream(true);
        builder.environment().put("MALLOC_ARENA_MAX", "1");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        Footprint growth = Footprint.parse(said);
        assertThat(growth.residentKib()).as(said).isLessThan(MOST_KIB);
        assertThat(growth.heapKib()).as(said).isLessThan(MOST_KIB);
        assertThat(growth.descriptors()).as(said).isLessThan(MOST_OF_THE_JVM);
        assertThat(growth.threads()).as(said).isLessThan(MOST_OF_THE_JVM);
    }
}
