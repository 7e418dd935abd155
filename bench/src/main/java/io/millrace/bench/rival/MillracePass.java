package io.millrace.bench.rival;

import io.millrace.Ledger;
import io.millrace.Packet;
import io.millrace.PacketHandler;
import io.millrace.testbed.FlowTraffic;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * One pass of Millrace: what its handlers do, and what they count.
 *
 * <p><b>Threads.</b> A worker counts in a {@link Cell} that only it writes, plainly, and that it finds by its number,
 * mostly: to count costs what it costs in C. Cells are read when the capture is closed, which comes after everything that
 * workers did. Workers that sleep are thousands, whose cells would be in nobody's cache: they count by additions to a few
 * words, as the other rivals do. Ages go to a few histograms that workers share, because ten thousand of them would be too
 * many. {@link #ended} and {@link #result} are for the thread that closed the capture.
 */
final class MillracePass {
    private static final int NEAR = 1_024;
    private static final int STRIPES = 16;
    private static final int LONGS_PER_LINE = 8;

    private final RivalSettings settings;
    private final boolean live;
    private final FlowJudge judge;
    private final AgeHistogram[] ages = new AgeHistogram[STRIPES];
    private final Queue<Cell> cells = new ConcurrentLinkedQueue<>();
    private final ThreadLocal<Cell> own = ThreadLocal.withInitial(this::newCell);

    /** The cell that a thread with a number asked for last; a race between two only makes one of them ask again. */
    private final @Nullable Cell[] near = new Cell[NEAR];

    private final AtomicLongArray slept = new AtomicLongArray(STRIPES * LONGS_PER_LINE);

    private final ProcessorTime before = ProcessorTime.ofThisProcess();
    private final long begun = System.nanoTime();
    private long ended;

    /** What a worker counted. The fields that do nothing keep two workers' counts off one cache line. */
    @SuppressWarnings("unused")
    private static final class Cell {
        private final Thread owner = Thread.currentThread();
        private final long begun = System.nanoTime();
        private long a;
        private long b;
        private long c;
        private long d;
        private long e;
        private long f;
        private long g;
        private long h;
        private long handled;
        private long disorder;
        private long sum;
        private long i;
        private long j;
        private long k;
        private long l;
        private long m;
        private long n;
        private long o;
        private long p;
    }

    MillracePass(RivalSettings settings, boolean live) {
        this.settings = settings;
        this.live = live;
        judge = new FlowJudge(settings.handler() == HandlerKind.CHECK ? settings.flows() : 0);
        for (int i = 0; i < STRIPES; i++) {
            ages[i] = new AgeHistogram();
        }
    }

    private Cell newCell() {
        Cell cell = new Cell();
        cells.add(cell);
        return cell;
    }

    /** The cell of the thread that asks. */
    private Cell cell() {
        Thread thread = Thread.currentThread();
        int index = (int) thread.threadId() & (NEAR - 1);
        Cell cell = near[index];
        if (cell == null || cell.owner != thread) {
            cell = own.get();
            near[index] = cell;
        }
        return cell;
    }

    /** The handler: nothing in it is decided for each packet that can be decided once. */
    PacketHandler handler() {
        PacketHandler handler = switch (settings.handler()) {
            case COUNT -> packet -> cell().handled++;
            case TOUCH -> this::touch;
            case CHECK -> this::check;
            case SLEEP -> this::sleep;
            case SPIN -> this::spin;
        };
        if (!live || !settings.ages()) {
            return handler;
        }
        return packet -> {
            enterAge(packet);
            handler.handle(packet);
        };
    }

    private static int stripe() {
        return (int) Thread.currentThread().threadId() & (STRIPES - 1);
    }

    private void enterAge(Packet packet) {
        Instant now = Instant.now();
        long age = now.getEpochSecond() * 1_000_000_000 + now.getNano() - packet.timestampNanos();
        ages[stripe()].add(age);
    }

    private void touch(Packet packet) {
        Cell cell = cell();
        cell.sum += packet.intAt(0);
        cell.handled++;
    }

    private void check(Packet packet) {
        Cell cell = cell();
        if (!judge.accept(FlowTraffic.flow(packet), FlowTraffic.sequence(packet))) {
            cell.disorder++;
        }
        cell.handled++;
    }

    private void sleep(Packet packet) throws InterruptedException {
        Thread.sleep(settings.micros() / 1_000, (int) (settings.micros() % 1_000) * 1_000);
        slept.getAndIncrement(stripe() * LONGS_PER_LINE);
    }

    private void spin(Packet packet) {
        Cell cell = cell();
        cell.sum += SpinWork.compute(1, settings.micros() * settings.rounds());
        cell.handled++;
    }

    /** The last handler has ended. */
    void ended() {
        ended = System.nanoTime();
    }

    /**
     * What came of it.
     *
     * @throws IllegalStateException if the ledger counts other than the handlers did
     */
    PassResult result(Ledger ledger) {
        ProcessorTime used = ProcessorTime.ofThisProcess().since(before);
        AgeHistogram all = new AgeHistogram();
        for (AgeHistogram each : ages) {
            all.add(each);
        }
        long handled = cells.stream().mapToLong(cell -> cell.handled).sum();
        for (int i = 0; i < slept.length(); i++) {
            handled += slept.get(i);
        }
        if (handled != ledger.handled()) {
            throw new IllegalStateException(
                    "the handlers counted " + handled + " packets, and the ledger " + ledger.handled());
        }
        long first = cells.stream().mapToLong(cell -> cell.begun - begun).min().orElse(PassResult.UNKNOWN);
        Ledger.Kernel kernel = ledger.kernel();
        return new PassResult(
                ledger.taken(),
                handled,
                kernel == null ? 0 : kernel.dropped(),
                ledger.shed().total() + ledger.abandoned() + ledger.failed(), // those whose wait the end interrupted
                settings.handler() == HandlerKind.CHECK
                        ? cells.stream().mapToLong(cell -> cell.disorder).sum()
                        : PassResult.UNKNOWN,
                live ? (long) (ledger.seconds() * 1e9) : ended - begun,
                used.userNanos(),
                used.systemNanos(),
                first,
                ProcessorTime.residentKib(ProcessHandle.current().pid()),
                all.at(0.5),
                all.at(0.99),
                all.max());
    }
}
