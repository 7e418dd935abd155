package io.millrace.bench.race;

import io.millrace.bench.report.RaceReport;
import java.io.IOException;
import java.util.List;

/** A comparison that answers one question. */
public interface Race {
    /** Its name on the command line: a lower-case word. */
    String name();

    /** The question in one sentence. */
    String question();

    /**
     * Runs it, and enters what was found.
     *
     * @throws InvalidRaceException if somebody did not do all of his work
     * @throws IOException if files, devices or processes fail
     */
    void run(Track track, RaceReport report) throws IOException, InterruptedException;

    /** All races, in the order in which they are run. */
    static List<Race> all() {
        return List.of(
                new HandOverRace(),
                new LiveRace(),
                new WritingRace(),
                new WaitingRace(),
                new ComputingRace(),
                new LatencyRace(),
                new MemoryRace(),
                new StartRace(),
                new GrowthRace(),
                new PartsRace());
    }
}
