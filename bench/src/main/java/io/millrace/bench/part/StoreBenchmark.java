package io.millrace.bench.part;

import io.millrace.lane.Chains;
import io.millrace.lane.Lanes;
import io.millrace.lane.RunQueue;
import io.millrace.store.Store;
import io.millrace.store.Stores;
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

/** What it takes to keep a packet, and to bring it through its lane, on one thread: nobody else has a hand in it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
public class StoreBenchmark {
    private static final long STORE_BYTES = 16L << 20;
    private static final int BATCH = 512;
    private static final int HANDFUL = 16;

    private final Arena arena = Arena.ofConfined();
    private final Stores stores = new Stores(STORE_BYTES, 1);
    private final Store store = stores.store(0);
    private final Lanes lanes = new Lanes(stores.region());
    private final RunQueue runQueue = new RunQueue(lanes.count());
    private final Chains chains = new Chains(stores.region(), lanes, runQueue, BATCH);
    private final int[] slots = new int[Frames.COUNT];
    private final int[] runnable = new int[HANDFUL];
    private Frames frames;

    /** Writes the frames, and keeps each once. */
    @Setup
    public void open() {
        frames = new Frames(arena);
        for (int i = 0; i < Frames.COUNT; i++) {
            slots[i] = put(i);
        }
    }

    private int put(int frame) {
        return store.put(frames.memory(), Frames.offset(frame), Frames.BYTES, Frames.BYTES, frame, frame, frame);
    }

    /** A slot is found, the frame is copied, the slot comes back. */
    @Benchmark
    @OperationsPerInvocation(Frames.COUNT)
    public int copy() {
        int last = 0;
        for (int i = 0; i < Frames.COUNT; i++) {
            last = put(i);
            store.free(last);
        }
        return last;
    }

    /** Slots come back by the ring of returns, as from workers, in groups. */
    @Benchmark
    @OperationsPerInvocation(Frames.COUNT)
    public int giveBack() {
        for (int i = 0; i < Frames.COUNT; i++) {
            store.free(slots[i]);
            slots[i] = put(i);
        }
        store.returns().give(slots, 0, Frames.COUNT);
        store.collect();
        for (int i = 0; i < Frames.COUNT; i++) {
            slots[i] = put(i);
        }
        return slots[0];
    }

    /** Packets of different flows go into their lanes, and are taken out, a batch at a time. */
    @Benchmark
    @OperationsPerInvocation(Frames.COUNT)
    public int lane() {
        int taken = 0;
        for (int from = 0; from < Frames.COUNT; from += BATCH) {
            for (int i = from; i < from + BATCH; i++) {
                store.link(slots[i], 0); // as the store leaves it that has just written a packet
                chains.add(lanes.laneOf(i * 0x9e3779b9), slots[i]);
            }
            int ignored = chains.publish();
            taken += takeAll();
        }
        return taken;
    }

    private int takeAll() {
        int taken = 0;
        for (int count = runQueue.poll(runnable, HANDFUL); count > 0; count = runQueue.poll(runnable, HANDFUL)) {
            for (int i = 0; i < count; i++) {
                lanes.enter(runnable[i]);
                while (lanes.takeOrLeave(runnable[i]) != 0) {
                    taken++;
                }
                lanes.exit(runnable[i]);
            }
        }
        return taken;
    }

    /** Frees the frames. */
    @TearDown
    public void close() {
        arena.close();
        stores.region().release();
    }
}
