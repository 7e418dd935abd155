package io.millrace.savefile;

import io.millrace.ffi.Memory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Writes a pcapng file: sections, interfaces, packets with or without options, statistics, and any other block.
 *
 * <p>A segment of a spool is such a file: its owner puts what he needs to know of it into options and custom blocks.
 */
public final class PcapngWriter extends SavefileWriter {
    private static final int HEAD_BYTES = 8;
    private static final int FRAME_BYTES = 12; // type, and the length twice
    private static final int PACKET_HEADER_BYTES = 28;
    private static final int LENGTH_BYTES = 4;

    private final ByteOrder order;
    private Timescale[] timescales = new Timescale[4];
    private int interfaces;

    private PcapngWriter(Output output, Section section) {
        super(output, section.order() != ByteOrder.nativeOrder(), new Blocks(section.order()));
        order = section.order();
    }

    /**
     * Begins a file with a section, whose byte order is that of the whole file.
     *
     * @throws SavefileException if it cannot be written
     */
    public static PcapngWriter open(SavefileTarget target, Section section) {
        PcapngWriter writer = new PcapngWriter(target.open(), section);
        writer.begin(() -> writer.section(section.options()));
        return writer;
    }

    @Override
    public SavefileFormat format() {
        return SavefileFormat.PCAPNG;
    }

    /** Begins a section: its interfaces have to be described anew. */
    public void section(Options options) {
        interfaces = 0;
        ByteBuffer body = body(Section.BODY_BYTES, options);
        body.putInt(Section.BYTE_ORDER_MAGIC).putShort((short) 1).putShort((short) 0);
        body.putLong(Section.UNKNOWN_LENGTH);
        options.put(body, BlockType.SECTION_HEADER);
        block(BlockType.SECTION_HEADER, body);
    }

    /**
     * Describes an interface.
     *
     * @return the number that its packets name
     */
    public int describe(InterfaceDescription description) {
        ByteBuffer body = body(InterfaceDescription.BODY_BYTES, description.options());
        body.putShort((short) description.linktype()).putShort((short) 0).putInt(description.snaplen());
        description.options().put(body, BlockType.INTERFACE_DESCRIPTION);
        block(BlockType.INTERFACE_DESCRIPTION, body);
        if (interfaces == timescales.length) {
            timescales = Arrays.copyOf(timescales, interfaces * 2);
        }
        timescales[interfaces] = description.timescale();
        return interfaces++;
    }

    @Override
    public void write(int interfaceId, long timestampNanos, MemorySegment memory, long offset, int caplen, int len) {
        requireCaplen(caplen);
        long total = PACKET_HEADER_BYTES + padded(caplen) + LENGTH_BYTES;
        long at = head(interfaceId, timestampNanos, caplen, len, total);
        MemorySegment.copy(memory, offset, Memory.ALL, at + PACKET_HEADER_BYTES, caplen);
        addPacket(total);
    }

    /** Writes a packet with options. See {@link #write(int, long, MemorySegment, long, int, int)}. */
    public void write(
            int interfaceId,
            long timestampNanos,
            MemorySegment memory,
            long offset,
            int caplen,
            int len,
            Options options) {
        requireCaplen(caplen);
        ByteBuffer encoded = body(0, options);
        options.put(encoded, BlockType.ENHANCED_PACKET);
        MemorySegment trailing = MemorySegment.ofBuffer(encoded.flip());
        long total = PACKET_HEADER_BYTES + padded(caplen) + trailing.byteSize() + LENGTH_BYTES;
        long at = head(interfaceId, timestampNanos, caplen, len, total);
        long to = at + PACKET_HEADER_BYTES;
        if (caplen > 0) {
            put32(to + padded(caplen) - 4, 0); // padding
        }
        MemorySegment.copy(memory, offset, Memory.ALL, to, caplen);
        MemorySegment.copy(trailing, 0, Memory.ALL, to + padded(caplen), trailing.byteSize());
        addPacket(total);
    }

    private static long padded(long bytes) {
        return (bytes + 3) & ~3L;
    }

    /** All of a packet but its bytes and options, which may come over the padding. */
    private long head(int interfaceId, long timestampNanos, int caplen, int len, long total) {
        long units = timescales[interfaceId].units(timestampNanos);
        long at = reserve(total);
        put32(at + total - 2 * LENGTH_BYTES, 0, (int) total); // may lie over the last number of a packet without bytes
        put32(at, BlockType.ENHANCED_PACKET, (int) total);
        put32(at + 8, interfaceId, (int) (units >>> 32));
        put32(at + 16, (int) units, caplen);
        put32(at + 24, len);
        return at;
    }

    /** Writes a packet's block as it stands in another file of the same byte order, whose interfaces have the same numbers. */
    void copy(MemorySegment memory, long offset, int bytes) {
        long at = reserve(bytes);
        MemorySegment.copy(memory, offset, Memory.ALL, at, bytes);
        addPacket(bytes);
    }

    /** The byte order of the file. */
    ByteOrder order() {
        return order;
    }

    /** What the timestamps of an interface count. */
    Timescale timescale(int interfaceId) {
        return timescales[interfaceId];
    }

    /** Writes what an interface counted. */
    public void statistics(InterfaceStatistics statistics) {
        ByteBuffer body = body(InterfaceStatistics.BODY_BYTES, statistics.options());
        body.putInt(statistics.interfaceId());
        body.putInt((int) (statistics.units() >>> 32)).putInt((int) statistics.units());
        statistics.options().put(body, BlockType.INTERFACE_STATISTICS);
        block(BlockType.INTERFACE_STATISTICS, body);
    }

    /**
     * Writes a block as it stands.
     *
     * @param type what it is; not a section, an interface or a packet, which the writer has to know of
     * @param body what stands between its lengths; numbers are in the byte order of the file
     * @throws IllegalArgumentException if the type is one of those
     */
    public void block(int type, byte... body) {
        switch (type) {
            case BlockType.SECTION_HEADER,
                    BlockType.INTERFACE_DESCRIPTION,
                    BlockType.ENHANCED_PACKET,
                    BlockType.SIMPLE_PACKET,
                    BlockType.OBSOLETE_PACKET ->
                throw new IllegalArgumentException(BlockType.name(type) + " is not written as a block");
            default -> block(type, ByteBuffer.wrap(body).position(body.length));
        }
    }

    /**
     * Writes a block of another file, in the byte order of this one.
     *
     * @return false if it is not written, because its byte order is another and nobody knows what in it is a number
     * @throws IllegalArgumentException as {@link #block(int, byte...)}
     */
    public boolean block(Block block) {
        byte[] body = BlockOrder.in(order, block);
        if (body != null) {
            block(block.type(), body);
        }
        return body != null;
    }

    private ByteBuffer body(int fixedBytes, Options options) {
        return ByteBuffer.allocate(fixedBytes + options.bytes()).order(order);
    }

    /** Writes a block whose body is a buffer up to where it stands. */
    private void block(int type, ByteBuffer body) {
        MemorySegment content = MemorySegment.ofBuffer(body.flip());
        long padded = padded(content.byteSize());
        long total = FRAME_BYTES + padded;
        long at = reserve(total);
        put32(at, type, (int) total);
        put32(at + HEAD_BYTES + Math.max(0, padded - 4), 0);
        MemorySegment.copy(content, 0, Memory.ALL, at + HEAD_BYTES, content.byteSize());
        put32(at + total - LENGTH_BYTES, (int) total);
        add(total);
    }

    /** A block begins with its type and its length. */
    private record Blocks(ValueLayout.OfInt number) implements RecordBuffer.Layout {
        Blocks(ByteOrder order) {
            this(ValueLayout.JAVA_INT_UNALIGNED.withOrder(order));
        }

        @Override
        public long recordBytes(long at, boolean firstOfFile) {
            return Memory.ALL.get(number, at + 4);
        }

        @Override
        public boolean isPacket(long at, boolean firstOfFile) {
            return BlockType.isPacket(Memory.ALL.get(number, at));
        }
    }
}
