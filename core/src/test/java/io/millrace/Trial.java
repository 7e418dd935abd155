package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.source.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongToIntFunction;
import java.util.function.LongUnaryOperator;

/** A capture from memory: what is to be tried, and the rule that holds after every trial. */
final class Trial {
    long frames = 10_000;
    int caplen = MemorySource.FRAME_BYTES;
    LongToIntFunction flowOf = number -> (int) (number % 100);
    LongUnaryOperator timestampOf = number -> 1_700_000_000_000_000_000L + number;
    int captureThreads = 1;
    Workers workers = Workers.fixed(2);
    Order order = Order.PER_FLOW;
    Overload overload = Overload.block();
    Journal journal;
    boolean resume;
    final Queue<String> warnings = new ConcurrentLinkedQueue<>();
    long queueBytes = 16L << 20;
    long count;
    Duration drain = Duration.ofSeconds(20);
    int maxInFlight = 10_000;
    BiConsumer<Packet, Throwable> onFailure;
    Failing failing = Failing.COUNTED;
    Deadline deadline = Deadline.NONE;
    WorkersListener onWorkers = (from, to, reason) -> {};
    final List<MemorySource> sources = new ArrayList<>();

    Capture start(PacketHandler handler) {
        return start((interfaces, failures, late) -> Engine.Plan.of(new SyncHandling(handler, failures, interfaces)));
    }

    Capture startAsync(AsyncPacketHandler handler) {
        return start((interfaces, failures, late) ->
                Engine.Plan.of(new AsyncHandling(handler, failures, interfaces, maxInFlight)));
    }

    <R> Capture startOrdered(PacketFunction<R> function, Consumer<R> output) {
        order = Order.TOTAL;
        return start((interfaces, failures, late) -> Engine.Plan.ordered(function, output, failures, interfaces, late));
    }

    private Capture start(Engine.Planner planner) {
        for (int i = 0; i < captureThreads; i++) {
            sources.add(new MemorySource(frames, caplen, flowOf, timestampOf));
        }
        CaptureSettings settings = new CaptureSettings(
                Device.named("memory"),
                "",
                SourceKind.AUTO,
                CaptureBuilder.MAX_SNAPLEN,
                1 << 20,
                true,
                false,
                false,
                Direction.INOUT,
                captureThreads,
                null,
                null,
                workers,
                order,
                overload,
                journal,
                resume,
                queueBytes,
                count == 0 ? frames * captureThreads : count,
                Duration.ZERO,
                drain,
                Duration.ZERO,
                maxInFlight,
                onFailure,
                failing,
                new LongAdder(),
                deadline,
                onWorkers,
                warnings::add,
                null,
                () -> {});
        return Capture.start(settings, List.<Source>copyOf(sources), planner);
    }

    /** Runs a capture to its end and returns the final ledger, which balances. */
    static Ledger finish(Capture capture) throws InterruptedException {
        try (capture) {
            capture.join();
        }
        return requireClosedBooks(capture.ledger());
    }

    /** Closes a capture and returns the final ledger, which balances; the closing keeps its time. */
    Ledger close(Capture capture) {
        long begun = System.nanoTime();
        capture.close();
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        assertThat(took).as("time to close").isLessThan(drain.plusMillis(1_000));
        return requireClosedBooks(capture.ledger());
    }

    static Ledger requireClosedBooks(Ledger ledger) {
        requireBooks(ledger);
        assertThat(ledger.queued()).as("queued after the close").isZero();
        assertThat(ledger.inFlight()).as("in flight after the close").isZero();
        return ledger;
    }

    /** What holds at any time. */
    static Ledger requireBooks(Ledger ledger) {
        long[] accounts = {
            ledger.taken(),
            ledger.handled(),
            ledger.failed(),
            ledger.abandoned(),
            ledger.queued(),
            ledger.inFlight(),
            ledger.spooled(),
            ledger.shed().newest(),
            ledger.shed().oldest(),
            ledger.shed().aged(),
            ledger.shed().codel(),
            ledger.shed().sampled(),
            ledger.shed().spool()
        };
        for (long account : accounts) {
            if (account < 0) {
                throw new AssertionError("an account is negative: " + ledger);
            }
        }
        if (!ledger.balanced()) {
            throw new AssertionError("out of balance: " + ledger);
        }
        return ledger;
    }
}
