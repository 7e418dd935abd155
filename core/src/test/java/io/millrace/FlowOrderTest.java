package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every flow in sequence and one packet of it at a time, with any number of workers of both kinds. */
final class FlowOrderTest {
    private static final int FLOWS = 300;

    static Stream<Workers> workers() {
        return IntStream.of(1, 2, 64, 1_000, 10_000)
                .boxed()
                .flatMap(count -> Stream.of(Workers.fixed(count), Workers.virtual(count)));
    }

    private final Trial trial = new Trial();
    private final AtomicInteger wrong = new AtomicInteger();

    @ParameterizedTest
    @MethodSource("workers")
    void shouldKeepEveryFlowInSequence(Workers workers) throws Exception {
        trial.workers = workers;
        trial.frames = 60_000;
        trial.flowOf = number -> (int) ((number * number / 3) % FLOWS);
        long[] last = new long[FLOWS];
        AtomicIntegerArray inside = new AtomicIntegerArray(FLOWS);
        Ledger ledger = Trial.finish(trial.start(packet -> {
            int flow = MemorySource.flow(packet);
            long number = MemorySource.number(packet);
            if (inside.getAndIncrement(flow) != 0 || number < last[flow]) {
                wrong.incrementAndGet();
            }
            last[flow] = number;
            if (ThreadLocalRandom.current().nextInt(500) == 0) {
                LockSupport.parkNanos(100_000);
            }
            inside.decrementAndGet(flow);
        }));
        assertThat(wrong).hasValue(0);
        assertThat(ledger.taken()).isEqualTo(60_000);
        assertThat(ledger.handled()).isEqualTo(60_000);
        assertThat(ledger.workers().peak()).isBetween(1, workers.count());
    }

    @ParameterizedTest
    @MethodSource("workers")
    void shouldHandleOnePacketAfterTheOtherInSerialOrder(Workers workers) throws Exception {
        trial.workers = workers;
        trial.order = Order.SERIAL;
        trial.frames = 30_000;
        long[] next = new long[1]; // plain: each handling happens before the next
        Ledger ledger = Trial.finish(trial.start(packet -> {
            if (MemorySource.number(packet) != next[0]++) {
                wrong.incrementAndGet();
            }
        }));
        assertThat(wrong).hasValue(0);
        assertThat(ledger.handled()).isEqualTo(30_000);
    }

    @ParameterizedTest
    @MethodSource("workers")
    void shouldHandleEachPacketOnceWithoutOrder(Workers workers) throws Exception {
        trial.workers = workers;
        trial.order = Order.NONE;
        trial.frames = 30_000;
        AtomicIntegerArray times = new AtomicIntegerArray(30_000);
        Ledger ledger = Trial.finish(trial.start(packet -> times.incrementAndGet((int) MemorySource.number(packet))));
        assertThat(ledger.handled()).isEqualTo(30_000);
        BitSet once = new BitSet();
        for (int i = 0; i < times.length(); i++) {
            once.set(i, times.get(i) == 1);
        }
        assertThat(once.cardinality()).isEqualTo(30_000);
    }
}
