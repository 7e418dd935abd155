package io.millrace.bench;

import java.util.Arrays;

/** Figures of the same kind, by their order. */
public final class Series {
    private final double[] sorted;

    /** Of so many figures, at least one. */
    public Series(double[] figures) {
        sorted = figures.clone();
        Arrays.sort(sorted);
    }

    /** The one in the middle. */
    public double median() {
        return sorted[sorted.length / 2];
    }

    /** A quarter of the figures are less. */
    public double lowerQuartile() {
        return sorted[sorted.length / 4];
    }

    /** A quarter of the figures are greater. */
    public double upperQuartile() {
        return sorted[3 * sorted.length / 4];
    }
}
