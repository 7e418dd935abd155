package io.millrace.savefile;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What the header of a section says ({@code SHB}). A pcap file is one section, without options.
 *
 * @param order the byte order of all numbers in the section
 * @param major version of the format
 * @param minor version of the format
 * @param lengthBytes the length of the section behind its header as it claims; -1 if it does not tell
 * @param options comments, hardware, operating system, application
 */
public record Section(ByteOrder order, int major, int minor, long lengthBytes, Options options) {
    /** The {@code lengthBytes} of a section that does not tell its length. */
    public static final long UNKNOWN_LENGTH = -1;

    static final int BYTE_ORDER_MAGIC = 0x1a2b_3c4d;
    static final int BODY_BYTES = 16;

    /** A section to be written in the byte order of this machine. */
    public static Section of(Options options) {
        return new Section(ByteOrder.nativeOrder(), 1, 0, UNKNOWN_LENGTH, options);
    }

    /** @throws IllegalArgumentException if its options are damaged */
    static Section of(Block block) {
        ByteBuffer body = block.buffer();
        body.getInt(); // the byte-order magic
        return new Section(
                block.order(),
                Short.toUnsignedInt(body.getShort()),
                Short.toUnsignedInt(body.getShort()),
                body.getLong(),
                Options.read(body));
    }

    /** Whether a reader of today can read it. */
    boolean isKnown() {
        return major == 1 && (minor == 0 || minor == 2);
    }
}
