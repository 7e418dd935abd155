package io.millrace;

import java.time.Duration;

/**
 * What is done when a handler fails. In every case the packet that failed for good is counted, and capture does no harm to
 * others.
 */
public sealed interface Failures {
    /** The packet has failed, and capture goes on. */
    record CarryOn() implements Failures {}

    /**
     * The capture ends when so many packets have failed in a row: over all workers, by the order in which they end, with
     * none handled well in between. Packets that wait then are abandoned, handlers that run are waited for until the drain
     * time is over, and {@link Capture#join()} tells the last failure.
     *
     * @param inARow how many, 1 or more
     */
    record StopAfter(int inARow) implements Failures {
        public StopAfter {
            if (inARow < 1) {
                throw new IllegalArgumentException("failures: " + inARow + " in a row (expected: 1 or more)");
            }
        }
    }

    /**
     * The packet is handled again, so many times at the most; then it has failed. Its worker waits in between, so that the
     * order of its flow is kept; packets of other flows have other workers. When the drain time is over nothing is tried any
     * more.
     *
     * @param times how often besides the first time, 1 to {@value #MOST_TIMES}
     * @param backOff the first pause, 0 to {@link #LONGEST_PAUSE}; each further one is twice as long, up to that
     */
    record Retry(int times, Duration backOff) implements Failures {
        /** The most attempts besides the first. */
        public static final int MOST_TIMES = 1_000;

        /** The first pause unless told otherwise. */
        public static final Duration USUAL_BACK_OFF = Duration.ofMillis(10);

        /** The longest pause. */
        public static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

        public Retry {
            if (times < 1 || times > MOST_TIMES) {
                throw new IllegalArgumentException(
                        "failures: retry " + times + " times (expected: 1 to " + MOST_TIMES + ")");
            }
            if (backOff.isNegative() || backOff.compareTo(LONGEST_PAUSE) > 0) {
                throw new IllegalArgumentException(
                        "failures: retry after " + backOff + " (expected: 0 to " + LONGEST_PAUSE.toSeconds() + " s)");
            }
        }
    }

    /** {@link CarryOn}. */
    static Failures carryOn() {
        return new CarryOn();
    }

    /** {@link StopAfter}. */
    static Failures stopAfter(int inARow) {
        return new StopAfter(inARow);
    }

    /** {@link Retry}, with a first pause of 10 ms. */
    static Failures retry(int times) {
        return new Retry(times, Retry.USUAL_BACK_OFF);
    }

    /** {@link Retry}. */
    static Failures retry(int times, Duration backOff) {
        return new Retry(times, backOff);
    }
}
