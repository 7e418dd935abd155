package io.millrace.savefile;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** A stream, which is left open; what was written cannot be taken back. */
final class StreamOutput implements Output {
    private static final int PIECE_BYTES = 64 << 10;

    private final String name;
    private final OutputStream out;
    private final byte[] piece = new byte[PIECE_BYTES];

    StreamOutput(String name, OutputStream out) {
        this.name = name;
        this.out = out;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean takesPieces() {
        return false; // it may be a pipe
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            int count = Math.min(bytes.remaining(), PIECE_BYTES);
            bytes.get(bytes.position(), piece, 0, count);
            out.write(piece, 0, count);
            bytes.position(bytes.position() + count);
        }
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void cutTo(long bytes) {
        // what has gone has gone; a reader finds everything before the damage
    }

    @Override
    public void force() throws IOException {
        out.flush();
    }

    @Override
    public void finish() throws IOException {
        out.flush();
    }

    @Override
    public void abandon() {
        // it is somebody else's to close
    }
}
