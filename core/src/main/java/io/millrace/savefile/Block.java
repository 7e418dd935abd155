package io.millrace.savefile;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A block of a pcapng file that is no packet, as it stands in the file. {@link Section}, {@link InterfaceDescription},
 * {@link InterfaceStatistics}, {@link NameResolution} and {@link DecryptionSecrets} tell what is in those of their types.
 * Immutable; the bytes are its own.
 */
public final class Block {
    private final int type;
    private final ByteOrder order;
    private final byte[] body;
    private final long offset;

    Block(int type, ByteOrder order, byte[] body, long offset) {
        this.type = type;
        this.order = order;
        this.body = body;
        this.offset = offset;
    }

    /** @param bodyAt where the body begins, in bytes */
    static Block copy(int type, ByteOrder order, MemorySegment memory, long bodyAt, int bodyBytes, long offset) {
        return new Block(type, order, memory.asSlice(bodyAt, bodyBytes).toArray(JAVA_BYTE), offset);
    }

    /** What it is: one of {@link BlockType}, or another. */
    public int type() {
        return type;
    }

    /** The byte order of its section. */
    public ByteOrder order() {
        return order;
    }

    /** What stands between its length in front and its length behind, a copy. */
    public byte[] body() {
        return body.clone();
    }

    /** The length of the body in bytes. */
    public int bodyBytes() {
        return body.length;
    }

    /** Where it begins in the file. */
    public long offset() {
        return offset;
    }

    /** The body, for a look. */
    ByteBuffer buffer() {
        return ByteBuffer.wrap(body).asReadOnlyBuffer().order(order);
    }
}
