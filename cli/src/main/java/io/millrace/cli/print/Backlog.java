package io.millrace.cli.print;

import java.util.concurrent.atomic.LongAdder;

/**
 * How much was drafted and is not yet written. While a packet waits for its names those behind it wait too, in memory; so
 * there is a bound beyond which nobody waits for names. For any number of threads.
 */
final class Backlog {
    /** Some 100,000 short packets: what comes in three seconds on a link of 30,000 packets a second. */
    private static final long MOST_BYTES = 32 << 20;

    private final LongAdder bytes = new LongAdder();

    Backlog() {}

    void enters(Draft draft) {
        bytes.add(draft.bytes());
    }

    void leaves(Draft draft) {
        bytes.add(-draft.bytes());
    }

    boolean isLong() {
        return bytes.sum() > MOST_BYTES;
    }
}
