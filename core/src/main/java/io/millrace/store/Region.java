package io.millrace.store;

import io.millrace.ffi.CallState;
import io.millrace.ffi.Errno;
import io.millrace.ffi.Platform;
import io.millrace.ffi.SysMman;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The native memory of all stores of a capture: one mapping, named in units of 32 bytes. Its pages are aligned to their size.
 *
 * <p>Names begin at {@link #FIRST}, so that 0 can mean "none" and 1 is free for a lane's own use. The memory is only
 * reserved here; the kernel supplies a page when it is first written.
 *
 * <p>The mapping lives until the last of its users has let go: the capture, and each worker that was written off inside a
 * handler that may still be reading.
 */
public final class Region {
    /** The name of the first unit. */
    public static final int FIRST = 2;

    /** The size of a page in bytes. */
    public static final int PAGE_BYTES = 64 << 10;

    static final int UNIT_SHIFT = 5;
    static final int UNITS_PER_PAGE = PAGE_BYTES >> UNIT_SHIFT;

    private static final int MADV_HUGEPAGE = 14;

    private final Arena arena = Arena.ofShared();
    /** What the system gave: the memory, and what lies beside it because of its alignment. */
    private final MemorySegment mapping;

    private final MemorySegment memory;
    private final long origin;
    private final AtomicInteger users = new AtomicInteger(1);

    /** Reserves so many bytes; a multiple of {@link #PAGE_BYTES}. */
    public Region(long bytes) {
        mapping = Platform.CURRENT == Platform.LINUX ? map(bytes + PAGE_BYTES) : arena.allocate(bytes, PAGE_BYTES);
        memory = mapping.asSlice(-mapping.address() & (PAGE_BYTES - 1), bytes);
        origin = memory.address() - ((long) FIRST << UNIT_SHIFT);
    }

    @SuppressWarnings("restricted") // a mapping of our own, of exactly this length
    private MemorySegment map(long bytes) {
        CallState state = new CallState(arena);
        int flags = SysMman.MAP_PRIVATE | SysMman.MAP_ANONYMOUS | SysMman.MAP_NORESERVE;
        long address = SysMman.mmap(state, bytes, SysMman.PROT_READ | SysMman.PROT_WRITE, flags, -1, 0);
        if (address < 0 && address > -4096) {
            arena.close();
            throw new IllegalStateException("queue-bytes: " + bytes + " bytes cannot be mapped: "
                    + Errno.text((int) -address) + " (choose less, or raise `ulimit -v`)");
        }
        MemorySegment mapped = MemorySegment.ofAddress(address).reinterpret(bytes);
        SysMman.madvise(state, mapped, MADV_HUGEPAGE); // fewer TLB misses; where it is refused nothing is lost
        return mapped;
    }

    /** The address of a slot. */
    public long address(int slot) {
        return origin + ((long) slot << UNIT_SHIFT);
    }

    /**
     * Copies what lies in a slot now, for who does not own it: only he can know whether it was one packet's all the time. Reads
     * nothing outside of this memory, whatever lies there. Null if it can be no packet.
     */
    public @Nullable SlotCopy copy(int slot) {
        long address = address(slot);
        if (slot < FIRST || !holds(address, Slot.HEADER_BYTES)) {
            return null;
        }
        int caplen = Slot.caplen(address);
        long start = Slot.bytes(address);
        if (!holds(start, caplen)) {
            return null;
        }
        byte[] bytes = new byte[caplen];
        MemorySegment.copy(Slot.MEMORY, ValueLayout.JAVA_BYTE, start, bytes, 0, caplen);
        return new SlotCopy(
                Slot.timestampNanos(address), Slot.len(address), Slot.weight(address), Slot.from(address), bytes);
    }

    private boolean holds(long address, long bytes) {
        return address >= memory.address() && address + bytes <= memory.address() + memory.byteSize();
    }

    /** The memory of a page. */
    MemorySegment page(int page) {
        return memory.asSlice((long) page * PAGE_BYTES, PAGE_BYTES);
    }

    /** The name of the first unit of a page. */
    static int slotOf(int page) {
        return FIRST + (page * UNITS_PER_PAGE);
    }

    /** The page that a slot begins in. */
    static int pageOf(int slot) {
        return (slot - FIRST) / UNITS_PER_PAGE;
    }

    /** One more user; only while one is there. */
    public void retain() {
        users.incrementAndGet();
    }

    /** One user less; the last gives the memory back. */
    public void release() {
        if (users.decrementAndGet() == 0) {
            if (Platform.CURRENT == Platform.LINUX) {
                try (Arena own = Arena.ofConfined()) {
                    SysMman.munmap(new CallState(own), mapping);
                }
            }
            arena.close();
        }
    }
}
