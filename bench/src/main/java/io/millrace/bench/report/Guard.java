package io.millrace.bench.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Compares the ratios of a run with those of an earlier one: never times, which are the machine's. Where a race was run more
 * than once, a ratio counts as it was when it had moved least: what made a run slow, and not the code, is gone in the next.
 * Belongs to one thread.
 */
public final class Guard {
    /** What a ratio may move by, as a part of it. */
    public static final double TOLERANCE = 0.15;

    private final Map<Subject, Move> moves = new LinkedHashMap<>();

    /** Of what a ratio is. */
    private record Subject(String race, String key, String subject) {}

    /** What a ratio was, and what it is now. */
    private record Move(Target.Sense sense, double before, double now) {
        double change() {
            return now / before - 1;
        }

        boolean isLarge() {
            return Math.abs(change()) > TOLERANCE;
        }

        boolean isWorse() {
            return isLarge() && (sense == Target.Sense.AT_MOST ? change() > 0 : change() < 0);
        }

        Move orLess(Move other) {
            return Math.abs(other.change()) < Math.abs(change()) ? other : this;
        }
    }

    /** Makes a guard that has compared nothing. */
    public Guard() {}

    /** Compares a race; ratios that only one of the runs has are passed over. */
    public void compare(ResultLine earlier, ResultLine now) {
        for (ResultLine.Ratio ratio : now.ratios()) {
            for (ResultLine.Ratio before : earlier.ratios()) {
                if (before.key().equals(ratio.key()) && before.subject().equals(ratio.subject())) {
                    moves.merge(
                            new Subject(now.race(), ratio.key(), ratio.subject()),
                            new Move(ratio.sense(), before.median(), ratio.median()),
                            Move::orLess);
                }
            }
        }
    }

    /** How many ratios were compared. */
    public int compared() {
        return moves.size();
    }

    /** A line for each ratio that moved by more than the tolerance. */
    public List<String> moved() {
        return moves.entrySet().stream()
                .filter(entry -> entry.getValue().isLarge())
                .map(entry -> line(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static String line(Subject of, Move move) {
        return String.format(
                Locale.ROOT,
                "%s %s: %s%s: %s, and was %s: %+.0f %%",
                move.isWorse() ? "WORSE " : "better",
                of.race(),
                of.key(),
                of.subject().isEmpty() ? "" : " " + of.subject(),
                Unit.number(move.now()),
                Unit.number(move.before()),
                100 * move.change());
    }

    /** Whether one of a race moved to the worse. */
    public boolean isWorse(String race) {
        return moves.entrySet().stream()
                .anyMatch(entry ->
                        entry.getKey().race().equals(race) && entry.getValue().isWorse());
    }

    /** Whether one moved to the worse. */
    public boolean isWorse() {
        return moves.values().stream().anyMatch(Move::isWorse);
    }
}
