package io.millrace;

import io.millrace.intake.Intake;
import io.millrace.intake.Quota;
import io.millrace.intake.Spread;
import io.millrace.lane.Chains;
import io.millrace.lane.Lanes;
import io.millrace.lane.RunQueue;
import io.millrace.ledger.Books;
import io.millrace.ledger.Durations;
import io.millrace.ledger.IncidentTally;
import io.millrace.ledger.LateTally;
import io.millrace.ledger.ShedTally;
import io.millrace.ledger.SpoolTally;
import io.millrace.ledger.TakeTally;
import io.millrace.overload.Policy;
import io.millrace.savefile.Interfaces;
import io.millrace.savefile.Tray;
import io.millrace.source.Source;
import io.millrace.spool.Spool;
import io.millrace.spool.SpoolException;
import io.millrace.spool.SpoolSettings;
import io.millrace.store.Stores;
import io.millrace.worker.Crew;
import io.millrace.worker.Handling;
import io.millrace.worker.Sequencer;
import io.millrace.worker.Tuning;
import io.millrace.worker.Watch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rooms of one capture, built and connected: sources, their intakes and threads, the store, the lanes, the crew and the
 * books. Made once; what changes is inside the rooms.
 */
final class Engine {
    private static final long LEAST_SPOOL_STORE = 384 << 10;
    private static final long MOST_SPOOL_STORE = 32 << 20;

    /** Where packets come at once, a worker stays awake for about as long as it would take to wake it. */
    private static final Duration VIGIL = Duration.ofNanos(20_000);

    /** How packets are handled, and the sequencer of their results if these have an order. */
    record Plan(Handling handling, @Nullable Sequencer<?> sequencer) {
        static Plan of(Handling handling) {
            return new Plan(handling, null);
        }

        static <R> Plan ordered(
                PacketFunction<R> function,
                Consumer<R> output,
                FinalFailures failures,
                Interfaces interfaces,
                LateTally late) {
            Sequencer<R> sequencer = new Sequencer<>(output, late);
            return new Plan(new OrderedHandling<>(function, sequencer, failures, interfaces), sequencer);
        }
    }

    /** Makes the plan when the source is open. */
    interface Planner {
        Plan plan(Interfaces interfaces, FinalFailures failures, LateTally late);
    }

    final Stores stores;
    final Crew crew;
    final Watch watch;
    final Books books;
    final List<CaptureThread> captureThreads = new ArrayList<>();
    final CountDownLatch taking;
    final Durations age = new Durations();
    final Durations service = new Durations();
    final IncidentTally incidents;
    final FinalFailures failures;
    final Policies policies;
    /** What is done about overload; whoever exchanges it need not wait for anybody. */
    final AtomicReference<Policy> policy;

    private final @Nullable Spool spool;
    private final @Nullable Path spoolFolder;

    final Source source;
    final String sourceName;
    final List<String> warnings;
    final Interfaces interfaces;

    Engine(CaptureSettings settings, List<Source> sources, Planner planner) {
        int threads = sources.size();
        source = sources.getFirst();
        sourceName = source.name();
        interfaces = new Interfaces(source.description());
        warnings = List.copyOf(sources.getFirst().warnings());
        SpoolSettings spoolSettings = settings.spool();
        stores = new Stores(
                settings.queueBytes(), threads, spoolSettings == null ? 0 : spoolBytes(settings.queueBytes()));
        taking = new CountDownLatch(threads);
        Lanes lanes = new Lanes(stores.region());
        RunQueue runQueue = new RunQueue(lanes.count());
        LateTally late = new LateTally();
        ShedTally sheds = new ShedTally();
        long seed = ThreadLocalRandom.current().nextLong();
        policies = new Policies(lanes.count(), seed);
        policy = new AtomicReference<>(policies.of(settings.overload()));
        incidents = new IncidentTally(settings.unwritten());
        Failing failing = settings.failing();
        failures = new FinalFailures(
                settings.onFailure(), failing.openLetters(interfaces.get(0), incidents, settings.onWarning()));
        Plan plan = planner.plan(interfaces, failures, late);
        Workers workers = settings.workers();
        crew = new Crew(
                new Crew.Workplace(
                        lanes,
                        runQueue,
                        stores,
                        late,
                        sheds,
                        incidents,
                        policy,
                        age,
                        service,
                        patience(settings),
                        settings.immediate() && source.isLive() ? VIGIL : Duration.ZERO,
                        failing.retry(),
                        settings.deadline().spares(workers)),
                plan.handling(),
                !(workers instanceof Workers.Fixed),
                workers.count());
        SpoolTally spoolTally = new SpoolTally();
        spoolFolder = spoolSettings == null ? null : spoolSettings.folder();
        spool = spoolSettings == null
                ? null
                : open(
                        spoolSettings,
                        new Spool.Surroundings(
                                stores,
                                lanes,
                                runQueue,
                                crew,
                                plan.sequencer(),
                                policy,
                                spoolTally,
                                late,
                                interfaces,
                                sources.getFirst().isLive(),
                                settings.onWarning()),
                        spread(settings.order(), lanes, seed, 0));
        List<TakeTally> tallies = new ArrayList<>();
        Quota quota = new Quota(settings.count());
        for (int i = 0; i < threads; i++) {
            TakeTally tally = new TakeTally();
            tallies.add(tally);
            Spread spread = spread(settings.order(), lanes, seed, i * (lanes.count() / threads));
            Chains chains = new Chains(stores.region(), lanes, runQueue, Intake.BATCH);
            Intake intake = new Intake(
                    stores.store(i),
                    chains,
                    spread,
                    tally,
                    crew,
                    quota,
                    policy,
                    plan.sequencer(),
                    spool,
                    interfaces,
                    sources.get(i).isLive());
            Tray.Lender lender = intake.lender();
            if (lender != null) {
                sources.get(i).readInto(lender);
            }
            captureThreads.add(new CaptureThread(sources.get(i), intake, settings, taking, i));
        }
        books = new Books(tallies, crew, late, sheds, spoolTally);
        if (failing.mostInARow() > 0) {
            failures.watch(
                    new FailureStreak(failing.mostInARow(), () -> books.read().handled(), this::stopForGood));
        }
        watch = new Watch(
                crew,
                settings.deadline().keeper(crew, interfaces),
                workers instanceof Workers.Auto
                        ? new Tuning(crew, books, workers.count(), settings.onWorkers()::changed)
                        : null);
    }

    private Spread spread(Order order, Lanes lanes, long seed, int firstLane) {
        return switch (order) {
            case PER_FLOW -> new Spread.ByFlow(lanes, seed);
            case SERIAL -> new Spread.OneLane();
            case NONE, TOTAL -> new Spread.InTurn(lanes, crew, firstLane);
        };
    }

    /** Room for what comes back from the spool: enough to keep workers busy, and at least for the largest packet. */
    private static long spoolBytes(long queueBytes) {
        return Math.clamp(queueBytes / 8, LEAST_SPOOL_STORE, MOST_SPOOL_STORE);
    }

    private Spool open(SpoolSettings spoolSettings, Spool.Surroundings surroundings, Spread spread) {
        try {
            return Spool.open(spoolSettings, surroundings, spread);
        } catch (SpoolException e) {
            stores.region().release();
            throw new CaptureException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Starts the threads that move packets. */
    void start() {
        if (spool != null) {
            spool.start();
        }
        captureThreads.forEach(CaptureThread::start);
    }

    /** Whether every packet has its outcome, and none will come from anywhere. */
    boolean isAtRest() {
        return (spool == null || !spool.hasLeft()) && books.read().isAtRest();
    }

    /** Refuses a policy that needs a spool which is not there. */
    void requireSpool(Overload overload) {
        Overload.Spill spill = CaptureSettings.spill(overload);
        if (spill != null && !spill.folder().equals(spoolFolder)) {
            throw new IllegalArgumentException("spill: " + spill.folder() + " while the capture runs (expected: "
                    + (spoolFolder == null ? "no spill; it has to be there from the start" : spoolFolder) + ")");
        }
    }

    /**
     * Sends everybody home: nothing is read back any more, handlers that still run are written off, the disk is left in
     * order.
     */
    void dismiss(boolean atRest) {
        if (spool != null) {
            spool.stop();
        }
        watch.close();
        crew.dismiss(atRest, this::left);
        if (spool != null) {
            spool.close();
        }
    }

    /** A packet that no handler saw: it stays on disk, or goes there, if there is a spool. */
    private void left(int packet) {
        if (spool != null) {
            spool.keep(packet);
        } else {
            crew.late().abandonedQueued(1);
        }
    }

    /** Takes nothing any more, and begins nothing that waits. For any thread. */
    private void stopForGood() {
        captureThreads.forEach(CaptureThread::stop);
        crew.stopWork();
    }

    /**
     * Where packets come in blocks, a worker that is done with one block should find the next rather than sleep between the
     * two: so the patience is as long as a block takes at most to come. Where packets come at once, it is short.
     */
    private static Duration patience(CaptureSettings settings) {
        return settings.immediate() ? Duration.ofNanos(50_000) : Duration.ofMillis(2);
    }
}
