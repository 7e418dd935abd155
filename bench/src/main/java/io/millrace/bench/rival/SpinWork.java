package io.millrace.bench.rival;

/**
 * Work that takes a processor some time: a chain of multiplications, each of which needs the one before, so that it takes
 * the same time whoever compiled it. Between two of them bits are mixed: several multiplications and additions in a row are
 * one to a clever compiler, and HotSpot was 16 times as fast as gcc. How many rounds take a microsecond is measured once,
 * and told to all rivals: so all do the same work, and who is not given the processor is not done any sooner, as he would be
 * by looking at the clock.
 */
final class SpinWork {
    private static final long MULTIPLIER = 6364136223846793005L;
    private static final int SHIFT = 29;

    private static final long STEP_ROUNDS = 1_000;
    private static final long MEASURED_ROUNDS = 2_000_000;
    private static final int MEASUREMENTS = 15;

    private SpinWork() {}

    private static final class Measured {
        private static final long ROUNDS_PER_MICRO = measure();

        private static long measure() {
            long least = Long.MAX_VALUE; // whatever else the machine does can only make it longer
            long value = 1;
            for (int i = 0; i < MEASUREMENTS; i++) {
                long begun = System.nanoTime();
                value = compute(value, MEASURED_ROUNDS);
                least = Math.min(least, System.nanoTime() - begun);
            }
            if (value == 0) { // it must be needed, to be computed at all
                throw new IllegalStateException("the chain ended at 0");
            }
            return Math.max(1, MEASURED_ROUNDS * 1_000 / least);
        }
    }

    /** How many rounds take a microsecond on this machine, where nothing else disturbs. */
    static long roundsPerMicro() {
        return Measured.ROUNDS_PER_MICRO;
    }

    /**
     * Computes so many rounds; what it returns must be used, or nothing is computed. In steps that an {@code int} counts: a
     * loop that a {@code long} counts took 1.5 times as long in every second process, by the order in which HotSpot compiled
     * its callers.
     */
    static long compute(long value, long rounds) {
        long result = value;
        for (long left = rounds; left > 0; left -= STEP_ROUNDS) {
            result = step(result, (int) Math.min(left, STEP_ROUNDS));
        }
        return result;
    }

    private static long step(long value, int rounds) {
        long result = value;
        for (int i = 0; i < rounds; i++) {
            result = (result ^ (result >>> SHIFT)) * MULTIPLIER;
        }
        return result;
    }
}
