package io.millrace.bench.part;

import io.millrace.bench.rival.FlowFile;
import io.millrace.savefile.SavefileReader;
import java.io.IOException;
import java.nio.file.Files;
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

/** What it takes to walk a savefile, packet by packet. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
public class SavefileBenchmark {
    private static final int PACKETS = 100_000;
    private static final int FLOWS = 1_000;

    private FlowFile file;

    /** Writes the file. */
    @Setup
    public void open() throws IOException {
        file = FlowFile.write(Files.createTempFile("millrace-bench", ".pcap"), PACKETS, FLOWS, Frames.BYTES);
    }

    /** Opens the file, walks it, and closes it. */
    @Benchmark
    @OperationsPerInvocation(PACKETS)
    public long walk() {
        long bytes = 0;
        try (SavefileReader reader = SavefileReader.open(file.path())) {
            while (reader.next()) {
                bytes += reader.caplen();
            }
        }
        if (bytes != (long) PACKETS * Frames.BYTES) {
            throw new IllegalStateException("walked over " + bytes + " bytes");
        }
        return bytes;
    }

    /** Removes the file. */
    @TearDown
    public void close() throws IOException {
        file.close();
    }
}
