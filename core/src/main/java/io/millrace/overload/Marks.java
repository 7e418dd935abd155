package io.millrace.overload;

/**
 * Times at which packets came, one for each part of the store that they filled: what waited since before the oldest mark is
 * about one part of a full store. So who must make room knows how far back to go, without looking at what waits.
 *
 * <p>Owned by one capture thread.
 */
public final class Marks {
    private static final int MOST = 32;
    private static final long LEAST_BYTES = 128 << 10;

    private final long[] times;
    private final long bytesPerMark;
    private long bytes;
    private int first;
    private int count;

    /** Makes marks for a store of so many bytes. */
    public Marks(long limitBytes) {
        bytesPerMark = Math.max(limitBytes / MOST, LEAST_BYTES);
        times = new long[MOST];
    }

    /**
     * Notes that packets were put into the store, of less than 128 KiB, or one; times do not decrease but for a packet or
     * two.
     */
    public void put(long slotBytes, long sinceNanos) {
        bytes += slotBytes;
        if (bytes >= bytesPerMark) {
            bytes = 0;
            mark(sinceNanos);
        }
    }

    /** What was put in longer ago than the store is large is gone: the oldest mark makes place for the newest. */
    private void mark(long nanos) {
        if (count == MOST) {
            first = (first + 1) % MOST;
            count--;
        }
        times[(first + count++) % MOST] = nanos;
    }

    /** Whether there is a mark left. */
    public boolean isEmpty() {
        return count == 0;
    }

    /** Takes the oldest mark away. */
    public long next() {
        long oldest = times[first];
        first = (first + 1) % MOST;
        count--;
        return oldest;
    }
}
