package io.millrace.savefile;

/**
 * What the frames of LZ4 look like (<a
 * href="https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md">lz4_Frame_format</a>). All numbers are little-endian.
 *
 * <pre>
 * magic 4, flags 1, block size 1, [content size 8], [dictionary 4], header's checksum 1
 * each block: its length 4, its bytes, [its checksum 4]; the highest bit of the length says that it is not compressed
 * the length 0, [content's checksum 4]
 * </pre>
 *
 * <p>A legacy frame is a magic number of its own, and blocks of 8 MiB, of which the last is shorter: their length 4, their
 * bytes. It ends where the file does, or where the magic number of another frame is in the place of a length.
 */
final class Lz4Frame {
    static final int MAGIC = 0x184d2204;
    static final int LEGACY_MAGIC = 0x184c2102;
    static final int LEGACY_BLOCK_BYTES = 8 << 20;

    /** Of frames that are for somebody else: 16 magic numbers, then a length, then so many bytes. */
    static final int SKIPPABLE = 0x184d2a50;

    static final int SKIPPABLE_MASK = 0xffff_fff0;

    static final int VERSION_MASK = 0xc0;
    static final int VERSION = 0x40;
    static final int INDEPENDENT = 0x20;
    static final int BLOCK_CHECKSUM = 0x10;
    static final int CONTENT_SIZE = 0x08;
    static final int CONTENT_CHECKSUM = 0x04;
    static final int RESERVED = 0x02;
    static final int DICTIONARY = 0x01;

    static final int PLAIN = 0x8000_0000;

    private static final int LEAST_SIZE = 4;
    private static final int MOST_SIZE = 7;

    private Lz4Frame() {}

    /** The most bytes of a block, decoded, by the frame's second byte; 0 if that is none. */
    static int blockBytes(int descriptor) {
        int size = descriptor >>> 4;
        return size < LEAST_SIZE || size > MOST_SIZE || (descriptor & 0xf) != 0 ? 0 : 1 << (8 + (2 * size));
    }

    /** The last byte of a header. */
    static byte checksum(byte[] descriptor, int length) {
        return (byte) (XxHash32.of(descriptor, 0, length) >>> 8);
    }
}
