package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What does not grow: the heap with every packet, threads and mappings with every capture. */
final class SteadyStateTest {
    private final Trial trial = new Trial();

    static Stream<Workers> workers() {
        return Stream.of(Workers.fixed(1), Workers.fixed(2), Workers.virtual(2), Workers.virtual(100));
    }

    /**
     * By the JVM's own count, of all threads, in the quietest of several windows: what every packet costs is in each of them,
     * what compilers, the watch, sleeps and the rest of the JVM allocate is not.
     */
    @ParameterizedTest
    @MethodSource("workers")
    void shouldAllocateNothingForAPacket(Workers workers) throws Exception {
        int window = 250_000;
        trial.workers = workers;
        trial.frames = Long.MAX_VALUE;
        trial.count = 6L * window;
        AtomicLongArray bytes = new AtomicLongArray(6); // at the beginning of each window; the first warms up
        AtomicLong ports = new AtomicLong();
        Capture capture = trial.start(packet -> {
            ports.setOpaque(packet.sourcePort() + packet.len()); // walks the headers
            long number = MemorySource.number(packet);
            if (number % window == 0) {
                bytes.set((int) (number / window), Allocations.ofAllThreads());
            }
        });
        assertThat(Trial.finish(capture).handled()).isEqualTo(trial.count);
        long least = IntStream.range(1, 5)
                .mapToLong(i -> bytes.get(i + 1) - bytes.get(i))
                .min()
                .orElseThrow();
        assertThat(least).as("bytes allocated for %d packets", window).isBetween(0L, window - 1L);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldLeaveNothingBehindWhenCapturesComeAndGo() throws Exception {
        trial.frames = 2_000;
        trial.workers = Workers.fixed(3);
        Set<Thread> before = engineThreads(); // of tests that failed and left their captures open
        once();
        long virtualBytes = virtualBytes();
        for (int i = 0; i < 50; i++) {
            once();
        }
        Eventually.holds(() -> before.containsAll(engineThreads()));
        assertThat(virtualBytes() - virtualBytes)
                .as("address space of 50 captures of %d bytes each", trial.queueBytes)
                .isLessThan(20 * trial.queueBytes);
    }

    private void once() throws Exception {
        trial.queueBytes = 64L << 20;
        trial.sources.clear();
        assertThat(Trial.finish(trial.start(packet -> {})).handled()).isEqualTo(2_000);
    }

    private static Set<Thread> engineThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("millrace-"))
                .collect(Collectors.toSet());
    }

    /** Anonymous memory as the kernel counts it, in bytes (proc(5), the field VmData of /proc/self/status). */
    private static long virtualBytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmData"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElseThrow();
    }
}
