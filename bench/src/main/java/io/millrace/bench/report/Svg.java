package io.millrace.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** Draws a plot as SVG, legible on light and on dark pages. Belongs to one thread. */
final class Svg {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 400;
    private static final int LEFT = 70;
    private static final int RIGHT = 20;
    private static final int TOP = 44;
    private static final int BOTTOM = 54;
    private static final int LEGEND_STEP = 18;
    private static final int STEPS_UP = 5;
    private static final List<String> COLOURS =
            List.of("#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#ff7f0e", "#8c564b", "#17becf", "#7f7f7f");

    private final Plot plot;
    private final double firstPower;
    private final double lastPower;
    private final double highest;
    private final StringBuilder svg = new StringBuilder();

    private Svg(Plot plot) {
        this.plot = plot;
        firstPower = Math.floor(Math.log10(points(Plot.Point::x).min().orElseThrow()));
        lastPower = Math.max(
                firstPower + 1, Math.ceil(Math.log10(points(Plot.Point::x).max().orElseThrow())));
        highest = roundUp(points(Plot.Point::y).max().orElseThrow());
    }

    private DoubleStream points(ToDoubleFunction<Plot.Point> coordinate) {
        return plot.lines().stream().flatMap(line -> line.points().stream()).mapToDouble(coordinate);
    }

    /** The next of 1, 2 and 5 times a power of ten. */
    private static double roundUp(double figure) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(figure, 1e-9))));
        for (double step : new double[] {1, 2, 5}) {
            if (figure <= step * power) {
                return step * power;
            }
        }
        return 10 * power;
    }

    /** The whole file. */
    static String draw(Plot plot) {
        return new Svg(plot).draw();
    }

    private String draw() {
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">",
                WIDTH, HEIGHT);
        add("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", WIDTH, HEIGHT);
        text(WIDTH / 2.0, 22, "middle", "font-size=\"15\"", plot.title());
        drawUpwards();
        drawAcross();
        for (int i = 0; i < plot.lines().size(); i++) {
            drawLine(plot.lines().get(i), COLOURS.get(i % COLOURS.size()), i);
        }
        return svg.append("</svg>\n").toString();
    }

    private void drawUpwards() {
        for (int i = 0; i <= STEPS_UP; i++) {
            double figure = highest * i / STEPS_UP;
            double y = y(figure);
            add("<path d=\"M%d %.1fH%d\" stroke=\"#dddddd\"/>", LEFT, y, WIDTH - RIGHT, y);
            text(LEFT - 6, y + 4, "end", "", Unit.number(figure));
        }
        text(16, (TOP + HEIGHT - BOTTOM) / 2.0, "middle", turned(), plot.up());
    }

    private static String turned() {
        return String.format(Locale.ROOT, "transform=\"rotate(-90 16 %.1f)\"", (TOP + HEIGHT - BOTTOM) / 2.0);
    }

    private void drawAcross() {
        for (double power = firstPower; power <= lastPower; power++) {
            double x = x(Math.pow(10, power));
            add("<path d=\"M%.1f %dV%d\" stroke=\"#dddddd\"/>", x, TOP, HEIGHT - BOTTOM);
            text(x, HEIGHT - BOTTOM + 18, "middle", "", Unit.number(Math.pow(10, power)));
        }
        text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 14, "middle", "", plot.across());
    }

    private void drawLine(Plot.Line line, String colour, int index) {
        StringBuilder path = new StringBuilder();
        for (Plot.Point point : line.points()) {
            String to = String.format(Locale.ROOT, "%.1f %.1f", x(point.x()), y(point.y()));
            path.append(path.isEmpty() ? 'M' : 'L').append(to);
            add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>", x(point.x()), y(point.y()), colour);
        }
        add("<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>", path, colour);
        int legend = HEIGHT - BOTTOM - 10 - LEGEND_STEP * (plot.lines().size() - 1 - index);
        add("<rect x=\"%d\" y=\"%d\" width=\"12\" height=\"3\" fill=\"%s\"/>", LEFT + 10, legend - 5, colour);
        text(LEFT + 28, legend, "start", "", line.name());
    }

    private double x(double figure) {
        return LEFT + (WIDTH - LEFT - RIGHT) * (Math.log10(figure) - firstPower) / (lastPower - firstPower);
    }

    private double y(double figure) {
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * figure / highest;
    }

    private void text(double x, double y, String anchor, String attributes, String words) {
        add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" %s>%s</text>", x, y, anchor, attributes, escaped(words));
    }

    @SuppressWarnings("AnnotateFormatMethod") // only this class calls it
    private void add(String format, Object... arguments) {
        svg.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }

    private static String escaped(String words) {
        return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
