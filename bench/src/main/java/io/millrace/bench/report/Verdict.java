package io.millrace.bench.report;

/**
 * Whether a target was met, and by what.
 *
 * @param subject of what the figure is, where a target is for several: {@code 8 workers}
 */
public record Verdict(Target target, String subject, Figure measured) {
    /** Whether the median is on the right side of the bound. */
    public boolean isMet() {
        return target.isMetBy(measured.median());
    }

    /** One line for people. */
    public String text() {
        String whose = subject.isEmpty() ? "" : subject + ": ";
        String spread = measured.low() == measured.high() ? "" : " (" + measured.spread() + ")";
        return (isMet() ? "met      " : "NOT MET  ") + whose + target.unit().text(measured.median()) + spread
                + "; target: " + target.words();
    }
}
