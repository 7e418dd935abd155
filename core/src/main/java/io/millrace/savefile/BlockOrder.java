package io.millrace.savefile;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Writes the bodies of blocks in another byte order, where it is known what in them is a number. */
final class BlockOrder {
    private static final int END = 0;

    private BlockOrder() {}

    /** The body of a block in a byte order; null if it is another one, and nobody knows what is in the block. */
    static byte @Nullable [] in(ByteOrder order, Block block) {
        if (block.order() == order) {
            return block.body();
        }
        ByteBuffer from = block.buffer();
        ByteBuffer to = ByteBuffer.allocate(block.bodyBytes()).order(order);
        try {
            switch (block.type()) {
                case BlockType.NAME_RESOLUTION -> records(from, to);
                case BlockType.DECRYPTION_SECRETS -> secrets(from, to);
                default -> {
                    return null;
                }
            }
            records(from, to); // options look the same
        } catch (BufferUnderflowException damaged) {
            return null;
        }
        return to.array();
    }

    /** Pairs of a number and a length of two bytes each, with a value that is bytes, up to the pair of zeroes. */
    private static void records(ByteBuffer from, ByteBuffer to) {
        int type = -1;
        while (type != END && from.hasRemaining()) {
            type = from.getShort();
            int length = Short.toUnsignedInt(from.getShort());
            to.putShort((short) type).putShort((short) length);
            bytes(from, to, length);
        }
    }

    private static void secrets(ByteBuffer from, ByteBuffer to) {
        to.putInt(from.getInt());
        int length = from.getInt();
        to.putInt(length);
        bytes(from, to, Integer.compareUnsigned(length, from.remaining()) > 0 ? Integer.MAX_VALUE - 3 : length);
    }

    private static void bytes(ByteBuffer from, ByteBuffer to, int length) {
        int padded = (length + 3) & ~3;
        if (padded > from.remaining()) {
            throw new BufferUnderflowException();
        }
        to.put(from.slice(from.position(), padded));
        from.position(from.position() + padded);
    }
}
