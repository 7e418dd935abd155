package io.millrace.bench.race;

import io.millrace.bench.report.Figure;
import io.millrace.bench.report.Plot;
import java.util.ArrayList;
import java.util.List;

/** Figures against something that grows. Belongs to one thread. */
final class Line {
    private final String name;
    private final List<Double> across = new ArrayList<>();
    private final List<Figure> figures = new ArrayList<>();

    Line(String name) {
        this.name = name;
    }

    void add(double x, Figure figure) {
        across.add(x);
        figures.add(figure);
    }

    int size() {
        return figures.size();
    }

    double x(int index) {
        return across.get(index);
    }

    Figure figure(int index) {
        return figures.get(index);
    }

    /** The part of it where x is at least so much. */
    Line from(double x) {
        Line part = new Line(name);
        for (int i = 0; i < size(); i++) {
            if (x(i) >= x) {
                part.add(x(i), figure(i));
            }
        }
        return part;
    }

    /** How many times the least figure the greatest is. */
    double steepness() {
        double least = figures.stream().mapToDouble(Figure::median).min().orElseThrow();
        double most = figures.stream().mapToDouble(Figure::median).max().orElseThrow();
        return most / least;
    }

    Plot.Line plotted() {
        List<Plot.Point> points = new ArrayList<>();
        for (int i = 0; i < size(); i++) {
            points.add(new Plot.Point(x(i), figure(i).median()));
        }
        return new Plot.Line(name, points);
    }
}
