package io.millrace.bench.rival;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Ages in nanoseconds, in buckets whose width is 1/32 of their value, so that what is read is off by 1/64 at most. The
 * rivals in C and Go have the same. For any thread: an entry is one atomic addition, mostly on a line that no other
 * processor has.
 */
final class AgeHistogram {
    private static final int SUB_BUCKETS = 32;
    private static final int SUB_BITS = 5;
    private static final int BUCKETS = 1_920; // 63 bits

    private final AtomicLongArray counts = new AtomicLongArray(BUCKETS);
    private volatile long greatest;

    void add(long nanos) {
        long age = Math.max(0, nanos);
        counts.getAndIncrement(bucket(age));
        if (age > greatest) {
            raise(age);
        }
    }

    private synchronized void raise(long age) {
        greatest = Math.max(greatest, age);
    }

    /** Adds what another has. */
    void add(AgeHistogram other) {
        for (int i = 0; i < BUCKETS; i++) {
            counts.getAndAdd(i, other.counts.get(i));
        }
        raise(other.greatest);
    }

    /** The age that this share of all are no older than, or {@link PassResult#UNKNOWN} if there is none. */
    long at(double share) {
        long entries = 0;
        for (int i = 0; i < BUCKETS; i++) {
            entries += counts.get(i);
        }
        long wanted = Math.max(1, Math.round(share * entries));
        for (int i = 0; i < BUCKETS && entries > 0; i++) {
            wanted -= counts.get(i);
            if (wanted <= 0) {
                return middle(i);
            }
        }
        return PassResult.UNKNOWN;
    }

    /** The greatest age, or {@link PassResult#UNKNOWN} if there is none. */
    long max() {
        return at(1) == PassResult.UNKNOWN ? PassResult.UNKNOWN : greatest;
    }

    static int bucket(long age) {
        int shift = age < 2 * SUB_BUCKETS ? 0 : 63 - SUB_BITS - Long.numberOfLeadingZeros(age);
        return shift * SUB_BUCKETS + (int) (age >> shift);
    }

    static long middle(int bucket) {
        int shift = bucket < 2 * SUB_BUCKETS ? 0 : bucket / SUB_BUCKETS - 1;
        return ((long) (bucket - shift * SUB_BUCKETS) << shift) + (1L << shift) / 2;
    }
}
