package io.millrace.store;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.protocol.Burst;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TraysTest {
    private static final int SLIPS = 511;
    private static final int PAGES = 32;

    /** A packet that stays: its slip, where its bytes are, and what they are. */
    private record Kept(int slip, long address, int caplen, byte mark) {}

    private final Stores stores = new Stores(4L << 20, 2);
    private final Region region = stores.region();
    private final Store store = stores.store(1); // the second: its first page is not the region's
    private final Trays trays = store.trays();
    private final Arena arena = Arena.ofConfined();

    private final Burst burst = new Burst();

    private MemorySegment memory = MemorySegment.NULL;
    private long readTo;

    @AfterEach
    void release() {
        arena.close();
        region.release();
    }

    private boolean turn() {
        int page = trays.next(1);
        if (page < 0) {
            return false;
        }
        memory = trays.memory(page);
        readTo = trays.bytesAt();
        return true;
    }

    /** Reads a packet of so many bytes into the tray; null if it cannot stay. */
    private Kept keep(int caplen) {
        long address = memory.address() + readTo;
        byte mark = (byte) (address >> 6);
        memory.asSlice(readTo, caplen).fill(mark);
        readTo += caplen;
        int slip = keepOne(address, caplen, caplen + 1, address, System.nanoTime());
        return slip == 0 ? null : new Kept(slip, address, caplen, mark);
    }

    /** Lets one packet stay; its slip, or 0. */
    private int keepOne(long address, int caplen, int len, long timestampNanos, long sinceNanos) {
        int slip = trays.nextSlip();
        burst.put(0, address, caplen, len, timestampNanos);
        return trays.keep(burst, 0, 1, sinceNanos) == 0 ? 0 : slip;
    }

    private void requireIntact(Kept kept) {
        long slip = region.address(kept.slip);
        assertThat(Slot.bytes(slip)).isEqualTo(kept.address);
        assertThat(Slot.caplen(slip)).isEqualTo(kept.caplen);
        assertThat(Slot.len(slip)).isEqualTo(kept.caplen + 1);
        assertThat(Slot.timestampNanos(slip)).isEqualTo(kept.address);
        for (int i = 0; i < kept.caplen; i++) {
            assertThat(Slot.MEMORY.get(JAVA_BYTE, kept.address + i)).isEqualTo(kept.mark);
        }
    }

    private void giveBack(List<Kept> some) {
        some.forEach(kept -> stores.giveBack(kept.slip));
        store.collect();
    }

    @Test
    void shouldLetAPacketStayWhereItWasRead() {
        assertThat(turn()).isTrue();
        long now = System.nanoTime();
        memory.set(JAVA_BYTE, trays.bytesAt() + 3, (byte) 77);
        int slip = keepOne(memory.address() + trays.bytesAt() + 3, 60, 1_514, 17L << 40, now);
        long address = region.address(slip);
        assertThat(Slot.next(address)).isZero();
        assertThat(Slot.older(address)).isZero();
        assertThat(Slot.caplen(address)).isEqualTo(60);
        assertThat(Slot.len(address)).isEqualTo(1_514);
        assertThat(Slot.timestampNanos(address)).isEqualTo(17L << 40);
        assertThat(Slot.sinceNanos(address)).isEqualTo(now);
        assertThat(Slot.weight(address)).isEqualTo(1);
        assertThat(Slot.from(address)).isZero();
        assertThat(Slot.sequence(address)).isZero();
        assertThat(Slot.MEMORY.get(JAVA_BYTE, Slot.bytes(address))).isEqualTo((byte) 77);
        assertThat(region.copy(slip)).satisfies(copy -> {
            assertThat(copy.bytes()).hasSize(60).startsWith(77);
            assertThat(copy.len()).isEqualTo(1_514);
        });
        Slot.next(address, 5);
        Slot.older(address, 6);
        assertThat(Slot.next(address)).isEqualTo(5);
        assertThat(Slot.older(address)).isEqualTo(6);
        assertThat(Slot.caplen(address)).isEqualTo(60);
    }

    @Test
    void shouldLetNothingStayThatIsNotWhollyAmongTheBytesOfTheTrayThatIsFilled() {
        MemorySegment elsewhere = arena.allocate(100);
        assertThat(keepOne(elsewhere.address(), 60, 60, 0, System.nanoTime())).isZero();
        assertThat(keepOne(region.address(Region.FIRST), 60, 60, 0, System.nanoTime()))
                .isZero();
        turn();
        long start = memory.address();
        assertThat(keepOne(elsewhere.address(), 60, 60, 0, System.nanoTime())).isZero();
        assertThat(keepOne(start + trays.bytesAt() - 1, 1, 1, 0, System.nanoTime()))
                .isZero();
        assertThat(keepOne(start + Region.PAGE_BYTES - 59, 60, 60, 0, System.nanoTime()))
                .isZero();
        assertThat(keepOne(start + Region.PAGE_BYTES, 0, 60, 0, System.nanoTime() + 1))
                .isNotZero();
        assertThat(keepOne(start + Region.PAGE_BYTES - 60, 60, 60, 0, System.nanoTime()))
                .isNotZero();
        turn();
        assertThat(keepOne(start + trays.bytesAt(), 60, 60, 0, System.nanoTime()))
                .isZero();
    }

    @Test
    void shouldLetNothingStayWhoseAgeBeganLongAfterTheTrayDid() {
        turn();
        long now = System.nanoTime();
        long at = memory.address() + trays.bytesAt();
        int old = keepOne(at, 60, 60, 0, now - 2_000_000_000);
        assertThat(Slot.sinceNanos(region.address(old))).isEqualTo(now - 2_000_000_000);
        assertThat(keepOne(at, 60, 60, 0, now + 3_000_000_000L)).isZero();
        assertThat(keepOne(at, 60, 60, 0, now + 2_000_000_000)).isNotZero();
    }

    @Test
    void shouldHaveAsManySlipsAsPacketsLikeThoseBeforeNeed() {
        turn();
        for (int i = 0; i < SLIPS; i++) {
            assertThat(keep(20)).isNotNull();
        }
        assertThat(keep(20)).isNull();
        turn();
        assertThat(trays.bytes()).isEqualTo(20 * SLIPS);
        keep(1_500);
        turn();
        int read = trays.bytes();
        assertThat(read).isEqualTo(Region.PAGE_BYTES - trays.bytesAt()).isGreaterThan(60 << 10);
        for (int i = 0; i < read / 1_500; i++) {
            assertThat(keep(1_500)).isNotNull();
        }
        turn();
        turn(); // one into which nothing was read tells nothing
        assertThat(trays.bytes()).isEqualTo(read);
    }

    @Test
    void shouldHaveRoomForOnePacketThatIsLongerThanThoseBefore() {
        turn();
        keep(20);
        assertThat(trays.next(40_000)).isNotNegative();
        assertThat(trays.bytes()).isEqualTo(40_000);
        assertThat(trays.next(100_000)).isNotNegative();
        assertThat(trays.bytes()).isEqualTo(Region.PAGE_BYTES - trays.bytesAt());
    }

    @Test
    void shouldGiveAPageBackWhenItsSlipsAreBackAndItIsFilledNoMore() {
        turn();
        Kept first = keep(60);
        Kept second = keep(60);
        assertThat(store.usedBytes()).isEqualTo(Region.PAGE_BYTES);
        giveBack(List.of(first, second));
        assertThat(store.usedBytes()).as("it is being filled").isEqualTo(Region.PAGE_BYTES);
        Kept third = keep(60);
        turn();
        assertThat(store.usedBytes()).isEqualTo(2 * Region.PAGE_BYTES);
        requireIntact(third);
        giveBack(List.of(third));
        assertThat(store.usedBytes()).isEqualTo(Region.PAGE_BYTES);
    }

    @Test
    void shouldTakeNoMoreThanHalfOfTheStore() {
        List<Kept> all = new ArrayList<>();
        Set<Long> pages = new HashSet<>();
        while (turn()) {
            all.add(keep(60));
            pages.add(memory.address());
        }
        assertThat(pages).hasSize(PAGES / 2);
        assertThat(store.usedBytes()).isEqualTo((long) PAGES / 2 * Region.PAGE_BYTES);
        assertThat(keep(60)).as("none is being filled").isNull();
        giveBack(all.subList(3, 4));
        assertThat(turn()).isTrue();
        all.remove(3);
        all.forEach(this::requireIntact);
        assertThat(turn()).as("in place of one into which nothing was read").isTrue();
    }

    /** As many names as there can be at a time, on their way back at once. */
    @Test
    void shouldHaveRoomForEverythingOnItsWayBack() {
        List<Integer> names = new ArrayList<>();
        while (turn()) {
            for (Kept kept = keep(16); kept != null; kept = keep(16)) {
                names.add(kept.slip);
            }
        }
        for (int slot = put(); slot != 0; slot = put()) {
            names.add(slot);
        }
        assertThat(store.usedBytes()).isEqualTo(store.limitBytes());
        assertThat(new HashSet<>(names)).hasSameSizeAs(names);
        names.forEach(stores::giveBack);
        store.collect();
        assertThat(store.usedBytes()).isZero();
    }

    /** Slips of several trays, slots, and both of another store, one by one and in runs. */
    @Test
    void shouldTakeBackWhatAWorkerCollects() {
        Random random = new Random(7);
        Freed freed = new Freed(stores);
        for (int round = 0; round < 20; round++) {
            List<Integer> packets = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                turn();
                for (int slips = random.nextInt(SLIPS); slips > 0; slips--) {
                    packets.add(keep(60).slip);
                }
                packets.add(put());
                packets.add(stores.store(0).put(MemorySegment.NULL, 0, 0, 0, 0, 0, 0));
            }
            if (round % 2 == 1) {
                Collections.shuffle(packets, random);
            }
            packets.forEach(freed::add);
            freed.flush();
            store.collect();
            stores.store(0).collect();
            assertThat(store.usedBytes()).as("the tray that is being filled").isEqualTo(Region.PAGE_BYTES);
            assertThat(store.packetBytes()).isLessThanOrEqualTo(0);
            assertThat(stores.store(0).usedBytes()).isZero();
        }
    }

    @Test
    void shouldGiveSlipsOfATrayBackByOneName() {
        turn();
        Freed freed = new Freed(stores);
        freed.add(keep(60).slip);
        freed.add(keep(60).slip);
        int slot = put();
        freed.add(slot);
        freed.add(keep(60).slip);
        freed.flush();
        Returns returns = store.returns();
        assertThat(List.of(returns.take(), returns.take(), returns.take(), returns.take()))
                .containsExactly(Trays.returnName(slipOfThisTray()) + 1, slot, Trays.returnName(slipOfThisTray()), 0);
    }

    private int slipOfThisTray() {
        return keep(60).slip;
    }

    private int put() {
        return store.put(MemorySegment.NULL, 0, 0, 0, 0, 0, 0);
    }

    /** Random reads, copies and returns: nothing is written over while it is out, and in the end everything is there again. */
    @Test
    void shouldLeaveAloneWhatIsOut() {
        Random random = new Random(5);
        MemorySegment frame = arena.allocate(2_000);
        List<Kept> out = new ArrayList<>();
        List<Integer> slots = new ArrayList<>();
        boolean filling = false;
        for (int i = 0; i < 40_000; i++) {
            switch (random.nextInt(8)) {
                case 0 -> slots.add(store.put(frame, 0, random.nextInt(2_000), 0, 0, 0, 0));
                case 1, 2, 3, 4 -> {
                    int caplen = 16 + random.nextInt(200);
                    if (!filling || readTo + caplen > trays.bytesAt() + trays.bytes()) {
                        filling = turn();
                    }
                    Kept kept = filling ? keep(caplen) : null;
                    if (kept != null) {
                        out.add(kept);
                    }
                }
                default -> {
                    if (!out.isEmpty()) {
                        Kept kept = out.remove(random.nextInt(Math.min(out.size(), 900)));
                        requireIntact(kept);
                        giveBack(List.of(kept));
                    }
                    if (!slots.isEmpty() && random.nextInt(3) == 0) {
                        int any = random.nextInt(slots.size());
                        int slot = slots.set(any, 0);
                        if (slot != 0) {
                            store.returns().give(slot);
                        }
                    }
                }
            }
            assertThat(store.usedBytes()).isBetween(0L, store.limitBytes());
        }
        out.forEach(this::requireIntact);
        giveBack(out);
        slots.stream().filter(slot -> slot != 0).forEach(store.returns()::give);
        store.collect();
        assertThat(store.usedBytes()).as("the tray that is being filled").isLessThanOrEqualTo(Region.PAGE_BYTES);
    }

    @Test
    void shouldKeepOfABurstWhatLiesInTheTrayAndHasSlips() {
        assertThat(turn()).isTrue();
        long start = memory.address() + trays.bytesAt();
        long now = System.nanoTime();
        for (int i = 0; i < Burst.MOST; i++) {
            burst.put(i, start + i, 1, i, i);
        }
        burst.put(9, arena.allocate(60).address(), 60, 60, 0);
        assertThat(trays.keep(burst, 1, 8, now)).isEqualTo(7);
        assertThat(trays.keep(burst, 8, 20, now)).as("the second is elsewhere").isEqualTo(1);
        assertThat(trays.keep(burst, 9, 20, now)).isZero();
        int slip = trays.nextSlip();
        int kept = 8;
        int more = trays.keep(burst, 10, Burst.MOST, now);
        assertThat(more).isEqualTo(Burst.MOST - 10);
        for (int i = 0; i < more; i++) {
            long at = region.address(slip + i);
            assertThat(Slot.isSlip(at)).isTrue();
            assertThat(Slot.timestampNanos(at)).isEqualTo(10 + i);
            assertThat(Slot.len(at)).isEqualTo(10 + i);
        }
        while (more > 0) {
            kept += more;
            more = trays.keep(burst, 10, Burst.MOST, now);
        }
        assertThat(kept).as("all slips").isLessThanOrEqualTo(SLIPS).isEqualTo(trays.nextSlip() - slip + 8);
        for (int i = 0; i < kept; i++) {
            stores.giveBack(slip - 8 + i);
        }
        store.collect();
        assertThat(turn()).as("the tray before is free now").isTrue();
    }
}
