package io.millrace.pcap;

/**
 * A 32-bit counter that wraps, counted on in 64 bits. Owned by whoever reads the counter, which must happen at least once
 * every 2^32 counts.
 */
final class Widener {
    private int last;
    private long wide;

    /** Takes the counter's value, unsigned; returns the count since the counter began. */
    long widen(int value) {
        wide += Integer.toUnsignedLong(value - last);
        last = value;
        return wide;
    }
}
