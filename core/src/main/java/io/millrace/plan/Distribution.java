package io.millrace.plan;

import java.util.function.DoubleUnaryOperator;

/**
 * How a time is distributed: the probability of each cell of a grid from 0 to a horizon. What independent parts of a time add up
 * to is computed cell by cell, which is exact to the width of a cell.
 */
public final class Distribution {
    private static final int CELLS = 2_048;

    private final double cellSeconds;
    private final double[] shares;

    private Distribution(double cellSeconds, double[] shares) {
        this.cellSeconds = cellSeconds;
        this.shares = shares;
    }

    /** The distribution of a time that is always 0, on a grid up to a horizon in seconds. */
    static Distribution none(double horizonSeconds) {
        double[] shares = new double[CELLS];
        shares[0] = 1;
        return new Distribution(Math.max(horizonSeconds, 1e-9) / CELLS, shares);
    }

    /** This time and another one, independent of it, whose share below each bound is given. */
    Distribution plus(DoubleUnaryOperator atMost) {
        double[] other = new double[CELLS];
        // A cell is told apart at its middle, so that what is 0 stays 0 however many parts there are.
        double below = 0;
        for (int i = 0; i < CELLS; i++) {
            double upTo = atMost.applyAsDouble((i + 0.5) * cellSeconds);
            other[i] = upTo - below;
            below = upTo;
        }
        other[CELLS - 1] += 1 - below;
        double[] sum = new double[CELLS];
        for (int i = 0; i < CELLS; i++) {
            if (other[i] > 0) {
                add(sum, i, other[i]);
            }
        }
        return new Distribution(cellSeconds, sum);
    }

    /** What lies beyond the horizon counts as there. */
    private void add(double[] sum, int offset, double weight) {
        for (int j = 0; j < CELLS; j++) {
            sum[Math.min(offset + j, CELLS - 1)] += weight * shares[j];
        }
    }

    /** The share below a bound, of a time that is anything between two others alike. */
    static DoubleUnaryOperator uniform(double from, double to) {
        return bound -> to <= from ? (bound >= from ? 1 : 0) : Math.clamp((bound - from) / (to - from), 0, 1);
    }

    /** The time in seconds that a share of all, 0 to 1, does not exceed. */
    public double percentile(double share) {
        double sum = 0;
        for (int i = 0; i < CELLS; i++) {
            if (sum + shares[i] >= share) {
                return Math.max(0, i - 0.5 + ((share - sum) / shares[i])) * cellSeconds;
            }
            sum += shares[i];
        }
        return CELLS * cellSeconds;
    }

    /** The share of all that does not exceed a time in seconds. */
    public double atMost(double seconds) {
        double sum = 0;
        int last = (int) Math.min(Math.floor((seconds / cellSeconds) + 0.5), CELLS);
        for (int i = 0; i < last; i++) {
            sum += shares[i];
        }
        return Math.min(sum, 1);
    }
}
