package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
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

    /** By the JVM's own count, of all threads. What is not of packets (the watch's ticks, sleeps) is far below a byte a packet. */
    @ParameterizedTest
    @MethodSource("workers")
    void shouldAllocateNothingForAPacket(Workers workers) throws Exception {
        long warm = 300_000;
        long measured = 1_000_000;
        trial.workers = workers;
        trial.frames = Long.MAX_VALUE;
        trial.count = warm + measured;
        AtomicLong atWarm = new AtomicLong();
        AtomicLong ports = new AtomicLong();
        Capture capture = trial.start(packet -> {
            ports.setOpaque(packet.sourcePort() + packet.len()); // walks the headers
            if (MemorySource.number(packet) == warm) {
                atWarm.set(TotalAllocations.bytes());
            }
        });
        Eventually.holds(() -> capture.ledger().taken() == warm + measured);
        Eventually.holds(() -> capture.ledger().handled() == warm + measured);
        long bytes = TotalAllocations.bytes() - atWarm.get();
        Trial.finish(capture);
        assertThat(bytes).as("bytes allocated for %d packets", measured).isLessThan(measured);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldLeaveNothingBehindWhenCapturesComeAndGo() throws Exception {
        trial.frames = 2_000;
        trial.workers = Workers.fixed(3);
        once();
        long virtualBytes = virtualBytes();
        for (int i = 0; i < 50; i++) {
            once();
        }
        Eventually.holds(() -> engineThreads() == 0);
        assertThat(virtualBytes() - virtualBytes)
                .as("address space of 50 captures of %d bytes each", trial.queueBytes)
                .isLessThan(20 * trial.queueBytes);
    }

    private void once() throws Exception {
        trial.queueBytes = 64L << 20;
        trial.sources.clear();
        assertThat(Trial.finish(trial.start(packet -> {})).handled()).isEqualTo(2_000);
    }

    private static long engineThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("millrace-"))
                .count();
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
