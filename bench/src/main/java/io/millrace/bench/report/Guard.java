package io.millrace.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Compares the ratios of a run with those of an earlier one: never times, which are the machine's. Belongs to one thread. */
public final class Guard {
    /** What a ratio may move by, as a part of it. */
    public static final double TOLERANCE = 0.15;

    private final List<String> moved = new ArrayList<>();
    private int compared;
    private boolean worse;

    /** Makes a guard that has compared nothing. */
    public Guard() {}

    /** Compares a race; ratios that only one of the runs has are passed over. */
    public void compare(ResultLine earlier, ResultLine now) {
        for (ResultLine.Ratio ratio : now.ratios()) {
            for (ResultLine.Ratio before : earlier.ratios()) {
                if (before.key().equals(ratio.key()) && before.subject().equals(ratio.subject())) {
                    compare(now.race(), before, ratio);
                }
            }
        }
    }

    private void compare(String race, ResultLine.Ratio before, ResultLine.Ratio now) {
        compared++;
        double change = now.median() / before.median() - 1;
        if (Math.abs(change) <= TOLERANCE) {
            return;
        }
        boolean good = now.sense() == Target.Sense.AT_MOST ? change < 0 : change > 0;
        worse |= !good;
        moved.add(String.format(
                Locale.ROOT,
                "%s %s: %s %s: %s, and was %s: %+.0f %%",
                good ? "better" : "WORSE ",
                race,
                now.key(),
                now.subject(),
                Unit.number(now.median()),
                Unit.number(before.median()),
                100 * change));
    }

    /** How many ratios were compared. */
    public int compared() {
        return compared;
    }

    /** A line for each ratio that moved by more than the tolerance. */
    public List<String> moved() {
        return List.copyOf(moved);
    }

    /** Whether one moved to the worse. */
    public boolean isWorse() {
        return worse;
    }
}
