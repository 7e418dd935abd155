package io.millrace.bench.report;

import io.millrace.bench.Series;

/**
 * A measured figure with its spread.
 *
 * @param low a quarter of the measurements are less
 * @param high a quarter of the measurements are greater
 */
public record Figure(double median, double low, double high) {
    /** Of several measurements. */
    public static Figure of(double... measured) {
        Series series = new Series(measured);
        return new Figure(series.median(), series.lowerQuartile(), series.upperQuartile());
    }

    /** What was measured once. */
    public static Figure once(double measured) {
        return new Figure(measured, measured, measured);
    }

    /** The median, and the half of the measurements around it if they differ. */
    public String text() {
        return low == high ? Unit.number(median) : Unit.number(median) + " (" + spread() + ")";
    }

    /** From the lower quartile to the upper. */
    public String spread() {
        return Unit.number(low) + "–" + Unit.number(high);
    }
}
