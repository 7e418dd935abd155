package io.millrace;

import io.millrace.pcap.DataLink;
import io.millrace.pcap.TimestampType;
import io.millrace.savefile.Block;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a capture. Every setting has a default that serves; each method returns this builder. A builder is for one
 * thread, and may start several captures.
 *
 * <p>A setting out of range is an {@link IllegalArgumentException} that names it, its value and what was expected.
 */
public final class CaptureBuilder {
    /** The most bytes kept of a packet, as with libpcap. */
    public static final int MAX_SNAPLEN = 262_144;

    /** The least that a store may be bound to, for each capture thread. */
    public static final long MIN_QUEUE_BYTES = 1L << 20;

    /** The most that a store may be bound to: the names of its slots are kept in one array. */
    public static final long MAX_QUEUE_BYTES = 64L << 30;

    /** The bound of the store unless told otherwise: what comes in a second at 2.5 Gbit/s, whatever is handled meanwhile. */
    public static final long DEFAULT_QUEUE_BYTES = 512L << 20;

    /** The kernel's buffer unless told otherwise. */
    public static final long DEFAULT_KERNEL_BUFFER_BYTES = 128L << 20;

    /** The most capture threads. */
    public static final int MAX_CAPTURE_THREADS = 64;

    private static final Duration LEAST_HANDLER_TIMEOUT = Duration.ofMillis(1);

    private final Origin origin;
    private String filter = "";
    private SourceKind source = SourceKind.AUTO;
    private int snaplen = MAX_SNAPLEN;
    private long kernelBufferBytes = DEFAULT_KERNEL_BUFFER_BYTES;
    private boolean promiscuous = true;
    private boolean immediate;
    private boolean busyPoll;
    private Direction direction = Direction.INOUT;
    private int captureThreads = 1;
    private @Nullable DataLink datalink;
    private @Nullable TimestampType timestampType;
    private Workers workers = Workers.virtual(1_000);
    private Order order = Order.PER_FLOW;
    private @Nullable Overload overload;
    private @Nullable Journal journal;
    private boolean resume;
    private long queueBytes = DEFAULT_QUEUE_BYTES;
    private long count;
    private Duration duration = Duration.ZERO;
    private Duration drain = Duration.ofSeconds(5);
    private Duration rehearsal = Duration.ZERO;
    private int maxInFlight = 10_000;
    private @Nullable BiConsumer<Packet, Throwable> onFailure;
    private Failures failures = Failures.carryOn();
    private @Nullable Path deadLetter;
    private LongAdder unwritten = new LongAdder();
    private Duration handlerTimeout = Duration.ZERO;
    private WhenStuck whenStuck = WhenStuck.REPORT;
    private Consumer<StuckHandler> onStuck = call -> {};
    private WorkersListener onWorkers = (from, to, reason) -> {};
    private Consumer<String> onWarning = warning -> {};
    private @Nullable Consumer<Block> onBlock;
    private Runnable whenOpen = () -> {};

    CaptureBuilder(Origin origin) {
        this.origin = origin;
    }

    /** A filter in libpcap's language ({@code pcap-filter(7)}); empty takes everything. Compiling needs libpcap. */
    public CaptureBuilder filter(String expression) {
        filter = expression.strip();
        return this;
    }

    /** How the device is read; {@link SourceKind#AUTO} by default. */
    public CaptureBuilder source(SourceKind kind) {
        source = kind;
        return this;
    }

    /** Bytes kept of each packet: 1 to {@value #MAX_SNAPLEN}, the default. */
    public CaptureBuilder snaplen(int bytes) {
        snaplen = (int) require("snaplen", bytes, 1, MAX_SNAPLEN);
        return this;
    }

    /**
     * The kernel's buffer in bytes, for each capture thread; 128 MiB by default, which rides out half a second
     * in which the capture thread is not scheduled. With less than that packets come up to 2 ms late and not 1, so that a small
     * buffer lasts longer.
     */
    public CaptureBuilder kernelBuffer(long bytes) {
        kernelBufferBytes = require("kernelBuffer", bytes, 1, MAX_QUEUE_BYTES);
        return this;
    }

    /** Whether the device also passes on what is not addressed to this host; true by default. */
    public CaptureBuilder promiscuous(boolean promiscuous) {
        this.promiscuous = promiscuous;
        return this;
    }

    /**
     * Whether packets are delivered as they come, within a fraction of a millisecond, instead of in blocks, within a few;
     * false by default. Costs a wake-up for each packet at low rates. Where handlers are fast, a worker that has nothing to do
     * stays awake for 20 µs before it sleeps, so that the packets of a burst are not late by a wake-up each.
     */
    public CaptureBuilder immediate(boolean immediate) {
        this.immediate = immediate;
        return this;
    }

    /**
     * Whether the capture threads never sleep, but look for packets all the time, which come {@linkplain #immediate as they
     * are}; false by default. A packet is not late by the time that it takes to wake a thread, and each capture thread
     * occupies a processor of its own: of no use where handlers need all of them.
     */
    public CaptureBuilder busyPoll(boolean busyPoll) {
        this.busyPoll = busyPoll;
        return this;
    }

    /** Which packets are captured; {@link Direction#INOUT} by default. */
    public CaptureBuilder direction(Direction direction) {
        this.direction = direction;
        return this;
    }

    /**
     * The link type of what the device delivers, if it has a choice; its own by default. Any but Ethernet needs
     * {@code libpcap}, which {@link SourceKind#AUTO} then takes.
     */
    public CaptureBuilder datalink(DataLink link) {
        datalink = link;
        return this;
    }

    /**
     * Who stamps packets, if the device has a choice; the kernel by default. Any but {@link TimestampType#HOST} needs
     * {@code libpcap}, which {@link SourceKind#AUTO} then takes. A device that does not know the type stamps as it does by
     * default.
     */
    public CaptureBuilder timestampType(TimestampType type) {
        timestampType = type;
        return this;
    }

    /**
     * Threads that take packets, sharing the device's flows; 1 by default. More than 1 needs {@code afpacket}. The kernel
     * shares flows out by a hash of its own, so packets of one flow that differ in their encapsulation may come by two
     * threads, and have no order between them.
     */
    public CaptureBuilder captureThreads(int count) {
        captureThreads = (int) require("captureThreads", count, 1, MAX_CAPTURE_THREADS);
        return this;
    }

    /** Who calls the handler; up to 1,000 virtual threads by default. */
    public CaptureBuilder workers(Workers workers) {
        this.workers = workers;
        return this;
    }

    /** Which packets keep their order; {@link Order#PER_FLOW} by default. */
    public CaptureBuilder order(Order order) {
        this.order = order;
        return this;
    }

    /**
     * What gives when handlers are behind; {@link Overload.DropNewest} by default for a device, {@link Overload.Block} for a
     * savefile.
     */
    public CaptureBuilder overload(Overload overload) {
        this.overload = overload;
        return this;
    }

    /**
     * Brings every packet to the disk before its handler sees it, so that a crash loses none; not so by default. Takes one
     * capture thread.
     */
    public CaptureBuilder journal(Journal journal) {
        this.journal = journal;
        return this;
    }

    /**
     * Whether packets that earlier captures left in the folder of the journal, or of {@link Overload.Spill}, are handled
     * first; false by default, and then they are left alone. The {@linkplain Ledger#resumed ledger} counts them. After a
     * crash some may be handled a second time; {@link #onWarning} is told how many at the most.
     */
    public CaptureBuilder resume(boolean resume) {
        this.resume = resume;
        return this;
    }

    /**
     * The bound of the store in bytes, all capture threads together; 512 MiB by default. It is reserved, and occupied only as
     * far as packets wait: a packet of 64 bytes takes 128, a large one at most a quarter more than its size.
     */
    public CaptureBuilder queueBytes(long bytes) {
        queueBytes = require("queueBytes", bytes, MIN_QUEUE_BYTES, MAX_QUEUE_BYTES);
        return this;
    }

    /** Ends the capture after so many packets were taken; 0, the default, means no limit. */
    public CaptureBuilder count(long packets) {
        count = require("count", packets, 0, Long.MAX_VALUE);
        return this;
    }

    /** Ends the capture after a time; zero, the default, means no limit. */
    public CaptureBuilder duration(Duration duration) {
        this.duration = requireTime("duration", duration);
        return this;
    }

    /**
     * How long {@link Capture#close()} and {@link Capture#join()} wait for queued packets once taking has stopped; 5 s by
     * default.
     */
    public CaptureBuilder drain(Duration drain) {
        this.drain = requireTime("drain", drain);
        return this;
    }

    /**
     * How long made-up packets are sent through the engine at the most, once the device is open and as long as no packet has
     * come; zero, the default, means not at all. The virtual machine compiles what it is to run meanwhile, so that the first
     * packets do not wait for that. The start returns when it is over: with the first packet, which the kernel keeps, or at the
     * end of the time. A savefile, of which nobody waits for anything, is rehearsed for the whole time. The handler sees
     * none of these packets.
     */
    public CaptureBuilder rehearsal(Duration time) {
        rehearsal = requireTime("rehearsal", time);
        return this;
    }

    /** Asynchronous handlers: how many stages may be pending at a time; 10,000 by default. */
    public CaptureBuilder maxInFlight(int stages) {
        maxInFlight = (int) require("maxInFlight", stages, 1, 1_000_000);
        return this;
    }

    /**
     * Is told of each packet that failed for good, on the thread where it failed, while the packet can still be read. What
     * the listener throws is ignored.
     */
    public CaptureBuilder onFailure(BiConsumer<Packet, Throwable> listener) {
        onFailure = listener;
        return this;
    }

    /** What is done when the handler fails; {@link Failures#carryOn()} by default. */
    public CaptureBuilder whenFailing(Failures failures) {
        this.failures = failures;
        return this;
    }

    /**
     * Writes each packet that failed for good to a savefile, pcapng, with the reason as its comment. The file has every packet as
     * soon as it has failed. If there is one a section is added to it. If writing fails that is a
     * {@linkplain #onWarning warning}, once, and capture goes on. What the consumer of ordered results throws has no packet any
     * more.
     *
     * <p>A start where the file cannot be written is a {@link CaptureException}.
     */
    public CaptureBuilder deadLetter(Path file) {
        deadLetter = file;
        return this;
    }

    /**
     * Has the ledger tell what a handler counts: packets that it took, and that are not in what it writes. A handler that gathers
     * packets and writes them later learns of a full disk when their calls have returned well: they are handled, and not there.
     *
     * @param packets counted by the handler, on any thread, also when the capture has ended
     */
    public CaptureBuilder unwritten(LongAdder packets) {
        unwritten = packets;
        return this;
    }

    /** {@link #handlerTimeout(Duration, WhenStuck)}, which is only reported. */
    public CaptureBuilder handlerTimeout(Duration time) {
        return handlerTimeout(time, WhenStuck.REPORT);
    }

    /**
     * How long a call of the handler may take, 1 ms or more; zero, the default, means as long as it likes. One that takes
     * longer is counted as {@link Ledger.Incidents#stuck()}, told to {@link #onStuck}, and by choice interrupted. It costs
     * the calls nothing: they are looked at every 10 ms, with more than 50 workers less often, down to every 100 ms. So a
     * call is found that much after its time at the latest, and one that ends before that look may go unnoticed. Attempts to
     * handle a packet again are calls of their own.
     *
     * <p>A call that was found does not count among those that may be under way: with {@link Workers.Virtual} and
     * {@link Workers.Auto} another worker is started in its place, for as many as there may be at a time, and for 1,000 at the
     * least. So flows whose handlers are not stuck go on; also if calls that compute without end keep all processors' virtual
     * threads, where threads of the system help out. With {@link Workers.Fixed} no thread is started beyond the number that was
     * asked for: if all of them are stuck, all packets wait.
     *
     * <p>Stages of asynchronous handlers are looked at too, every 100 ms at the least, and are never interrupted: no thread
     * is theirs.
     */
    public CaptureBuilder handlerTimeout(Duration time, WhenStuck action) {
        if (!time.isZero() && time.compareTo(LEAST_HANDLER_TIMEOUT) < 0) {
            throw new IllegalArgumentException(
                    "handlerTimeout: " + time + " (expected: 1 ms or more, or zero for none)");
        }
        handlerTimeout = time;
        whenStuck = action;
        return this;
    }

    /**
     * Is told of each call of the handler that takes longer than {@link #handlerTimeout}, on a thread that must not be kept
     * waiting, while the call goes on. What the listener throws is ignored.
     */
    public CaptureBuilder onStuck(Consumer<StuckHandler> listener) {
        onStuck = listener;
        return this;
    }

    /**
     * Is told of what goes wrong while capture goes on, and of what became of packets on disk: a full disk, a damaged
     * segment, what was resumed. One line each, on any thread. What the listener throws is ignored.
     */
    public CaptureBuilder onWarning(Consumer<String> listener) {
        onWarning = warning -> {
            try {
                listener.accept(warning);
            } catch (Throwable ignored) {
                // Nothing depends on who listens.
            }
        };
        return this;
    }

    /**
     * Is given each block of a pcapng file that is no packet, as {@link io.millrace.savefile.NameResolution} and {@link
     * io.millrace.savefile.DecryptionSecrets} are, when it is read: before the handler is given the packets behind it. On
     * the capture thread, which must not be kept waiting. A device has none. What the listener throws ends the capture.
     */
    public CaptureBuilder onBlock(Consumer<Block> listener) {
        onBlock = listener;
        return this;
    }

    /** Is told of each change that {@link Workers.Auto} makes. What the listener throws is ignored. */
    public CaptureBuilder onWorkers(WorkersListener listener) {
        onWorkers = listener;
        return this;
    }

    /**
     * Is run once the device or file is open, before the first packet is taken; what it throws ends the start. Here a
     * program that was privileged in order to open the device gives its privileges up: {@link Privileges}. Several actions
     * are run in the order in which they were given.
     */
    public CaptureBuilder whenOpen(Runnable action) {
        Runnable before = whenOpen;
        whenOpen = () -> {
            before.run();
            action.run();
        };
        return this;
    }

    /**
     * Starts the capture with a handler; for any order but {@link Order#TOTAL}.
     *
     * @throws CaptureException if the device cannot be opened; the message names cause and remedy
     */
    public Capture start(PacketHandler handler) {
        CaptureSettings settings = settings(false);
        return Capture.start(
                settings,
                (interfaces, failures, late) -> Engine.Plan.of(new SyncHandling(handler, failures, interfaces)));
    }

    /**
     * Starts the capture with an asynchronous handler; for any order but {@link Order#TOTAL}.
     *
     * @throws CaptureException if the device cannot be opened; the message names cause and remedy
     */
    public Capture startAsync(AsyncPacketHandler handler) {
        CaptureSettings settings = settings(false);
        return Capture.start(
                settings,
                (interfaces, failures, late) ->
                        Engine.Plan.of(new AsyncHandling(handler, failures, interfaces, settings.maxInFlight())));
    }

    /**
     * Starts the capture with {@link Order#TOTAL}: results that are not null are given to {@code output} one at a time, in
     * capture order, by whichever worker's turn it is. What {@code output} throws counts the packet as failed.
     *
     * <p>At most 524,288 packets may be between the oldest whose result is missing and the newest; beyond that the store
     * counts as full.
     *
     * @throws CaptureException if the device cannot be opened; the message names cause and remedy
     */
    public <R> Capture startOrdered(PacketFunction<R> function, Consumer<R> output) {
        return Capture.start(
                settings(true),
                (interfaces, failures, late) -> Engine.Plan.ordered(function, output, failures, interfaces, late));
    }

    private CaptureSettings settings(boolean total) {
        require("queueBytes", queueBytes, captureThreads * MIN_QUEUE_BYTES, MAX_QUEUE_BYTES);
        CaptureSettings settings = new CaptureSettings(
                origin,
                filter,
                source,
                snaplen,
                kernelBufferBytes,
                promiscuous,
                immediate || busyPoll,
                busyPoll,
                direction,
                captureThreads,
                datalink,
                timestampType,
                workers,
                order,
                overload == null ? origin.usualOverload() : overload,
                journal,
                resume,
                queueBytes,
                count,
                duration,
                drain,
                rehearsal,
                maxInFlight,
                onFailure,
                new Failing(failures, deadLetter),
                unwritten,
                new Deadline(handlerTimeout, whenStuck, onStuck),
                onWorkers,
                onWarning,
                onBlock,
                whenOpen);
        settings.requireOrder(total);
        settings.requireSpool();
        return settings;
    }

    private static long require(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + least + " to " + most + ")");
        }
        return value;
    }

    private static Duration requireTime(String name, Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException(name + ": " + time + " (expected: zero or more)");
        }
        return time;
    }
}
