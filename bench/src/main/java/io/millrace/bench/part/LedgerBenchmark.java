package io.millrace.bench.part;

import io.millrace.ledger.TakeTally;
import io.millrace.ledger.WorkTally;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it takes to keep the books of a packet. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
public class LedgerBenchmark {
    private static final int BATCH = 512;

    private final TakeTally takes = new TakeTally();
    private final WorkTally works = new WorkTally();

    /** The capture thread's part, published after each batch. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public TakeTally take() {
        for (int i = 0; i < BATCH; i++) {
            takes.taken();
            takes.queued();
        }
        takes.publish();
        return takes;
    }

    /** The worker's part: begun, ended, handled. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long work() {
        for (int i = 0; i < BATCH; i++) {
            boolean begun = works.step(1);
            boolean ended = works.step(1);
            if (!begun || !ended) {
                throw new IllegalStateException("written off");
            }
            works.handled();
        }
        return works.steps();
    }
}
