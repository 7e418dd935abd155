package io.millrace.savefile;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/**
 * A way to compress savefiles. This module has gzip, which the JDK brings, and lz4; others are found with
 * {@link java.util.ServiceLoader}, so that a program which wants them chooses what implements them.
 */
public interface Codec {
    /** What it is called, in lower case: {@code zstd}. */
    String name();

    /** What names of such files end with, without a dot: {@code zst}. */
    String extension();

    /** The byte sequences one of which such a file begins with, at most 8 bytes each. */
    List<byte[]> magics();

    /** A stream of what the compressed stream holds, all of its frames one after the other. */
    InputStream decompress(InputStream in) throws IOException;

    /**
     * A stream that compresses, and closes the one given when it is closed. What was written before it is flushed can be
     * read, also if nothing follows.
     */
    OutputStream compress(OutputStream out) throws IOException;
}
