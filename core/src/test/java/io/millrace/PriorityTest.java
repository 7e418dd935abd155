package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.millrace.ffi.CallState;
import io.millrace.ffi.SysResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Capture threads go first, where they may and nobody chose otherwise. */
@EnabledOnOs(OS.LINUX)
final class PriorityTest {
    /** In {@code /proc/thread-self/stat}, behind the thread's name in brackets; see proc(5). */
    private static final int NICE = 16;

    private final Set<Integer> seen = ConcurrentHashMap.newKeySet();

    /** The second is for the privileged only. */
    @ParameterizedTest
    @ValueSource(ints = {19, -5})
    void shouldKeepTheNiceValueThatTheUserChose(int chosen) throws Exception {
        FutureTask<Optional<Ledger>> capture = new FutureTask<>(() -> captureWith(chosen));
        Thread.ofPlatform().start(capture);
        Optional<Ledger> ledger = capture.get();
        assumeThat(chosen >= 0 || ledger.isPresent())
                .as("may choose %d", chosen)
                .isTrue();
        assertThat(ledger.orElseThrow().handled()).isEqualTo(2_000);
        assertThat(seen).containsExactly(chosen);
    }

    /** A thread hands its nice value on to those that it starts, as nice(1) does to a process. Empty if it may not have it. */
    private Optional<Ledger> captureWith(int nice) throws Exception {
        try (Arena arena = Arena.ofConfined()) {
            int refused = SysResource.setpriority(new CallState(arena), SysResource.PRIO_PROCESS, 0, nice);
            if (refused != 0) {
                return Optional.empty();
            }
        }
        Trial trial = new Trial();
        trial.frames = 2_000;
        trial.workers = Workers.fixed(4);
        return Optional.of(Trial.finish(trial.start(packet -> {
            seen.add(nice());
            Thread.sleep(1);
        })));
    }

    private static int nice() {
        try {
            String stat = Files.readString(Path.of("/proc/thread-self/stat"));
            return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[NICE]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
