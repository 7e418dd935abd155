package io.millrace.bench.race;

import io.millrace.bench.part.LedgerBenchmark;
import io.millrace.bench.part.ProtocolBenchmark;
import io.millrace.bench.part.SavefileBenchmark;
import io.millrace.bench.part.StoreBenchmark;
import io.millrace.bench.report.RaceReport;
import io.millrace.bench.report.Table;
import io.millrace.bench.report.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.profile.LinuxPerfNormProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The parts of a packet's way, by JMH: no rivals, but what the whole is made of. */
final class PartsRace implements Race {
    private static final List<Class<?>> PARTS =
            List.of(ProtocolBenchmark.class, StoreBenchmark.class, LedgerBenchmark.class, SavefileBenchmark.class);
    private static final String ALLOCATED = "gc.alloc.rate.norm";
    private static final List<String> COUNTERS = List.of("cycles", "instructions", "L1-dcache-load-misses");

    @Override
    public String name() {
        return "parts";
    }

    @Override
    public String question() {
        return "What does each part of a packet's way take by itself, on one thread, with its data in the cache?";
    }

    @Override
    public void run(Track track, RaceReport report) throws IOException {
        boolean perf = hasPerf();
        Table table = perf
                ? report.table(
                        "JMH, a packet", "part", "ns", "± ns", "bytes allocated", "cycles", "instructions", "L1 misses")
                : report.table("JMH, a packet", "part", "ns", "± ns", "bytes allocated");
        for (Class<?> part : PARTS) {
            track.say("JMH: " + part.getSimpleName());
            for (RunResult result : run(track, part, perf)) {
                enter(table, result, perf);
            }
        }
        if (!perf) {
            report.remark("There is no perf(1) on this machine, or it may not count: no cycles, no misses.");
        }
    }

    private static Collection<RunResult> run(Track track, Class<?> part, boolean perf) throws IOException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + part.getName().replace(".", "\\."))
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true);
        if (perf) {
            options.addProfiler(LinuxPerfNormProfiler.class);
        }
        if (track.isQuick()) {
            options.warmupIterations(1).warmupTime(TimeValue.milliseconds(200));
            options.measurementIterations(1).measurementTime(TimeValue.milliseconds(200));
        }
        try {
            return new Runner(options.build()).run();
        } catch (RunnerException e) {
            throw new IOException("JMH: " + e.getMessage(), e);
        }
    }

    private static void enter(Table table, RunResult result, boolean perf) {
        String benchmark = result.getParams().getBenchmark();
        String name = benchmark
                .substring(benchmark.lastIndexOf('.', benchmark.lastIndexOf('.') - 1) + 1)
                .replace("Benchmark.", ": ");
        Result<?> time = result.getPrimaryResult();
        String error = Double.isNaN(time.getScoreError()) ? "-" : Unit.number(time.getScoreError());
        String allocated = secondary(result, ALLOCATED);
        if (perf) {
            table.row(
                    name,
                    Unit.number(time.getScore()),
                    error,
                    allocated,
                    secondary(result, COUNTERS.get(0)),
                    secondary(result, COUNTERS.get(1)),
                    secondary(result, COUNTERS.get(2)));
        } else {
            table.row(name, Unit.number(time.getScore()), error, allocated);
        }
    }

    /** JMH names what profilers found with a mark before it, or without. */
    private static String secondary(RunResult result, String name) {
        return result.getSecondaryResults().entrySet().stream()
                .filter(each -> each.getKey().endsWith(name))
                .map(each -> Unit.number(each.getValue().getScore()))
                .findFirst()
                .orElse("-");
    }

    /** Whether it is there, and allowed to count cycles: in a virtual machine it often is not. */
    private static boolean hasPerf() throws IOException {
        if (!Files.isExecutable(Path.of("/usr/bin/perf"))) {
            return false;
        }
        Process perf = new ProcessBuilder("perf", "stat", "-e", "cycles", "true")
                .redirectErrorStream(true)
                .start();
        String words = new String(perf.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        return !words.contains("not supported") && !words.contains("not counted") && words.contains("cycles");
    }
}
