package io.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StoreTest {
    private static final int MAX_FRAME = 262_144;

    /** A packet that is out: where, and what was put into it. */
    private record Held(int slot, int caplen, long seed) {}

    private final Stores stores = new Stores(4L << 20, 2);
    private final Region region = stores.region();
    private final Store store = stores.store(1); // the second: its first slot is not the region's
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment frame = arena.allocate(MAX_FRAME + 1L);

    @AfterEach
    void release() {
        arena.close();
        region.release();
    }

    @Test
    void shouldKeepWhatWasPut() {
        frame.set(ValueLayout.JAVA_LONG_UNALIGNED, 3, 0x1122334455667788L);
        int slot = store.put(frame, 3, 8, 1514, 17L << 40, 18L << 40, 19L << 40);
        long address = region.address(slot);
        assertThat(Slot.next(address)).isZero();
        assertThat(Slot.older(address)).isZero();
        assertThat(Slot.caplen(address)).isEqualTo(8);
        assertThat(Slot.len(address)).isEqualTo(1514);
        assertThat(Slot.timestampNanos(address)).isEqualTo(17L << 40);
        assertThat(Slot.sinceNanos(address)).isEqualTo(18L << 40);
        assertThat(Slot.sequence(address)).isEqualTo(19L << 40);
        assertThat(Slot.weight(address)).isEqualTo(1);
        assertThat(Slot.MEMORY.get(ValueLayout.JAVA_LONG, address + Slot.HEADER_BYTES))
                .isEqualTo(0x1122334455667788L);
        Slot.next(address, 5);
        Slot.older(address, 6);
        store.weight(slot, 7);
        assertThat(Slot.next(address)).isEqualTo(5);
        assertThat(Slot.older(address)).isEqualTo(6);
        assertThat(Slot.weight(address)).isEqualTo(7);
        assertThat(Slot.caplen(address)).isEqualTo(8);
    }

    @Test
    void shouldTakeTheLargestFrameAndTheEmptyOne() {
        Held largest = put(MAX_FRAME, 1);
        Held empty = put(0, 2);
        assertThat(store.usedBytes()).isEqualTo((5L * Region.PAGE_BYTES) + 128);
        requireIntact(largest);
        requireIntact(empty);
        store.returns().give(largest.slot);
        store.returns().give(empty.slot);
        store.collect();
        assertThat(store.usedBytes()).isZero();
        assertThat(store.peakBytes()).isEqualTo((5L * Region.PAGE_BYTES) + 128);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 32, 64, 200, 1514, 9000, 16_352, 16_353, 65_535, MAX_FRAME})
    void shouldAllotTheWholeCapacityAgainAfterEverythingCameBack(int caplen) {
        List<Held> first = fill(caplen);
        assertThat(put(caplen, 0)).isNull();
        int slotBytes = (int) (store.usedBytes() / first.size());
        assertThat((long) slotBytes * first.size()).isEqualTo(store.usedBytes());
        first.forEach(this::requireIntact);
        giveBack(first);
        assertThat(store.usedBytes()).isZero();
        assertThat(fill(caplen)).hasSameSizeAs(first);
    }

    @Test
    void shouldUsePagesForAnotherSizeWhenAllTheirSlotsCameBack() {
        List<Held> small = fill(64);
        assertThat(store.usedBytes()).isEqualTo(store.limitBytes());
        assertThat(put(1500, 0)).isNull();
        giveBack(small);
        List<Held> large = fill(MAX_FRAME);
        assertThat(large).hasSize(32 / 5);
        giveBack(large);
        assertThat(fill(64)).hasSameSizeAs(small);
    }

    @Test
    void shouldNotUseAgainWhatHasJustComeBack() {
        Set<Integer> slots = new HashSet<>();
        for (int i = 0; i < store.limitBytes() / 128; i++) {
            Held held = put(64, i);
            assertThat(slots.add(held.slot)).as("slot of packet %d is new", i).isTrue();
            giveBack(List.of(held));
        }
        assertThat(put(64, 0)).isNotNull();
    }

    @Test
    void shouldLetNoSizeKeepAPageThatHoldsNothing() {
        for (int caplen = 0; caplen < 16_000; caplen += 64) {
            giveBack(List.of(put(caplen, caplen)));
        }
        assertThat(fill(MAX_FRAME)).hasSize(32 / 5);
    }

    @Test
    void shouldRefuseASlotThatComesBackTwice() {
        Held twice = put(64, 1);
        put(64, 2); // keeps the page in use
        store.returns().give(twice.slot);
        store.returns().give(twice.slot);
        assertThatThrownBy(store::collect).isInstanceOf(AssertionError.class).hasMessageContaining("twice");
    }

    @Test
    void shouldSendEachSlotBackToItsOwnStore() {
        Store other = stores.store(0);
        for (Store each : List.of(store, other)) {
            for (int slot = each.put(frame, 0, 1000, 1000, 0, 0, 0); slot != 0; ) {
                assertThat(stores.returnsOf(slot)).isSameAs(each.returns());
                slot = each.put(frame, 0, 1000, 1000, 0, 0, 0);
            }
        }
    }

    /** Random puts and gives, frames of all sizes: no overlap, no change, no overrun of the bound, nothing lost. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void shouldKeepLivePacketsApartAndIntact(long seed) {
        Random random = new Random(seed);
        List<Held> out = new ArrayList<>();
        NavigableMap<Long, Long> extents = new TreeMap<>(); // from address to end
        boolean wasFull = false;
        for (int i = 0; i < 30_000; i++) {
            boolean grow = random.nextInt(100) < ((i / 3_000) % 2 == 0 ? 70 : 35); // fill, then empty, in turn
            if (grow) {
                Held held = put(randomSize(random), random.nextLong());
                if (held == null) {
                    wasFull = true;
                    continue;
                }
                requireApart(extents, held);
                out.add(held);
            } else if (!out.isEmpty()) {
                Held held = out.remove(random.nextInt(out.size()));
                requireIntact(held);
                extents.remove(region.address(held.slot));
                store.returns().give(held.slot);
                if (random.nextInt(4) == 0) {
                    store.collect();
                }
            }
            assertThat(store.usedBytes()).isBetween(0L, store.limitBytes());
        }
        assertThat(wasFull).isTrue();
        out.forEach(this::requireIntact);
        giveBack(out);
        assertThat(store.usedBytes()).isZero();
        assertThat(store.peakBytes()).isPositive().isLessThanOrEqualTo(store.limitBytes());
        fill(MAX_FRAME);
        assertThat(store.usedBytes()).isEqualTo(30L * Region.PAGE_BYTES);
        fill(64);
        assertThat(store.usedBytes()).isEqualTo(store.limitBytes());
    }

    private static int randomSize(Random random) {
        return switch (random.nextInt(20)) {
            case 0 -> random.nextInt(MAX_FRAME + 1);
            case 1, 2, 3 -> random.nextInt(20_000);
            default -> random.nextInt(1_600);
        };
    }

    private void requireApart(NavigableMap<Long, Long> extents, Held held) {
        long from = region.address(held.slot);
        long end = from + Slot.HEADER_BYTES + held.caplen;
        assertThat(from).isGreaterThanOrEqualTo(region.address(Region.slotOf(32)));
        assertThat(end).isLessThanOrEqualTo(region.address(Region.slotOf(64)));
        Map.Entry<Long, Long> before = extents.floorEntry(end - 1);
        if (before != null) {
            assertThat(before.getValue()).as("end of the packet before").isLessThanOrEqualTo(from);
        }
        extents.put(from, end);
    }

    private List<Held> fill(int caplen) {
        List<Held> all = new ArrayList<>();
        for (Held held = put(caplen, 0); held != null; held = put(caplen, all.size())) {
            all.add(held);
        }
        return all;
    }

    private void giveBack(List<Held> all) {
        int[] slots = all.stream().mapToInt(Held::slot).toArray();
        store.returns().give(slots, 0, slots.length);
        store.collect();
    }

    private Held put(int caplen, long seed) {
        Random bytes = new Random(seed);
        for (int i = 0; i < caplen; i += 61) {
            frame.set(ValueLayout.JAVA_BYTE, i, (byte) bytes.nextInt());
        }
        if (caplen > 0) {
            frame.set(ValueLayout.JAVA_BYTE, caplen - 1L, (byte) bytes.nextInt());
        }
        int slot = store.put(frame, 0, caplen, caplen, seed, seed, seed);
        return slot == 0 ? null : new Held(slot, caplen, seed);
    }

    private void requireIntact(Held held) {
        long address = region.address(held.slot);
        assertThat(Slot.caplen(address)).isEqualTo(held.caplen);
        assertThat(Slot.timestampNanos(address)).isEqualTo(held.seed);
        Random bytes = new Random(held.seed);
        long first = address + Slot.HEADER_BYTES;
        int last = held.caplen - 1;
        for (int i = 0; i < held.caplen; i += 61) {
            byte expected = (byte) bytes.nextInt();
            byte found = Slot.MEMORY.get(ValueLayout.JAVA_BYTE, first + i);
            if (i != last && found != expected) {
                throw new AssertionError("byte " + i + " of " + held + " is " + found + ", was " + expected);
            }
        }
        if (last >= 0 && Slot.MEMORY.get(ValueLayout.JAVA_BYTE, first + last) != (byte) bytes.nextInt()) {
            throw new AssertionError("the last byte of " + held + " has changed");
        }
    }
}
