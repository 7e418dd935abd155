package io.millrace.savefile;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Compresses to a frame of LZ4 with a checksum of the content, in blocks of 256 KiB that are decoded each for itself. A
 * flush ends a block, so that who reads along finds all that was written. Owned by the thread that writes.
 */
final class Lz4Output extends OutputStream {
    private static final int BLOCK_BYTES = 256 << 10;
    private static final int SIZE_OF_BLOCK = 5; // of 4 to 7, for 64 KiB to 4 MiB

    private final OutputStream out;
    private final Lz4Block encoder = new Lz4Block();
    private final XxHash32 hash = new XxHash32();
    private final byte[] plain = new byte[BLOCK_BYTES];
    private final byte[] encoded = new byte[4 + Lz4Block.mostBytes(BLOCK_BYTES)];
    private int used;
    private boolean begun;
    private boolean closed;

    Lz4Output(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int value) throws IOException {
        if (used == BLOCK_BYTES) {
            block();
        }
        plain[used++] = (byte) value;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int at = offset;
        int end = offset + length;
        while (at < end) {
            if (used == BLOCK_BYTES) {
                block();
            }
            int count = Math.min(end - at, BLOCK_BYTES - used);
            System.arraycopy(bytes, at, plain, used, count);
            used += count;
            at += count;
        }
    }

    @Override
    public void flush() throws IOException {
        if (used > 0) {
            block();
        }
        out.flush();
    }

    private void begin() throws IOException {
        if (!begun) {
            begun = true;
            byte[] descriptor = {
                (byte) (Lz4Frame.VERSION | Lz4Frame.INDEPENDENT | Lz4Frame.CONTENT_CHECKSUM), SIZE_OF_BLOCK << 4
            };
            int32(Lz4Frame.MAGIC, encoded);
            System.arraycopy(descriptor, 0, encoded, 4, 2);
            encoded[6] = Lz4Frame.checksum(descriptor, 2);
            out.write(encoded, 0, 7);
        }
    }

    private void block() throws IOException {
        begin();
        hash.update(plain, 0, used);
        int length = encoder.encode(plain, used, encoded, 4);
        if (length < used) {
            int32(length, encoded);
            out.write(encoded, 0, 4 + length);
        } else {
            int32(used | Lz4Frame.PLAIN, encoded);
            out.write(encoded, 0, 4);
            out.write(plain, 0, used);
        }
        used = 0;
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (out) {
            if (used > 0) {
                block();
            }
            begin();
            byte[] last = new byte[8];
            int32(0, last);
            byte[] checksum = new byte[4];
            int32(hash.value(), checksum);
            System.arraycopy(checksum, 0, last, 4, 4);
            out.write(last);
        }
    }

    private static void int32(int value, byte[] into) {
        into[0] = (byte) value;
        into[1] = (byte) (value >>> 8);
        into[2] = (byte) (value >>> 16);
        into[3] = (byte) (value >>> 24);
    }
}
