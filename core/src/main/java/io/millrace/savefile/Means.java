package io.millrace.savefile;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a file is read with.
 *
 * @param windowBytes how much of it lies in memory; of a stream five times as much
 * @param meter counts the bytes of the file that were read, before any decompression
 */
record Means(int windowBytes, AtomicLong meter) {
    /** Those of a file that is read alone. */
    static Means usual() {
        return new Means(Window.USUAL_BYTES, new AtomicLong());
    }

    /** The same for a look at a file that is read later. */
    Means unmetered() {
        return new Means(windowBytes, new AtomicLong());
    }

    /** The stream, its bytes counted. */
    InputStream metered(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                int read = super.read();
                meter.addAndGet(read < 0 ? 0 : 1);
                return read;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int count = super.read(bytes, offset, length);
                meter.addAndGet(Math.max(0, count));
                return count;
            }
        };
    }
}
