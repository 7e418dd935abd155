package io.millrace.bench;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a packet of a savefile costs that a callback is given, in nanoseconds; the file is opened and closed each time. With
 * {@code -prof gc} what is allocated: some hundred bytes for a handle, which are none for a packet.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
public class CallbackBenchmark {
    static final int PACKETS = 100_000;

    @Param({"60", "1514"})
    private int length;

    private SampleFile file;
    private CCallback c;
    private JavaCallback java;

    /** Writes the file, and compiles the C side. */
    @Setup
    public void open() throws IOException, InterruptedException {
        file = new SampleFile(PACKETS, length);
        c = new CCallback(file.path());
        java = new JavaCallback(file.path());
    }

    /** C calls back C. */
    @Benchmark
    @OperationsPerInvocation(PACKETS)
    public Totals c() {
        return checked(c.read(), "C");
    }

    /** Millrace calls back Java. */
    @Benchmark
    @OperationsPerInvocation(PACKETS)
    public Totals java() {
        return checked(java.read(), "Java");
    }

    private Totals checked(Totals actual, String side) {
        file.totals().require(actual, side);
        return actual;
    }

    /** Removes the file. */
    @TearDown
    public void close() throws IOException {
        c.close();
        file.close();
    }
}
