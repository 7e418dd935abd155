package io.millrace.bench.report;

import java.util.List;

/**
 * Lines over an axis whose marks are powers of ten; the other axis begins at 0.
 *
 * @param name of the file, without its ending
 */
public record Plot(String name, String title, String across, String up, List<Line> lines) {
    /** A line through points. */
    public record Line(String name, List<Point> points) {}

    /**
     * A point.
     *
     * @param x more than 0
     * @param y 0 or more
     */
    public record Point(double x, double y) {}

    public Plot {
        if (lines.stream().allMatch(line -> line.points().isEmpty())) {
            throw new IllegalArgumentException("a plot without points: " + name);
        }
    }
}
