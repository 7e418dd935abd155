package io.millrace.bench.report;

import java.util.Locale;

/** What a figure counts. */
public enum Unit {
    /** How many times another figure of the same run: the only one that holds from machine to machine. */
    RATIO(" times"),
    MILLIS(" ms"),
    PERCENT(" %"),
    BYTES(" bytes"),
    PACKETS(" packets");

    private final String suffix;

    Unit(String suffix) {
        this.suffix = suffix;
    }

    /** A figure with this unit, with three digits that count. */
    public String text(double figure) {
        return number(figure) + suffix;
    }

    /** A whole number. */
    public static String number(long figure) {
        return String.format(Locale.ROOT, "%,d", figure);
    }

    /** A figure with three digits that count, and no more than it has. */
    public static String number(double figure) {
        double size = Math.abs(figure);
        if (figure == Math.rint(figure) && size < 1e15) {
            return String.format(Locale.ROOT, "%,d", (long) figure);
        }
        if (size >= 100) {
            return String.format(Locale.ROOT, "%,.0f", figure);
        }
        return String.format(Locale.ROOT, size >= 10 ? "%.1f" : size >= 0.1 ? "%.2f" : "%.4f", figure);
    }
}
