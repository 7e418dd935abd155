package io.millrace.bench.report;

/**
 * What a race is to show: a bound of a figure.
 *
 * @param key names it for later runs: lower case, no spaces
 * @param words say it to people, with the bound
 * @param sense on which side of the bound the figure is to be
 */
public record Target(String key, String words, Sense sense, double bound, Unit unit) {
    /** The side of a bound. */
    public enum Sense {
        AT_MOST,
        AT_LEAST
    }

    /** A ratio that is to be no greater. */
    public static Target ratioAtMost(String key, String words, double bound) {
        return new Target(key, words, Sense.AT_MOST, bound, Unit.RATIO);
    }

    /** A ratio that is to be no less. */
    public static Target ratioAtLeast(String key, String words, double bound) {
        return new Target(key, words, Sense.AT_LEAST, bound, Unit.RATIO);
    }

    /** A figure that is to be no greater. */
    public static Target atMost(String key, String words, double bound, Unit unit) {
        return new Target(key, words, Sense.AT_MOST, bound, unit);
    }

    /** Whether a figure is on the right side. */
    public boolean isMetBy(double figure) {
        return sense == Sense.AT_MOST ? figure <= bound : figure >= bound;
    }
}
