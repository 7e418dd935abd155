package io.millrace.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Two sides do the same work by turns, on one thread. What counts is the processor time that each turn took, or what another
 * clock says, and the ratio of the two turns of a round: whatever else the machine does, it does to both.
 */
public final class Duel {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /**
     * A side.
     *
     * @param turn does the whole work once, and says what it did
     */
    public record Side(String name, Supplier<Totals> turn) {}

    /**
     * What came out.
     *
     * @param first time for a packet of the first side, in nanoseconds
     * @param second the same of the second
     * @param ratios of the second side's time to the first's, of each round
     * @param bytesAllocated on the heap for a packet, by the second side
     */
    public record Outcome(Series first, Series second, Series ratios, double bytesAllocated) {
        /** One line. */
        public String text(Side one, Side other) {
            return String.format(
                    Locale.ROOT,
                    "%s %.1f ns, %s %.1f ns a packet; ratio %.2f (half of the rounds: %.2f to %.2f); %.3f bytes allocated",
                    one.name(),
                    first.median(),
                    other.name(),
                    second.median(),
                    ratios.median(),
                    ratios.lowerQuartile(),
                    ratios.upperQuartile(),
                    bytesAllocated);
        }
    }

    private final Side first;
    private final Side second;
    private final Totals work;
    private final LongSupplier clock;

    /** @param work what either side has to do in a turn */
    public Duel(Side first, Side second, Totals work) {
        this(first, second, work, Duel::threadNanos);
    }

    /** @param clock what a turn is measured by, in nanoseconds */
    public Duel(Side first, Side second, Totals work, LongSupplier clock) {
        this.first = first;
        this.second = second;
        this.work = work;
        this.clock = clock;
    }

    /** The processor time of this thread. */
    public static long threadNanos() {
        return THREADS.getCurrentThreadCpuTime();
    }

    /** Fights so many rounds, after others that only warm up. */
    public Outcome fight(int warmUp, int rounds) {
        for (int i = 0; i < warmUp; i++) {
            double ignored = turn(first) + turn(second);
        }
        double[] one = new double[rounds];
        double[] other = new double[rounds];
        double[] ratios = new double[rounds];
        long allocated = 0;
        for (int i = 0; i < rounds; i++) {
            one[i] = turn(first);
            long before = THREADS.getCurrentThreadAllocatedBytes();
            other[i] = turn(second);
            allocated += THREADS.getCurrentThreadAllocatedBytes() - before;
            ratios[i] = other[i] / one[i];
        }
        return new Outcome(
                new Series(one), new Series(other), new Series(ratios), (double) allocated / rounds / work.packets());
    }

    /** Time for a packet, in nanoseconds. */
    private double turn(Side side) {
        long before = clock.getAsLong();
        Totals done = side.turn().get();
        long nanos = clock.getAsLong() - before;
        work.require(done, side.name());
        return (double) nanos / work.packets();
    }
}
