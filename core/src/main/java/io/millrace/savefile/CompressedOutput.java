package io.millrace.savefile;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * A file that is compressed. After each write the compression is flushed: so whoever reads the file, however its writer
 * ended, finds the packets of all writes before, and what a failed write left is cut off behind them. That costs some bytes
 * for each 256 KiB.
 */
final class CompressedOutput implements Output {
    private final PartFile file;
    private final FileChannel channel;
    private final Durability durability;
    private final Compressed compressed = new Compressed();
    private final OutputStream codec;
    private final StreamOutput out;
    private long soundBytes;

    CompressedOutput(PartFile file, Codec codec, Durability durability) throws IOException {
        this.file = file;
        this.durability = durability;
        channel = file.open();
        try {
            this.codec = codec.compress(compressed);
        } catch (Throwable e) {
            channel.close();
            throw e;
        }
        out = new StreamOutput(name(), this.codec);
    }

    @Override
    public String name() {
        return file.written().toString();
    }

    @Override
    public boolean takesPieces() {
        return false; // what was flushed can be read
    }

    /** All of it or nothing: what the compression made of a part cannot be told from the rest. */
    @Override
    public void write(ByteBuffer bytes) throws IOException {
        int begun = bytes.position();
        try {
            out.write(bytes);
            flush();
        } catch (IOException e) {
            bytes.position(begun);
            throw e;
        }
    }

    @Override
    public void flush() throws IOException {
        codec.flush();
        if (durability == Durability.EACH_WRITE) {
            channel.force(false);
        }
        soundBytes = compressed.count;
    }

    /** Cuts it behind the last write that succeeded, wherever that is in the compressed file. */
    @Override
    public void cutTo(long bytes) throws IOException {
        channel.truncate(soundBytes);
    }

    @Override
    public void force() throws IOException {
        flush();
        channel.force(false);
    }

    @Override
    public void finish() throws IOException {
        codec.close();
        try (channel) {
            if (durability != Durability.NONE) {
                channel.force(true);
            }
        }
        file.publish();
    }

    /** The compression's memory is given back by its close, which may write, and fail, once more. */
    @Override
    public void abandon() throws IOException {
        try (channel) {
            try {
                codec.close();
            } finally {
                channel.truncate(soundBytes);
            }
        }
    }

    /** What comes out of the compression; closed by the output, after what it still has to do. */
    private final class Compressed extends OutputStream {
        private long count;

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            ByteBuffer rest = ByteBuffer.wrap(bytes, offset, length);
            while (rest.hasRemaining()) {
                count += channel.write(rest);
            }
        }
    }
}
