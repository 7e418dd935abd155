package io.millrace.bench.part;

import io.millrace.protocol.FlowHash;
import io.millrace.protocol.Headers;
import io.millrace.protocol.Linktype;
import java.lang.foreign.Arena;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What it takes to look at the headers of a frame. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
public class ProtocolBenchmark {
    private final Arena arena = Arena.ofConfined();
    private final Headers headers = new Headers();
    private final FlowHash hash = new FlowHash(42);
    private Frames frames;

    /** Writes the frames. */
    @Setup
    public void open() {
        frames = new Frames(arena);
    }

    /** The hash of the flow, which finds the lane. */
    @Benchmark
    @OperationsPerInvocation(Frames.COUNT)
    public int flowHash() {
        int sum = 0;
        for (int i = 0; i < Frames.COUNT; i++) {
            sum += hash.hash(frames.memory(), Frames.offset(i), Frames.BYTES, Linktype.EN10MB);
        }
        return sum;
    }

    /** All headers, up to the transport's. */
    @Benchmark
    @OperationsPerInvocation(Frames.COUNT)
    public int headerViews() {
        int sum = 0;
        for (int i = 0; i < Frames.COUNT; i++) {
            headers.wrap(frames.memory(), Frames.offset(i), Frames.BYTES, Linktype.EN10MB);
            sum += headers.sourcePort() + headers.payloadOffset();
        }
        return sum;
    }

    /** Frees the frames. */
    @TearDown
    public void close() {
        arena.close();
    }
}
