package io.millrace.replay;

import io.millrace.ledger.Durations;
import io.millrace.protocol.Linktype;
import io.millrace.savefile.InterfaceDescription;
import io.millrace.savefile.Options;
import io.millrace.savefile.PcapWriter;
import io.millrace.savefile.SavefileException;
import io.millrace.savefile.SavefileReader;
import io.millrace.savefile.SavefileReader.Step;
import io.millrace.savefile.SavefileSeries;
import io.millrace.savefile.SavefileTarget;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Puts the packets of savefiles on a device, each when it is due. Those that are due within {@value #TOGETHER_NANOS}
 * nanoseconds are sent together: at low rates each packet has a call of its own and is on time to some microseconds, at high
 * ones calls are saved.
 *
 * <p><b>Threads.</b> A thread of its own sends, and owns all that is not said otherwise; it writes {@code failure} before it
 * ends, and {@code sent} and {@code bytes} are for any. {@link #stop()}, {@link #readBytes()} and {@link #sentPackets()} are
 * for any thread.
 */
public final class Replay {
    /** For ever, until stopped. */
    public static final int ENDLESS = 0;

    /** How long a rehearsal lasts, and how fast it is. */
    private static final Duration REHEARSAL = Duration.ofMillis(300);

    private static final double REHEARSED_PER_SECOND = 10_000;
    private static final int REHEARSED_BYTES = 60;

    private static final long TOGETHER_NANOS = 10_000;
    private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Supplier<SavefileSeries> files;
    private final String device;
    private final Supplier<? extends Choice> choices;
    private final int turns;
    private final long limitNanos;
    private final boolean reopened;
    private final Schedule schedule;
    private final Thread thread =
            Thread.ofPlatform().daemon().name("millrace-replay").unstarted(this::send);
    private final Alarm alarm;
    private final Durations late = new Durations();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong readBefore = new AtomicLong();
    private volatile @Nullable SavefileSeries playing;
    private volatile long total = SavefileSeries.UNKNOWN;
    private volatile boolean stopped;
    private volatile @Nullable Throwable failure;

    private long[] due = new long[0];
    private int waiting;
    private long waitingBytes;
    private long firstNanos;
    private long lastNanos;
    private long tooLong;
    private long tooShort;
    private long cut;
    private @Nullable InterfaceDescription known;

    /**
     * Describes a replay.
     *
     * @param files opens the files, anew for each turn
     * @param device the device's name
     * @param pacing when packets are sent
     * @param turns how often the files are sent, or {@link #ENDLESS}
     * @param choices makes what chooses packets, anew for each turn
     * @param limit after which time nothing more is sent, from the first packet on; zero for no limit
     * @param reopened whether the files can be opened anew. Before anything is sent, everything is done but the sending for
     *     a third of a
     *     second, so that the virtual machine has compiled what it runs: with the beginning of the files, or, where they can be
     *     opened only once, with packets that are made up
     */
    public Replay(
            Supplier<SavefileSeries> files,
            String device,
            Pacing pacing,
            int turns,
            Supplier<? extends Choice> choices,
            Duration limit,
            boolean reopened) {
        if (turns < 0) {
            throw new IllegalArgumentException("turns: " + turns + " (expected: 0 or more)");
        }
        if (limit.isNegative()) {
            throw new IllegalArgumentException("limit: " + limit + " (expected: zero or more)");
        }
        limitNanos = limit.isZero() ? Long.MAX_VALUE : limit.toNanos();
        this.reopened = reopened;
        this.files = files;
        this.device = device;
        this.turns = turns;
        this.choices = choices;
        schedule = new Schedule(pacing);
        alarm = new Alarm(() -> stopped);
    }

    /**
     * Sends, and returns when all was sent, or {@link #stop} was called, or this thread was interrupted, which stays so.
     * Once only.
     *
     * @throws SavefileException if a file cannot be read, or has packets of a link type that the device does not
     * @throws io.millrace.afpacket.AfPacketException if the device is missing, down or gone, or the process may not
     * @throws io.millrace.pcap.PcapException if so with a device that libpcap sends on
     */
    public ReplayReport run() {
        thread.start();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
                stop();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        switch (failure) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
        return report();
    }

    /** What was sent; also after a failure. Once {@link #run} has returned. */
    public ReplayReport report() {
        Durations.Percentiles percentiles = late.read();
        return new ReplayReport(
                sent.get(),
                bytes.get(),
                lastNanos - firstNanos,
                tooLong,
                tooShort,
                cut,
                percentiles.p50(),
                percentiles.p99(),
                percentiles.max());
    }

    /** Sends nothing further. For any thread. */
    public void stop() {
        stopped = true;
        SavefileSeries series = playing;
        if (series != null) {
            series.wake();
        }
        LockSupport.unpark(thread);
    }

    /** How many packets were sent so far. For any thread. */
    public long sentPackets() {
        return sent.get();
    }

    /** How many bytes of the files were read so far, in all turns. For any thread. */
    public long readBytes() {
        SavefileSeries series = playing;
        return readBefore.get() + (series == null ? 0 : series.fileBytes());
    }

    /**
     * How many bytes the files have, in all turns; {@link SavefileSeries#UNKNOWN} if nobody knows, or if there is no end.
     * For any thread.
     */
    public long totalBytes() {
        return total;
    }

    private void send() {
        try (Outlet outlet = Outlet.open(device)) {
            alarm.set();
            rehearse(outlet);
            for (int turn = 0; (turns == ENDLESS || turn < turns) && !stopped; turn++) {
                long before = sent.get();
                turn(outlet);
                schedule.turn();
                if (turns == ENDLESS && sent.get() == before) {
                    return; // there is nothing to send, for ever
                }
            }
        } catch (Throwable e) {
            failure = e;
        }
    }

    private void rehearse(Outlet outlet) {
        Pacing quick = new Pacing.PacketsPerSecond(REHEARSED_PER_SECOND);
        Replay rehearsal = reopened
                ? new Replay(files, device, quick, 1, choices, REHEARSAL, true)
                : new Replay(() -> made(outlet), device, quick, 1, () -> Choice.ALL, REHEARSAL, true);
        try {
            rehearsal.turn(new SilentOutlet(outlet));
        } catch (SavefileException damaged) {
            assert sent.get() == 0 : "it is told when it is met again";
        }
    }

    /** As many as a rehearsal sends, in a stream as a pipe is one. */
    private static SavefileSeries made(Outlet outlet) {
        int packets = (int) (REHEARSED_PER_SECOND * REHEARSAL.toMillis() / 1_000);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        InterfaceDescription description =
                InterfaceDescription.of(outlet.linktype(), REHEARSED_BYTES, ChronoUnit.NANOS, Options.NONE);
        try (PcapWriter writer = PcapWriter.open(SavefileTarget.stream(bytes, "rehearsal"), description)) {
            MemorySegment frame = MemorySegment.ofArray(new byte[REHEARSED_BYTES]);
            for (int i = 0; i < packets; i++) {
                writer.write(0, i, frame, 0, REHEARSED_BYTES, REHEARSED_BYTES);
            }
        }
        return SavefileSeries.of(SavefileReader.of(new ByteArrayInputStream(bytes.toByteArray()), "rehearsal"));
    }

    private void turn(Outlet outlet) {
        due = new long[outlet.batch()];
        try (SavefileSeries series = files.get()) {
            playing = series;
            long once = series.totalFileBytes();
            total = turns == ENDLESS || once == SavefileSeries.UNKNOWN ? SavefileSeries.UNKNOWN : once * turns;
            play(series, choices.get(), outlet);
            playing = null;
            readBefore.addAndGet(series.fileBytes());
        }
    }

    private void play(SavefileSeries series, Choice choice, Outlet outlet) {
        try {
            Step step = Step.NOTHING_YET;
            while (!stopped && step != Step.END && !choice.isDone()) {
                step = series.step(waiting == 0 ? WAIT_NANOS : 0);
                if (step == Step.PACKET) {
                    if (choice.wants(series.reader()) && fits(series.reader(), outlet)) {
                        take(series.reader(), outlet);
                    }
                } else {
                    flush(outlet);
                }
            }
        } finally { // packets before a damage are sent
            flush(outlet);
        }
    }

    private void take(SavefileReader packet, Outlet outlet) {
        long now = System.nanoTime();
        long when = schedule.due(packet.timestampNanos(), packet.caplen(), now);
        long end = schedule.begunNanos() + limitNanos;
        if (limitNanos != Long.MAX_VALUE && when - end >= 0) {
            flush(outlet);
            alarm.await(end);
            stopped = true;
            return;
        }
        if (when - now > TOGETHER_NANOS) {
            flush(outlet);
            alarm.await(when);
            if (stopped) {
                return;
            }
        }
        outlet.put(waiting, packet.memory(), packet.offset(), packet.caplen());
        due[waiting++] = when;
        waitingBytes += packet.caplen();
        cut += packet.caplen() < packet.len() ? 1 : 0;
        if (waiting == due.length) {
            flush(outlet);
        }
    }

    private void flush(Outlet outlet) {
        if (waiting == 0) {
            return;
        }
        int count = waiting;
        waiting = 0;
        long now = System.nanoTime();
        outlet.send(count);
        for (int i = 0; i < count; i++) {
            late.record(now - due[i], 0);
        }
        firstNanos = sent.get() == 0 ? now : firstNanos;
        lastNanos = now;
        sent.addAndGet(count);
        bytes.addAndGet(waitingBytes);
        waitingBytes = 0;
    }

    @SuppressWarnings("ReferenceEquality") // two that are equal are looked at twice
    private boolean fits(SavefileReader packet, Outlet outlet) {
        if (known != packet.packetInterface()) {
            requireLinktype(packet, outlet);
            known = packet.packetInterface();
        }
        int length = packet.caplen();
        if (length < outlet.shortest()) {
            tooShort++;
            return false;
        }
        if (length > outlet.longest(packet.memory(), packet.offset(), length)) {
            tooLong++;
            return false;
        }
        return true;
    }

    private void requireLinktype(SavefileReader packet, Outlet outlet) {
        int linktype = packet.packetInterface().linktype();
        if (linktype != outlet.linktype()) {
            throw new SavefileException(packet.name() + ": its packets are of link type " + Linktype.name(linktype)
                    + ", and the device " + device + " takes " + Linktype.name(outlet.linktype())
                    + " (expected: a device of the same link type)");
        }
    }
}
