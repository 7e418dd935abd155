package io.millrace.bench.race;

import io.millrace.bench.report.Figure;
import io.millrace.bench.report.Unit;
import io.millrace.bench.rival.PassResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** The passes of all who took part, round by round. Belongs to one thread. */
final class Results {
    private final Map<Contestant, List<PassResult>> passes = new LinkedHashMap<>();

    void add(Contestant contestant, PassResult result) {
        passes.computeIfAbsent(contestant, key -> new ArrayList<>()).add(result);
    }

    /** Who took part, in the order of the start. */
    Set<Contestant> contestants() {
        return passes.keySet();
    }

    /** Whether somebody took part. */
    boolean has(Contestant contestant) {
        return passes.containsKey(contestant);
    }

    /** A figure of his passes. */
    Figure of(Contestant contestant, ToDoubleFunction<PassResult> figure) {
        return Figure.of(passes(contestant).stream().mapToDouble(figure).toArray());
    }

    /** The most memory that his process had, in MiB. */
    String mebibytes(Contestant contestant) {
        return Unit.number(
                Math.rint(of(contestant, pass -> pass.rssKib() / 1024.0).median()));
    }

    /** The sum over all of his passes. */
    long sum(Contestant contestant, ToDoubleFunction<PassResult> figure) {
        return (long) passes(contestant).stream().mapToDouble(figure).sum();
    }

    /** How many times the other's figure his is, round by round: whatever else the machine did, it did to both. */
    Figure ratio(Contestant contestant, Contestant other, ToDoubleFunction<PassResult> figure) {
        List<PassResult> his = passes(contestant);
        List<PassResult> theirs = passes(other);
        double[] ratios = new double[Math.min(his.size(), theirs.size())];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = figure.applyAsDouble(his.get(i)) / figure.applyAsDouble(theirs.get(i));
        }
        return Figure.of(ratios);
    }

    private List<PassResult> passes(Contestant contestant) {
        List<PassResult> found = passes.get(contestant);
        if (found == null) {
            throw new InvalidRaceException(contestant.label() + " took no part");
        }
        return found;
    }
}
