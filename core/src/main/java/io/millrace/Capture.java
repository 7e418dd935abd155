package io.millrace;

import io.millrace.ffi.Bindings;
import io.millrace.ledger.Books;
import io.millrace.ledger.Books.Balance;
import io.millrace.ledger.Durations;
import io.millrace.protocol.Linktype;
import io.millrace.savefile.InterfaceDescription;
import io.millrace.source.KernelCounts;
import io.millrace.source.Source;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A capture that is running, or has ended.
 *
 * <p>Every method is for any thread. {@code finalLedger} is guarded by {@code ending}, which whoever ends the capture holds
 * while it does.
 */
public final class Capture implements AutoCloseable {
    private static final long POLL_NANOS = 50_000;
    private static final long LONGEST_POLL_NANOS = 5_000_000;

    private final Engine engine;
    private final Duration drain;
    private final Object ending = new Object();
    private volatile @Nullable Ledger finalLedger;

    private Capture(Engine engine, Duration drain) {
        this.engine = engine;
        this.drain = drain;
    }

    /** Begins to describe a capture from a device. */
    public static CaptureBuilder from(Device device) {
        return new CaptureBuilder(device);
    }

    /**
     * Begins to describe a capture from a savefile: a source that ends, whose packets wait for their handlers instead of
     * being shed, and whose ages count from when they were taken.
     */
    public static CaptureBuilder from(Savefile savefile) {
        return new CaptureBuilder(savefile);
    }

    /** Begins to describe a capture from the savefile of a path; see {@link #from(Savefile)}. */
    public static CaptureBuilder from(Path savefile) {
        return from(Savefile.at(savefile));
    }

    /**
     * Binds what captures of devices call of the C library, which is done otherwise when the first one is opened. It takes a
     * tenth of a second in a fresh virtual machine: a program may do it on a thread of its own beside whatever else it
     * begins with. Never needed, and does no harm where there is nothing to bind.
     */
    public static void prepare() {
        Bindings.load();
    }

    static Capture start(CaptureSettings settings, Engine.Planner planner) {
        return start(settings, Sources.open(settings), planner);
    }

    /** Starts a capture from sources that are open, and its own from now on. */
    static Capture start(CaptureSettings settings, List<Source> sources, Engine.Planner planner) {
        try {
            Capture capture = new Capture(new Engine(settings, sources, planner), settings.drain());
            capture.begin(settings, sources);
            return capture;
        } catch (Throwable e) {
            sources.forEach(Source::close);
            throw e;
        }
    }

    /**
     * The action comes when the engine stands and has rehearsed: whoever becomes another user there may be unable to load its
     * classes.
     */
    private void begin(CaptureSettings settings, List<Source> sources) {
        try {
            Rehearsal.run(settings, sources);
            settings.whenOpen().run();
        } catch (Throwable e) {
            end();
            throw e;
        }
        engine.start();
    }

    /** How many bytes of its savefiles were read so far, before any decompression; {@link Ledger#ABSENT} of a device. */
    public long readBytes() {
        return engine.source.readBytes();
    }

    /** How many bytes these savefiles have; {@link Ledger#ABSENT} if nobody knows, as of a pipe, and of a device. */
    public long totalBytes() {
        return engine.source.totalBytes();
    }

    /** What the device warned of when it was opened, one line each; none, as a rule. */
    public List<String> warnings() {
        return engine.warnings;
    }

    /**
     * The accounts now: a consistent snapshot. After {@link #close()} the final accounts, of which only {@code unwritten} may
     * still change, until the handler has closed its file. For any thread.
     */
    public Ledger ledger() {
        Ledger known = finalLedger;
        return known == null ? read(false) : known.with(incidents());
    }

    /**
     * Waits until the capture has ended by itself (its packet count or duration is reached, the savefile is at its end,
     * the device failed) or was stopped, and its queue is drained.
     *
     * @throws CaptureException if the source failed, or the handler too often ({@link Failures.StopAfter})
     */
    public void join() throws InterruptedException {
        engine.taking.await();
        end();
        throwFailure();
    }

    /**
     * As {@link #join()}, but waits no longer than a time for the end of the taking; says whether the capture has ended.
     *
     * @throws CaptureException if the source failed
     */
    public boolean join(Duration timeout) throws InterruptedException {
        if (!engine.taking.await(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
            return false;
        }
        join();
        return true;
    }

    /**
     * Exchanges the policy. What waits is judged by the new one from its next step on; what an old one remembered of flows is
     * forgotten. What is parked on disk comes back, also if the new one does not spill. For any thread.
     *
     * @throws IllegalArgumentException if it spills to a folder that the capture did not start with
     */
    public void overload(Overload policy) {
        engine.requireSpool(policy);
        engine.policy.set(engine.policies.of(policy));
    }

    /** Stops taking packets and returns at once; what is queued is still handled. For any thread. */
    public void stop() {
        engine.captureThreads.forEach(CaptureThread::stop);
    }

    /**
     * Stops taking packets, waits for what is queued until the drain time is over, then interrupts the handlers that still
     * run and abandons what is left. Returns by the drain time and a second more, whatever handlers do. Idempotent.
     */
    @Override
    public void close() {
        stop();
        awaitTaking();
        end();
    }

    /** The capture threads call no handler and wait for none once they are stopped: they end in a moment. */
    private void awaitTaking() {
        boolean interrupted = false;
        while (true) {
            try {
                engine.taking.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Drains, dismisses the crew, and closes the books. */
    private void end() {
        synchronized (ending) {
            if (finalLedger != null) {
                return;
            }
            boolean atRest = drain();
            engine.dismiss(atRest);
            Ledger last = settled();
            engine.failures.close();
            engine.stores.region().release();
            finalLedger = last;
        }
    }

    /**
     * Waits until every packet has its outcome; false when the time is over first, the thread is interrupted, or nobody is
     * left who would handle what waits.
     */
    private boolean drain() {
        long begun = System.nanoTime();
        while (!engine.isAtRest()) {
            long waited = System.nanoTime() - begun;
            if (engine.crew.isQuiet()
                    || waited >= drain.toNanos()
                    || Thread.currentThread().isInterrupted()) {
                return false;
            }
            // Who has waited for long may wait a little longer: each look takes the processor from a worker.
            LockSupport.parkNanos(this, Math.clamp(waited >> 6, POLL_NANOS, LONGEST_POLL_NANOS));
        }
        return true;
    }

    /**
     * The books when everybody has gone. An outcome whose step was counted is entered in the next moment by its worker; so
     * one more look may be needed.
     */
    private Ledger settled() {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(200);
        while (!engine.books.read().isIdle() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(this, POLL_NANOS);
        }
        return read(true);
    }

    private Ledger read(boolean last) {
        Balance balance = engine.books.read();
        KernelCounts kernel = engine.captureThreads.stream()
                .map(CaptureThread::counts)
                .reduce(KernelCounts::plus)
                .orElse(KernelCounts.NONE);
        return new Ledger(
                engine.sourceName,
                linktypes(),
                engine.books.spanNanos() / 1e9,
                kernelOf(kernel, last),
                balance.taken(),
                balance.resumed(),
                balance.handled(),
                balance.failed(),
                balance.abandoned(),
                balance.queued(),
                balance.inFlight(),
                balance.spooled(),
                shed(balance.sheds()),
                balance.truncated(),
                incidents(),
                percentiles(engine.age.read()),
                percentiles(engine.service.read()),
                new Ledger.Queue(engine.stores.peakBytes(), engine.stores.limitBytes()),
                new Ledger.WorkerCount(engine.crew.present(), engine.crew.count()));
    }

    private String linktypes() {
        return engine.interfaces.list().stream()
                .map(InterfaceDescription::linktype)
                .distinct()
                .map(Linktype::name)
                .collect(Collectors.joining(","));
    }

    /** Who reads a ledger before the last one is not told what is unread: it marks the last. */
    private static Ledger.@Nullable Kernel kernelOf(KernelCounts counts, boolean last) {
        if (counts.isNone()) {
            return null;
        }
        return new Ledger.Kernel(
                counts.received(), counts.dropped(), counts.interfaceDropped(), last ? counts.unread() : Ledger.ABSENT);
    }

    private static Ledger.Shed shed(Books.Sheds sheds) {
        return new Ledger.Shed(
                sheds.newest(), sheds.oldest(), sheds.aged(), sheds.codel(), sheds.sampled(), sheds.spool());
    }

    private Ledger.Incidents incidents() {
        return new Ledger.Incidents(
                engine.incidents.stuckSoFar(),
                engine.incidents.retriedSoFar(),
                engine.incidents.deadLetteredSoFar(),
                engine.incidents.unwrittenSoFar());
    }

    private static Ledger.Percentiles percentiles(Durations.Percentiles read) {
        return new Ledger.Percentiles(read.p50(), read.p99(), read.p999(), read.max());
    }

    private void throwFailure() {
        CaptureException failed = engine.failures.reason();
        if (failed != null) {
            throw new CaptureException(String.valueOf(failed.getMessage()), failed.getCause());
        }
        for (CaptureThread thread : engine.captureThreads) {
            Throwable failure = thread.failure();
            if (failure != null) {
                throw new CaptureException(
                        String.valueOf(failure.getMessage() == null ? failure : failure.getMessage()), failure);
            }
        }
    }
}
