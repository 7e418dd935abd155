package io.millrace.savefile;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A stream, or a file that is compressed; what was written cannot be taken back. */
final class StreamOutput implements Output {
    private static final int PIECE_BYTES = 64 << 10;

    private final String name;
    private final OutputStream out;
    private final @Nullable PartFile file;
    private final byte[] piece = new byte[PIECE_BYTES];

    /** @param file the file that the stream writes to; null if it is no file, and is left open */
    StreamOutput(String name, OutputStream out, @Nullable PartFile file) {
        this.name = name;
        this.out = out;
        this.file = file;
    }

    @Override
    public String name() {
        return name;
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
        if (file == null) {
            out.flush();
            return;
        }
        out.close();
        file.publish();
    }

    @Override
    public void abandon() throws IOException {
        if (file != null) {
            out.close();
        }
    }
}
