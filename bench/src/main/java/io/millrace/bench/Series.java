package io.millrace.bench;

import java.util.Arrays;

/** Figures of the same kind, by their order. */
final class Series {
    private final double[] sorted;

    Series(double[] figures) {
        sorted = figures.clone();
        Arrays.sort(sorted);
    }

    double median() {
        return sorted[sorted.length / 2];
    }

    /** A quarter of the figures are less. */
    double lowerQuartile() {
        return sorted[sorted.length / 4];
    }

    /** A quarter of the figures are greater. */
    double upperQuartile() {
        return sorted[3 * sorted.length / 4];
    }
}
