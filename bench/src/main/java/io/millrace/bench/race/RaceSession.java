package io.millrace.bench.race;

import io.millrace.bench.report.Guard;
import io.millrace.bench.report.RaceReport;
import io.millrace.bench.report.ResultFolder;
import io.millrace.bench.report.ResultLine;
import io.millrace.bench.report.Verdict;
import io.millrace.bench.rival.RivalException;
import io.millrace.bench.rival.Workshop;
import io.millrace.testbed.OwnNetwork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Some races, one after the other. Prints what they find, and puts it where it belongs. Belongs to one thread. */
public final class RaceSession {
    private static final int MOST_RUNS = 3;

    private final Path root;
    private final boolean quick;
    private final String command;
    private final Console console = new Console();
    private final List<String> invalid = new ArrayList<>();

    /**
     * Makes a session.
     *
     * @param root the folder of the sources, where the launcher is
     * @param command as it was typed
     */
    public RaceSession(Path root, boolean quick, String command) {
        this.root = root;
        this.quick = quick;
        this.command = command;
    }

    /** What is done with a report. */
    private interface Finish {
        /** Returns whether the race is to be run again. */
        boolean accept(RaceReport report, String circumstances) throws IOException;
    }

    /**
     * Runs races, and puts what they find into a folder; an invalid one leaves nothing there.
     *
     * @return an exit status: 1 if one was invalid
     */
    public int run(List<Race> races, Path into) throws IOException, InterruptedException {
        ResultFolder folder = new ResultFolder(into);
        int[] met = new int[2];
        each(races, (report, circumstances) -> {
            folder.put(report, quick, circumstances);
            for (Verdict verdict : report.verdicts()) {
                met[verdict.isMet() ? 0 : 1]++;
            }
            return false;
        });
        console.print("\n" + met[0] + " targets met, " + met[1] + " not met; results are in " + into + "\n");
        return ended();
    }

    /**
     * Runs races, and compares their ratios with those in a folder. A race that got worse is run again, up to three times in all.
     *
     * @return an exit status: 1 if one got worse, or a race was invalid
     */
    public int check(List<Race> races, Path committed) throws IOException, InterruptedException {
        Map<String, ResultLine> earlier = new ResultFolder(committed).results();
        if (earlier.isEmpty()) {
            throw new IOException("there is nothing to compare with in " + committed + "; run `millrace bench` first");
        }
        Guard guard = new Guard();
        each(races, (report, circumstances) -> {
            ResultLine before = earlier.get(report.race());
            if (before == null) {
                return false;
            }
            guard.compare(before, ResultLine.parse(ResultLine.of(report, quick, circumstances)));
            if (before.quick() != quick) {
                console.print("  * " + report.race() + ": compared with a run of another size\n");
                return false;
            }
            return guard.isWorse(report.race());
        });
        console.print(
                "\n" + guard.compared() + " ratios compared, " + guard.moved().size() + " moved by more than 15 %\n");
        guard.moved().forEach(line -> console.print("  " + line + "\n"));
        return guard.isWorse() ? 1 : ended();
    }

    private int ended() {
        invalid.forEach(console::complain);
        return invalid.isEmpty() ? 0 : 1;
    }

    private void each(List<Race> races, Finish finish) throws IOException, InterruptedException {
        OwnNetwork.require();
        Path folder = Files.createTempDirectory("millrace-track");
        try (Workshop workshop = new Workshop();
                Track track = new Track(quick, root.resolve("millrace"), workshop, folder, console::progress)) {
            for (Race race : races) {
                boolean wanted = true;
                for (int run = 0; wanted && run < MOST_RUNS; run++) {
                    if (run > 0) {
                        console.print("  * " + race.name() + ": a ratio got worse, so it is run again\n");
                    }
                    wanted = isWantedAgain(race, track, finish);
                }
            }
        }
    }

    private boolean isWantedAgain(Race race, Track track, Finish finish) throws IOException, InterruptedException {
        Machine machine = new Machine(root);
        RaceReport report = attempt(race, track);
        if (report == null) {
            return false;
        }
        console.report(report);
        return finish.accept(report, machine.circumstances(command));
    }

    private @Nullable RaceReport attempt(Race race, Track track) throws InterruptedException {
        RaceReport report = new RaceReport(race.name(), race.question());
        try {
            race.run(track, report);
            return report;
        } catch (InvalidRaceException | RivalException | IOException | UncheckedIOException e) {
            String reason = "the race " + race.name() + " was INVALID: " + e.getMessage();
            console.complain(reason);
            invalid.add(reason);
            return null;
        }
    }
}
