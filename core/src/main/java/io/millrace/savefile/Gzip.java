package io.millrace.savefile;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** gzip (RFC 1952), by the JDK. */
final class Gzip implements Codec {
    private static final int BUFFER_BYTES = 64 << 10;
    private static final byte[] MAGIC = {0x1f, (byte) 0x8b, 8};

    @Override
    public String name() {
        return "gzip";
    }

    @Override
    public String extension() {
        return "gz";
    }

    @Override
    public List<byte[]> magics() {
        return List.of(MAGIC.clone());
    }

    @Override
    public InputStream decompress(InputStream in) throws IOException {
        return new GZIPInputStream(in, BUFFER_BYTES);
    }

    /** What is flushed can be read, which is not so of GZIPOutputStream unless asked for. */
    @Override
    public OutputStream compress(OutputStream out) throws IOException {
        return new GZIPOutputStream(out, BUFFER_BYTES, true);
    }
}
