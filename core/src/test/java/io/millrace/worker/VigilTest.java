package io.millrace.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.lane.RunQueue;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class VigilTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    private final RunQueue queue = new RunQueue(64);

    @Test
    void shouldBeOverWhenNothingComes() {
        Vigil vigil = new Vigil(queue, Duration.ofMillis(1));
        assertThat(vigil.keep()).isFalse();
        queue.offer(7);
        assertThat(vigil.keep()).as("the next time").isTrue();
    }

    @Test
    void shouldSeeALaneThatComes() {
        Vigil vigil = new Vigil(queue, LONG);
        CompletableFuture<Void> begun = new CompletableFuture<>();
        CompletableFuture<Boolean> seen = CompletableFuture.supplyAsync(() -> {
            begun.complete(null);
            return vigil.keep();
        });
        begun.join();
        assertThat(seen).isNotDone();
        queue.offer(7);
        assertThat(seen.join()).isTrue();
    }

    @Test
    void shouldBeKeptByOneAtATime() {
        Vigil vigil = new Vigil(queue, LONG);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        CompletableFuture<Boolean> one = CompletableFuture.supplyAsync(vigil::keep, threads);
        CompletableFuture<Boolean> other = CompletableFuture.supplyAsync(vigil::keep, threads);
        assertThat(CompletableFuture.anyOf(one, other).join())
                .as("who came second does not wait")
                .isEqualTo(false);
        queue.offer(7);
        assertThat(one.join() || other.join()).as("who came first").isTrue();
        threads.shutdown();
    }

    @Test
    void shouldNotBeUsualWhereItTakesNoTime() {
        assertThat(new Vigil(queue, Duration.ZERO).isUsual()).isFalse();
    }
}
