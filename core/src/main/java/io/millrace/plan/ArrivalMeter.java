package io.millrace.plan;

import java.util.Arrays;

/**
 * How unevenly packets come, by their timestamps: counts them in windows of a millisecond, from the first one on. Timestamps may
 * go back a little; what is before the first counts as with it. Belongs to one thread.
 */
public final class ArrivalMeter {
    private static final long NANOS_PER_CELL = 1_000_000;

    /** An hour: what comes later is counted, and in no window. */
    private static final int MOST_CELLS = 3_600_000;

    /** An index of fewer windows says nothing. */
    private static final int LEAST_WINDOWS = 10;

    private int[] cells = new int[1_024];
    private int used;
    private long packets;
    private long firstNanos;
    private long lastNanos;

    /** Starts with nothing. */
    public ArrivalMeter() {}

    /** A packet with a timestamp in nanoseconds. */
    public void add(long timestampNanos) {
        if (packets++ == 0) {
            firstNanos = timestampNanos;
            lastNanos = timestampNanos;
        }
        lastNanos = Math.max(lastNanos, timestampNanos);
        long cell = Math.max(0, timestampNanos - firstNanos) / NANOS_PER_CELL;
        if (cell < MOST_CELLS) {
            count((int) cell);
        }
    }

    private void count(int cell) {
        if (cell >= cells.length) {
            cells = Arrays.copyOf(cells, Math.min(MOST_CELLS, Math.max(cell + 1, cells.length * 2)));
        }
        cells[cell]++;
        used = Math.max(used, cell + 1);
    }

    /** How many packets there were. */
    public long packets() {
        return packets;
    }

    /** From the first packet to the last, in seconds. */
    public double seconds() {
        return (lastNanos - firstNanos) / 1e9;
    }

    /**
     * The index of dispersion for counts (Fendick and Whitt 1989): the variance of the number of packets in windows of so many
     * milliseconds, divided by its mean. 0 where there are fewer than {@value #LEAST_WINDOWS} whole windows.
     */
    public double dispersion(int windowMillis) {
        int windows = used / windowMillis;
        if (windows < LEAST_WINDOWS) {
            return 0;
        }
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < windows; i++) {
            double count = inWindow(i * windowMillis, windowMillis);
            sum += count;
            squares += count * count;
        }
        double mean = sum / windows;
        return mean == 0 ? 0 : Math.max(0, (squares / windows) - (mean * mean)) / mean;
    }

    /** The most packets that came in any so many milliseconds. */
    public long peak(int windowMillis) {
        long count = inWindow(0, Math.min(windowMillis, used));
        long most = count;
        for (int i = windowMillis; i < used; i++) {
            count += cells[i] - cells[i - windowMillis];
            most = Math.max(most, count);
        }
        return most;
    }

    private long inWindow(int from, int length) {
        long count = 0;
        for (int i = from; i < from + length; i++) {
            count += cells[i];
        }
        return count;
    }
}
