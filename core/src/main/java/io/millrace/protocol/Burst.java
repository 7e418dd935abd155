package io.millrace.protocol;

/**
 * Frames that came one behind the other by the same interface, by the addresses of their bytes: so what is to be done to
 * frames is done in turn to all of them, in a loop that fits a screen and a processor's registers, before the next thing is.
 *
 * <p>The bytes are borrowed from whoever fills the burst, until he fills it anew; that they are there is his promise. Owned
 * by one thread.
 */
public final class Burst {
    /** The most frames: with the beginnings of their bytes they fit into a processor's first cache. */
    public static final int MOST = 256;

    private final long[] addresses = new long[MOST];
    private final int[] caplens = new int[MOST];
    private final int[] lens = new int[MOST];
    private final long[] timestamps = new long[MOST];
    private int count;

    /** Makes one without frames. */
    public Burst() {}

    /** How many frames there are. */
    public int count() {
        return count;
    }

    /** Where the captured bytes of a frame begin. */
    public long address(int index) {
        return addresses[index];
    }

    /** Captured length in bytes. */
    public int caplen(int index) {
        return caplens[index];
    }

    /** Length on the wire in bytes. */
    public int len(int index) {
        return lens[index];
    }

    /** Nanoseconds since the epoch. */
    public long timestampNanos(int index) {
        return timestamps[index];
    }

    /** Lets there be so many frames, of those that were put. */
    public void count(int frames) {
        count = frames;
    }

    /** Puts a frame, which counts when {@link #count(int)} says so. */
    public void put(int index, long address, int caplen, int len, long timestampNanos) {
        addresses[index] = address;
        caplens[index] = caplen;
        lens[index] = len;
        timestamps[index] = timestampNanos;
    }

    /** Puts a frame in the place of another. */
    public void move(int from, int to) {
        put(to, addresses[from], caplens[from], lens[from], timestamps[from]);
    }

    /** Cuts frames to so many bytes; and no frame was shorter on the wire than what was captured of it, whatever a file says. */
    public void cut(int snaplen) {
        for (int i = 0; i < count; i++) {
            lens[i] = Math.max(lens[i], caplens[i]);
            caplens[i] = Math.min(caplens[i], snaplen);
        }
    }

    /** The captured bytes of some frames. */
    public long bytes(int from, int to) {
        long bytes = 0;
        for (int i = from; i < to; i++) {
            bytes += caplens[i];
        }
        return bytes;
    }
}
