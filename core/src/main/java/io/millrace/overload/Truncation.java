package io.millrace.overload;

import java.lang.foreign.MemorySegment;

/**
 * Keeps the first bytes of each packet only, from when the store is half full until it is three eighths full: most handlers
 * can do something with headers, and many more of them fit.
 *
 * <p>Two marks, and not one, so that it does not change its mind with each batch.
 */
public final class Truncation implements Pressure {
    private final int bytes;
    private boolean cuts;

    /** Keeps so many bytes. */
    public Truncation(int bytes) {
        this.bytes = bytes;
    }

    @Override
    public void look(long usedBytes, long limitBytes, long nowNanos) {
        cuts = usedBytes > limitBytes / 2 || (cuts && usedBytes > limitBytes / 8 * 3);
    }

    @Override
    public int keep(MemorySegment memory, long offset, int caplen, int linktype) {
        return cuts ? Math.min(bytes, caplen) : caplen;
    }

    @Override
    public int weight() {
        return 1;
    }
}
