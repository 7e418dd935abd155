package io.millrace.bench.race;

import io.millrace.bench.rival.MillraceRival;
import io.millrace.bench.rival.MillraceSettings;
import io.millrace.bench.rival.Rival;
import io.millrace.bench.rival.RivalSettings;

/**
 * Who takes part, and how: each is a process of its own.
 *
 * @param label in tables
 */
record Contestant(String label, Rival rival, RivalSettings settings) {
    static Contestant of(String label, Rival rival, RivalSettings settings) {
        return new Contestant(label, rival, settings);
    }

    static Contestant millrace(String label, MillraceSettings settings) {
        return new Contestant("millrace, " + label, new MillraceRival(settings), settings.common());
    }

    boolean isMillrace() {
        return rival instanceof MillraceRival;
    }
}
