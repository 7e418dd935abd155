package io.millrace.savefile;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import io.millrace.protocol.Burst;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a pcapng file. A block is its type, its length, its body, and its length again:
 *
 * <pre>
 *  enhanced packet (EPB)   simple (SPB)     obsolete
 *  0 type 6                0 type 3         0 type 2
 *  4 length                4 length         4 length
 *  8 interface             8 len            8 interface, 10 drops
 * 12 timestamp, high      12 bytes         12 as EPB
 * 16 timestamp, low
 * 20 caplen
 * 24 len
 * 28 bytes, padded to 4; options; length
 * </pre>
 *
 * <p>The hot path knows enhanced packets that lie in the window and are sound; everything else is found out by {@link #other}.
 * How long a section claims to be is not relied on: its end is where the next begins, or the file ends.
 */
final class PcapngReader extends SavefileReader {
    private static final int HEAD_BYTES = 8;
    private static final int MIN_BLOCK_BYTES = 12;
    private static final int PACKET_HEADER_BYTES = 28;
    private static final int MIN_PACKET_BYTES = 32;
    private static final int SIMPLE_HEADER_BYTES = 12;
    private static final int MIN_SIMPLE_BYTES = 16;
    private static final int MIN_SECTION_BYTES = 28;
    private static final int LENGTH_BYTES = 4;
    private static final int CAPLEN = 20;
    private static final long UNSIGNED = 0xffff_ffffL;

    /** A packet, and the longest options; a block of another kind that is longer is only passed over. */
    private static final long MAX_BLOCK_BYTES = MAX_CAPLEN + (1L << 20);

    private static final int MAX_INTERFACES = 1 << 16;

    private InterfaceDescription[] interfaces = new InterfaceDescription[4];
    private int interfaceCount;
    private Section section = Section.of(Options.NONE);
    private @Nullable Consumer<Block> listener;

    // The packet's block.
    private long block;
    private long blockEnd;
    private int interfaceId;

    /** @param window has the section's header, or what looks like one, at its beginning */
    PcapngReader(Window window) {
        super(window, 0);
        if (other(Window.FOR_EVER) != null) {
            throw damaged("the file has no whole section header yet");
        }
    }

    @Override
    public Step step(long waitNanos) {
        Step step = null;
        while (step == null) {
            step = isEnhancedPacket(at) ? Step.PACKET : other(waitNanos);
        }
        return step;
    }

    /** Whether a sound enhanced packet begins there and lies in the window; the reader then stands on it. */
    private boolean isEnhancedPacket(long start) {
        long left = limit - start;
        MemorySegment bytes = memory;
        if (left < MIN_PACKET_BYTES || int32(bytes, start) != BlockType.ENHANCED_PACKET) {
            return false;
        }
        int total = int32(bytes, start + 4);
        int id = int32(bytes, start + 8);
        int captured = int32(bytes, start + CAPLEN);
        if (total < MIN_PACKET_BYTES
                || total > left
                || (total & 3) != 0
                || Integer.compareUnsigned(id, interfaceCount) >= 0
                || captured < 0
                || captured > total - MIN_PACKET_BYTES
                || int32(bytes, start + total - LENGTH_BYTES) != total) {
            return false;
        }
        standOn(bytes, start, total, id);
        caplen = captured;
        int wire = int32(bytes, start + CAPLEN + 4);
        len = wire < 0 ? Integer.MAX_VALUE : wire;
        packet = start + PACKET_HEADER_BYTES;
        return true;
    }

    @Override
    void further(Burst into, int most) {
        long start = memory.address();
        int count = into.count();
        while (count < most && isOfSameInterface(at) && isEnhancedPacket(at)) {
            into.put(count++, start + packet, caplen, len, timestampNanos);
        }
        into.count(count);
    }

    private boolean isOfSameInterface(long start) {
        return limit - start >= MIN_PACKET_BYTES && int32(memory, start + HEAD_BYTES) == interfaceId;
    }

    private void standOn(MemorySegment bytes, long start, int total, int id) {
        InterfaceDescription description = interfaces[id];
        from = description;
        interfaceId = id;
        timestampNanos = description
                .timescale()
                .nanos(((long) int32(bytes, start + 12) << 32) | (int32(bytes, start + 16) & UNSIGNED));
        block = start;
        blockEnd = start + total;
        at = blockEnd;
    }

    /** Cold: whatever else comes next. Returns null if that was a block that is no packet, and has been passed. */
    private @Nullable Step other(long waitNanos) {
        if (!fill(HEAD_BYTES, waitNanos)) {
            return starved(HEAD_BYTES, "a block");
        }
        int type = int32(memory, at);
        if (type == BlockType.SECTION_HEADER) {
            if (!fill(MIN_BLOCK_BYTES, waitNanos)) {
                return starved(MIN_SECTION_BYTES, BlockType.name(type));
            }
            learnOrder();
        }
        long total = int32(memory, at + 4) & UNSIGNED;
        if (total < MIN_BLOCK_BYTES || (total & 3) != 0) {
            throw damaged(BlockType.name(type) + " claims to have " + total
                    + " bytes (expected: a multiple of 4, at least " + MIN_BLOCK_BYTES + ")");
        }
        if (!isRead(type) || (total > MAX_BLOCK_BYTES && !isNeeded(type))) {
            pass(total);
            return null;
        }
        if (total > MAX_BLOCK_BYTES) {
            throw damaged(BlockType.name(type) + " claims to have " + total + " bytes (expected: at most "
                    + MAX_BLOCK_BYTES + ")");
        }
        if (!fill(total, waitNanos)) {
            return starved(total, BlockType.name(type));
        }
        int trailer = int32(memory, at + total - LENGTH_BYTES);
        if (trailer != total) {
            throw damaged(BlockType.name(type) + " has " + total + " bytes by the length in front of it, and "
                    + Integer.toUnsignedString(trailer) + " by the one behind");
        }
        return read(type, (int) total);
    }

    /** A section's header says in which order its own length is written. */
    private void learnOrder() {
        int magic = memory.get(JAVA_INT_UNALIGNED, at + HEAD_BYTES);
        if (magic != Section.BYTE_ORDER_MAGIC && Integer.reverseBytes(magic) != Section.BYTE_ORDER_MAGIC) {
            throw damaged("the section header has no byte-order magic");
        }
        swapped = magic != Section.BYTE_ORDER_MAGIC;
    }

    private boolean isRead(int type) {
        return listener != null || isNeeded(type);
    }

    private static boolean isNeeded(int type) {
        return switch (type) {
            case BlockType.SECTION_HEADER,
                    BlockType.INTERFACE_DESCRIPTION,
                    BlockType.ENHANCED_PACKET,
                    BlockType.SIMPLE_PACKET,
                    BlockType.OBSOLETE_PACKET -> true;
            default -> false;
        };
    }

    private @Nullable Step read(int type, int total) {
        return switch (type) {
            case BlockType.ENHANCED_PACKET -> {
                if (!isEnhancedPacket(at)) {
                    throw unsound(total, int32(memory, at + HEAD_BYTES));
                }
                yield Step.PACKET;
            }
            case BlockType.OBSOLETE_PACKET -> {
                obsolete(total);
                yield Step.PACKET;
            }
            case BlockType.SIMPLE_PACKET -> {
                simple(total);
                yield Step.PACKET;
            }
            default -> {
                described(
                        Block.copy(type, order(), memory, at + HEAD_BYTES, total - MIN_BLOCK_BYTES, window.base + at));
                at += total;
                yield null;
            }
        };
    }

    private ByteOrder order() {
        boolean little = swapped != (ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN);
        return little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    }

    /** Why a block of a packet, which is whole, is none. */
    private SavefileException unsound(int total, int id) {
        if (total < MIN_PACKET_BYTES) {
            return damaged("the packet's block has " + total + " bytes (expected: at least " + MIN_PACKET_BYTES + ")");
        }
        if (Integer.compareUnsigned(id, interfaceCount) >= 0) {
            return damaged("the packet is of interface " + Integer.toUnsignedString(id) + ", where " + interfaceCount
                    + " are described");
        }
        return damaged("the packet claims to have " + Integer.toUnsignedString(int32(memory, at + CAPLEN))
                + " captured bytes in a block of " + total);
    }

    private void obsolete(int total) {
        int word = int32(memory, at + HEAD_BYTES);
        int id = order() == ByteOrder.BIG_ENDIAN ? word >>> 16 : word & 0xffff;
        if (total < MIN_PACKET_BYTES || id >= interfaceCount) {
            throw unsound(total, id);
        }
        int captured = int32(memory, at + CAPLEN);
        if (captured < 0 || captured > total - MIN_PACKET_BYTES) {
            throw unsound(total, id);
        }
        int wire = int32(memory, at + CAPLEN + 4);
        standOn(memory, at, total, id);
        caplen = captured;
        len = wire < 0 ? Integer.MAX_VALUE : wire;
        packet = block + PACKET_HEADER_BYTES;
    }

    /** A simple packet has no captured length: it is what the snaplen of the first interface left of it. */
    private void simple(int total) {
        if (total < MIN_SIMPLE_BYTES) {
            throw damaged("the packet's block has " + total + " bytes (expected: at least " + MIN_SIMPLE_BYTES + ")");
        }
        if (interfaceCount == 0) {
            throw damaged("the packet is of interface 0, where 0 are described");
        }
        InterfaceDescription first = interfaces[0];
        long wire = int32(memory, at + HEAD_BYTES) & UNSIGNED;
        long snaplen = first.snaplen() == 0 ? wire : first.snaplen() & UNSIGNED;
        long captured = Math.min(wire, snaplen);
        if (captured > total - MIN_SIMPLE_BYTES) {
            throw damaged("the packet claims to have " + captured + " captured bytes in a block of " + total);
        }
        from = first;
        interfaceId = 0;
        timestampNanos = 0;
        block = at;
        blockEnd = at + total;
        packet = at + SIMPLE_HEADER_BYTES;
        caplen = (int) captured;
        len = (int) Math.min(wire, Integer.MAX_VALUE);
        at = blockEnd;
    }

    private void described(Block what) {
        try {
            switch (what.type()) {
                case BlockType.SECTION_HEADER -> begin(what);
                case BlockType.INTERFACE_DESCRIPTION -> add(what);
                default -> {} // for the listener
            }
        } catch (IllegalArgumentException e) {
            throw damaged(BlockType.name(what.type()) + " cannot be read: " + e.getMessage());
        }
        if (listener != null) {
            listener.accept(what);
        }
    }

    private void begin(Block header) {
        requireBody(header, Section.BODY_BYTES);
        Section begun = Section.of(header);
        if (!begun.isKnown()) {
            throw damaged("the section has version " + begun.major() + "." + begun.minor()
                    + " of pcapng (expected: 1.0 or 1.2)");
        }
        section = begun;
        interfaceCount = 0;
    }

    private void add(Block description) {
        requireBody(description, InterfaceDescription.BODY_BYTES);
        if (interfaceCount == MAX_INTERFACES) {
            throw damaged("the section describes more than " + MAX_INTERFACES + " interfaces");
        }
        if (interfaceCount == interfaces.length) {
            interfaces = Arrays.copyOf(interfaces, interfaceCount * 2);
        }
        interfaces[interfaceCount++] = InterfaceDescription.of(description);
    }

    private void requireBody(Block what, int bytes) {
        if (what.bodyBytes() < bytes) {
            throw damaged(BlockType.name(what.type()) + " has a body of " + what.bodyBytes()
                    + " bytes (expected: at least " + bytes + ")");
        }
    }

    @Override
    public SavefileFormat format() {
        return SavefileFormat.PCAPNG;
    }

    @Override
    public Section section() {
        return section;
    }

    @Override
    public List<InterfaceDescription> interfaces() {
        return List.of(Arrays.copyOf(interfaces, interfaceCount));
    }

    @Override
    public boolean findInterface() {
        Step step = null;
        while (interfaceCount == 0 && step != Step.END) {
            step = other(Window.FOR_EVER);
            if (step == Step.NOTHING_YET) {
                requireNoInterrupt();
            }
        }
        while (isInterfaceInWindow()) {
            other(0);
        }
        return interfaceCount > 0;
    }

    /** Whether another interface is described right behind, and need not be waited for. */
    private boolean isInterfaceInWindow() {
        long left = limit - at;
        return left >= MIN_BLOCK_BYTES
                && int32(memory, at) == BlockType.INTERFACE_DESCRIPTION
                && (int32(memory, at + 4) & UNSIGNED) <= left;
    }

    @Override
    public void onBlock(Consumer<Block> to) {
        listener = to;
    }

    @Override
    public int interfaceId() {
        return interfaceId;
    }

    @Override
    public boolean hasTime() {
        return int32(memory, block) != BlockType.SIMPLE_PACKET;
    }

    @Override
    public boolean hasOptions() {
        return blockEnd - LENGTH_BYTES > optionsAt() && hasTime();
    }

    private long optionsAt() {
        return packet + ((caplen + 3L) & ~3L);
    }

    @Override
    public Options options() {
        if (int32(memory, block) == BlockType.SIMPLE_PACKET) {
            return Options.NONE;
        }
        long begin = optionsAt();
        byte[] bytes = memory.asSlice(begin, Math.max(0, blockEnd - LENGTH_BYTES - begin))
                .toArray(JAVA_BYTE);
        try {
            return Options.read(ByteBuffer.wrap(bytes).order(order()));
        } catch (IllegalArgumentException e) {
            throw new SavefileException(
                    window.name, position(), "the packet's options cannot be read: " + e.getMessage());
        }
    }

    /** Where the packet's block begins in the memory. */
    long blockAt() {
        return block;
    }

    /** How long it is. */
    int blockBytes() {
        return (int) (blockEnd - block);
    }

    @Override
    public long position() {
        return window.base + block;
    }
}
