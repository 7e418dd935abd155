package io.millrace.bench.rival;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * One pass of a rival in Java: what its handlers do, and what is counted.
 *
 * <p><b>Threads.</b> {@link #taken()} is for the thread that reads, {@code handle} for any number of threads, which need not last
 * longer than one packet: what they count is spread over some {@link Stripe}s by their number. {@link #finish} and
 * {@link #result} are for one thread when the reading has ended.
 */
public final class Pass {
    private static final int STRIPES = 16;
    private static final long STEP_NANOS = 200_000;
    private static final int LEAST_MARKED = 64;
    private static final int MAGIC = 0x4d494c4c; // of FlowTraffic
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    /** What some threads counted. */
    private static final class Stripe {
        final AtomicLong handled = new AtomicLong();
        final AtomicLong disorder = new AtomicLong();
        final AtomicLong sum = new AtomicLong();
        final AgeHistogram ages = new AgeHistogram();
        final AtomicLong lastBegun = new AtomicLong(); // where ages are measured: nanoseconds since the epoch
    }

    private final RivalSettings settings;
    private final boolean live;
    private final FlowJudge judge;
    private final Stripe[] stripes = new Stripe[STRIPES];
    private final long spins;
    private final boolean ages;
    private final ProcessorTime usedBefore = ProcessorTime.ofThisProcess();
    private final long begun = System.nanoTime();

    private final AtomicLong taken = new AtomicLong(); // one writes, and others look
    private long first;
    private long last;

    Pass(RivalSettings settings, boolean live) {
        this.settings = settings;
        this.live = live;
        ages = live && settings.ages();
        spins = settings.micros() * settings.rounds();
        judge = new FlowJudge(settings.handler() == HandlerKind.CHECK ? settings.flows() : 0);
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Stripe();
        }
    }

    /** Enters a packet that was read. */
    public void taken() {
        long before = taken.getPlain();
        if (before == 0) {
            first = System.nanoTime();
        }
        taken.setOpaque(before + 1);
    }

    /** Packets that were read so far; for any thread. */
    long takenSoFar() {
        return taken.getOpaque();
    }

    /** Handles a packet that is the rival's own copy. */
    public void handle(byte[] packet, long timestampNanos) {
        Stripe stripe = stripe();
        enterAge(stripe, timestampNanos);
        switch (settings.handler()) {
            case COUNT -> {}
            case TOUCH -> stripe.sum.addAndGet((int) INT.get(packet, 0));
            case CHECK -> check(stripe, packet);
            case SLEEP -> sleep();
            case SPIN -> spin(stripe);
        }
        stripe.handled.getAndIncrement();
    }

    private Stripe stripe() {
        return stripes[(int) Thread.currentThread().threadId() & (STRIPES - 1)];
    }

    private void enterAge(Stripe stripe, long timestampNanos) {
        if (ages) {
            Instant now = Instant.now();
            long nanos = now.getEpochSecond() * 1_000_000_000 + now.getNano();
            stripe.ages.add(nanos - timestampNanos);
            stripe.lastBegun.setOpaque(nanos);
        }
    }

    private void check(Stripe stripe, byte[] packet) {
        int end = packet.length;
        if (end >= LEAST_MARKED
                && (int) INT.get(packet, end - 12) == MAGIC
                && !judge.accept((int) INT.get(packet, end - 8), (int) INT.get(packet, end - 4))) {
            stripe.disorder.getAndIncrement();
        }
    }

    private void sleep() {
        try {
            Thread.sleep(settings.micros() / 1_000, (int) (settings.micros() % 1_000) * 1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void spin(Stripe stripe) {
        stripe.sum.addAndGet(SpinWork.compute(1, spins));
    }

    /** Packets whose handler has ended. */
    long handled() {
        long handled = 0;
        for (Stripe stripe : stripes) {
            handled += stripe.handled.get();
        }
        return handled;
    }

    /**
     * Waits until all that was taken was handled.
     *
     * @param patienceNanos for how long at most; 0 for as long as it takes
     */
    void finish(long patienceNanos) {
        long wanted = System.nanoTime();
        long epochOffset = Instant.now().toEpochMilli() * 1_000_000 - wanted;
        last = handled() < taken.get() || !ages ? wanted : lastBegun() - epochOffset;
        while (handled() < taken.get() && (patienceNanos == 0 || last - wanted < patienceNanos)) {
            LockSupport.parkNanos(STEP_NANOS);
            last = System.nanoTime();
        }
    }

    private long lastBegun() {
        long latest = 0;
        for (Stripe stripe : stripes) {
            latest = Math.max(latest, stripe.lastBegun.get());
        }
        return latest;
    }

    /** What came of it, with what the rival knows of losses. */
    PassResult result(long kernelDropped, long discarded) {
        AgeHistogram all = new AgeHistogram();
        long disorder = 0;
        for (Stripe stripe : stripes) {
            all.add(stripe.ages);
            disorder += stripe.disorder.get();
        }
        ProcessorTime used = ProcessorTime.ofThisProcess().since(usedBefore);
        return new PassResult(
                taken.get(),
                handled(),
                kernelDropped,
                discarded,
                settings.handler() == HandlerKind.CHECK ? disorder : PassResult.UNKNOWN,
                taken.get() == 0 ? 0 : last - (live ? first : begun),
                used.userNanos(),
                used.systemNanos(),
                taken.get() == 0 ? PassResult.UNKNOWN : first - begun,
                ProcessorTime.residentKib(ProcessHandle.current().pid()),
                all.at(0.5),
                all.at(0.99),
                all.max());
    }
}
