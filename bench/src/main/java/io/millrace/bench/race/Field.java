package io.millrace.bench.race;

import io.millrace.bench.report.RaceReport;
import io.millrace.bench.rival.FlowFile;
import io.millrace.bench.rival.HandlerKind;
import io.millrace.bench.rival.PassResult;
import io.millrace.bench.rival.RivalProcess;
import io.millrace.bench.rival.RivalUnavailableException;
import io.millrace.bench.rival.Runner;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Those who take part in a race, all started, who then take turns: A B C A B C. So each is warm, and whatever else the
 * machine does comes over all of them. Every pass is judged. Belongs to one thread.
 */
final class Field implements AutoCloseable {
    private static final Duration SETTLING = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofMillis(20);

    /** Who takes nothing for so long has nothing more to take: on a busy machine a process may stand still for a second. */
    private static final Duration STANDSTILL = Duration.ofSeconds(2);

    private final Track track;
    private final Map<Contestant, Runner> runners = new LinkedHashMap<>();

    /** Starts everybody; who cannot run here is named in the report. */
    Field(Track track, RaceReport report, List<Contestant> contestants) throws IOException, InterruptedException {
        this.track = track;
        try {
            for (Contestant each : contestants) {
                track.say("starting " + each.label());
                try {
                    runners.put(each, each.rival().start(each.settings()));
                } catch (RivalUnavailableException e) {
                    report.remark(each.label() + " is not available here: " + e.getMessage());
                }
            }
        } catch (Throwable e) {
            close();
            throw e;
        }
    }

    /** Whether somebody could be started. */
    boolean has(Contestant contestant) {
        return runners.containsKey(contestant);
    }

    /** Everybody reads the same file. */
    Results overFile(FlowFile file, int warmUps, int rounds) {
        return overFiles(each -> file, warmUps, rounds);
    }

    /** Everybody who has a file reads it, so many times after others that only warm up. */
    Results overFiles(Function<Contestant, @Nullable FlowFile> files, int warmUps, int rounds) {
        Results results = new Results();
        for (int round = -warmUps; round < rounds; round++) {
            for (Map.Entry<Contestant, Runner> each : runners.entrySet()) {
                Contestant contestant = each.getKey();
                FlowFile file = files.apply(contestant);
                if (file == null) {
                    continue;
                }
                track.say(contestant.label() + ", " + named(round, rounds));
                PassResult result = each.getValue().file(file.path());
                Judge.requireWhole(contestant.label(), result, file.packets());
                judgeOrder(contestant, result);
                if (round >= 0) {
                    results.add(contestant, result);
                }
            }
        }
        return results;
    }

    /** Everybody captures the same traffic, after one turn of less that only warms up. */
    Results live(Traffic traffic, long packets, long perSecond, int rounds) throws IOException, InterruptedException {
        warmUp(traffic, Math.max(1, packets / 2), perSecond);
        Results results = new Results();
        for (int round = 0; round < rounds; round++) {
            for (Contestant each : runners.keySet()) {
                track.say(each.label() + ", " + traffic.sizes() + ", " + named(round, rounds));
                results.add(each, captured(each, traffic, packets, perSecond));
            }
        }
        return results;
    }

    /** Everybody captures traffic once, for practice. */
    void warmUp(Traffic traffic, long packets, long perSecond) throws IOException, InterruptedException {
        for (Contestant each : runners.keySet()) {
            track.say(each.label() + ", warming up");
            PassResult ignored = captured(each, traffic, packets, perSecond);
        }
    }

    private PassResult captured(Contestant contestant, Traffic traffic, long packets, long perSecond)
            throws IOException, InterruptedException {
        Runner runner = Objects.requireNonNull(runners.get(contestant));
        PassResult result = capture(runner, traffic, packets, perSecond);
        Judge.requireAccounts(contestant.label(), result, packets, contestant.isMillrace());
        judgeOrder(contestant, result);
        return result;
    }

    private PassResult capture(Runner runner, Traffic traffic, long packets, long perSecond)
            throws IOException, InterruptedException {
        Wire wire = track.wire();
        runner.live(wire.device());
        double ignored = wire.send(traffic, packets, perSecond);
        settle(runner, packets);
        return runner.stop();
    }

    /** Waits until all that was sent is taken; of who loses some, until nothing has been taken for a while. */
    private static void settle(Runner runner, long packets) throws InterruptedException {
        if (!(runner instanceof RivalProcess process)) {
            runner.awaitQuiet(SETTLING);
            return;
        }
        long taken = process.taken();
        long movedNanos = System.nanoTime();
        while (taken < packets && System.nanoTime() - movedNanos < STANDSTILL.toNanos()) {
            Thread.sleep(LOOK);
            long now = process.taken();
            movedNanos = now == taken ? movedNanos : System.nanoTime();
            taken = now;
        }
    }

    private static void judgeOrder(Contestant contestant, PassResult result) {
        if (contestant.isMillrace() && contestant.settings().handler() == HandlerKind.CHECK) {
            Judge.requireOrder(contestant.label(), result);
        }
    }

    private static String named(int round, int rounds) {
        return round < 0 ? "warming up" : "round " + (round + 1) + " of " + rounds;
    }

    @Override
    public void close() {
        runners.values().forEach(Runner::close);
    }
}
