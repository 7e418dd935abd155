package io.millrace.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.race.Race;
import io.millrace.store.Slot;
import io.millrace.store.Store;
import io.millrace.store.Stores;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * Store, chains, lanes, run queue and returns together, on real threads: two publishers with a store each, three workers,
 * few lanes and little memory, so that slots and lanes come round again all the time.
 *
 * <p>Forbidden: two workers in a lane; a packet of a publisher that comes out of its lane in another place than it went in;
 * bytes that are not those put in; a slot that is missing when all came back.
 */
final class ChainsTest {
    private static final int LANES = 8;
    private static final int PER_PUBLISHER = 100_000;
    private static final int PUBLISHERS = 2;

    private final Stores stores = new Stores(2L << 20, PUBLISHERS);
    private final Lanes lanes = new Lanes(stores.region(), LANES);
    private final RunQueue queue = new RunQueue(LANES);
    private final AtomicIntegerArray inside = new AtomicIntegerArray(LANES);
    private final AtomicLong handled = new AtomicLong();
    /** The next number expected of a publisher in a lane; guarded by being in the lane. */
    private final long[][] expected = new long[LANES][PUBLISHERS];

    @Test
    void shouldKeepEveryPublishersOrderInEveryLane() {
        Race.load(() -> publish(0), () -> publish(1), this::work, this::work, this::work);
        assertThat(handled).hasValue((long) PUBLISHERS * PER_PUBLISHER);
        assertThat(queue.isEmpty()).isTrue();
        for (int i = 0; i < PUBLISHERS; i++) {
            stores.store(i).collect();
            assertThat(stores.store(i).usedBytes()).isZero();
            assertThat(stores.store(i).peakBytes()).isPositive().isLessThanOrEqualTo(1L << 20);
        }
        stores.region().release();
    }

    private void publish(int publisher) {
        Store store = stores.store(publisher);
        Chains chains = new Chains(stores.region(), lanes, queue, 64);
        long[] next = new long[LANES];
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment frame = arena.allocate(1024);
            for (int i = 0; i < PER_PUBLISHER; i++) {
                int lane = (i * 7 + (i >> 5)) & (LANES - 1);
                frame.set(ValueLayout.JAVA_LONG, 0, next[lane]++);
                int caplen = 8 + (i % 1000);
                int packet = store.put(frame, 0, caplen, caplen, publisher, 0, i);
                while (packet == 0) {
                    chains.publish();
                    store.collect();
                    Race.pause();
                    packet = store.put(frame, 0, caplen, caplen, publisher, 0, i);
                }
                chains.add(lane, packet);
                if (i % 64 == 63) {
                    chains.publish();
                    store.collect();
                }
            }
        }
        chains.publish();
    }

    private void work() {
        int[] polled = new int[2];
        while (handled.get() < (long) PUBLISHERS * PER_PUBLISHER) {
            int count = queue.poll(polled, 2);
            for (int i = 0; i < count; i++) {
                visit(polled[i]);
            }
            if (count == 0) {
                Race.pause();
            }
        }
    }

    private void visit(int lane) {
        for (int budget = 16; budget > 0; budget--) {
            int packet = lanes.takeOrLeave(lane);
            if (packet == 0) {
                return;
            }
            Race.forbid(inside.getAndIncrement(lane) != 0, "two workers in lane " + lane);
            check(lane, packet);
            inside.decrementAndGet(lane);
            stores.giveBack(packet);
            handled.incrementAndGet();
        }
        queue.offer(lane);
    }

    private void check(int lane, int packet) {
        long address = stores.region().address(packet);
        int publisher = (int) Slot.timestampNanos(address);
        long number = Slot.MEMORY.get(ValueLayout.JAVA_LONG, address + Slot.HEADER_BYTES);
        long due = expected[lane][publisher]++;
        Race.forbid(number != due, "packet " + number + " of publisher " + publisher + " in the place of " + due);
    }
}
