package io.millrace.pcap;

import io.millrace.ffi.LibPcap;
import io.millrace.ffi.LibPcapFilters;
import io.millrace.ffi.LibPcapLookup;
import io.millrace.ffi.LibPcapNames;
import io.millrace.ffi.Memory;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A libpcap handle, {@code pcap(3pcap)}, with its own semantics, usable without the engine: a device, or a savefile.
 *
 * <p><b>Threads.</b> A handle belongs to one thread: the first that reads from it, or calls {@link #claim()}. Before that,
 * any one thread may set it up. From then on only {@link #breakLoop()} and {@link #close()} are for other threads; every
 * other call is an {@link IllegalStateException} that names both, as is any call on a closed handle. {@link Gate} holds these
 * rules; all other mutable fields belong to the owner. {@link #device()} and {@link #warnings()} never change and are for
 * anybody at any time.
 *
 * <p><b>Breaking.</b> The call that a break ends returns {@link PcapResult#BROKEN} at once, with the packets delivered until
 * then in {@link #packets()}, where C loses or postpones the count. A break that comes before a call ends the next one. However
 * often a break is asked for, it ends one call.
 *
 * <p><b>Cost.</b> Nothing is allocated for a packet.
 */
public final class Pcap implements AutoCloseable {
    private final String device;
    private final long pcap;
    private final List<String> warnings;
    private final Arena arena = Arena.ofShared(); // shared, because any thread may close
    private final MemorySegment scratch = arena.allocate(LibPcap.PCAP_ERRBUF_SIZE, 8);
    private final StatsReader stats;
    private final CallCheck check;
    private final Gate gate;
    private final PacketReader reader;
    private final Reading reading;
    private final @Nullable Savefile savefile;

    private Pcap(String device, Activation activation, boolean tellsInterfaceDrops) {
        this.device = device;
        this.pcap = activation.pcap();
        this.warnings = activation.warnings();
        this.stats = new StatsReader(arena, tellsInterfaceDrops);
        this.check = new CallCheck(device, pcap);
        this.gate = new Gate(device, () -> LibPcap.breakloop(pcap), this::release);
        Delivery delivery = new Delivery(hasNanoseconds(pcap));
        this.reader = new DeviceReader(pcap, gate, delivery, scratch);
        this.reading = new Reading(gate, reader, delivery, check);
        this.savefile = null;
    }

    private Pcap(OfflineHandle handle) {
        this.device = handle.name();
        this.pcap = handle.pcap();
        this.warnings = List.of();
        this.stats = new StatsReader(arena, false);
        this.check = new CallCheck(device, pcap);
        this.gate = new Gate(device, this::endStreamIfClosed, this::release);
        Delivery delivery = new Delivery(hasNanoseconds(pcap));
        this.reader = new SavefileReader(handle, gate, delivery, scratch);
        this.reading = new Reading(gate, reader, delivery, check);
        this.savefile = Savefile.of(pcap);
    }

    /**
     * Opens a device: create, set, activate.
     *
     * @throws PcapException if that fails; nothing stays open
     */
    public static Pcap open(String device, PcapSettings settings) {
        boolean tellsInterfaceDrops = StatsReader.tellsInterfaceDrops(device, settings);
        Activation activation = Activation.of(device, settings);
        return orClosed(activation.pcap(), () -> new Pcap(device, activation, tellsInterfaceDrops));
    }

    /** Opens a savefile as {@link #openOffline(Path, boolean)} does, with timestamps in nanoseconds. */
    public static Pcap openOffline(Path file) {
        return openOffline(file, true);
    }

    /**
     * Opens a savefile, pcap or pcapng; {@code -} is standard input. The handle is read like a live one; when the file has
     * no more packets it returns {@link PcapResult#END_OF_FILE}.
     *
     * @param nanoseconds whether timestamps are kept in nanoseconds, whatever the file has; without, they are cut to
     *     microseconds
     * @throws PcapException if the file cannot be read, or is no savefile
     */
    public static Pcap openOffline(Path file, boolean nanoseconds) {
        return open(OfflineHandle.of(file, nanoseconds));
    }

    /**
     * Opens a savefile that comes as a stream; its header is read before this returns. A thread reads on, up to some hundred
     * KiB ahead of the handle, until the stream ends or the handle is closed, which ends a reading call that waits for the
     * stream. The stream stays open. Not on Windows.
     *
     * @param nanoseconds whether timestamps are kept in nanoseconds, whatever the stream has
     * @throws PcapException if the stream cannot be read, or is no savefile
     */
    public static Pcap openOffline(InputStream in, boolean nanoseconds) {
        return open(OfflineHandle.of(in, nanoseconds));
    }

    private static Pcap open(OfflineHandle handle) {
        return orClosed(handle.pcap(), () -> new Pcap(handle));
    }

    /** Gives C's handle back if there is no memory for ours. */
    private static Pcap orClosed(long pcap, Supplier<Pcap> make) {
        boolean made = false;
        try {
            Pcap handle = make.get();
            made = true;
            return handle;
        } finally {
            if (!made) {
                LibPcap.close(pcap);
            }
        }
    }

    /** The devices that can be captured on by this process. */
    public static List<PcapDevice> devices() {
        return DeviceList.read();
    }

    /** The library's own words, for instance {@code libpcap version 1.10.3 (with TPACKET_V3)}. */
    public static String version() {
        Library.require();
        return NativeMemory.string(LibPcapNames.libVersion());
    }

    /** Whether {@link PcapSettings#protocol()} can be set: Linux, from libpcap 1.9. */
    public static boolean canChooseProtocol() {
        Library.require();
        return LibPcapLookup.has("pcap_set_protocol_linux");
    }

    /** The device's or the savefile's name, as it was opened. */
    public String device() {
        return device;
    }

    /** What libpcap warned of when the handle was activated, one line each. */
    public List<String> warnings() {
        return warnings;
    }

    /** Whether nobody has closed the handle; for any thread. */
    public boolean isOpen() {
        return gate.isOpen();
    }

    /** Makes the calling thread the owner, unless another is. */
    public void claim() {
        gate.claim();
    }

    /**
     * Delivers the packets of one buffer, waiting for a first one in blocking mode until the timeout, which on Linux begins
     * with a first packet. Of a savefile: packets up to the count, or to the end of the file.
     *
     * @param count at most so many; 0 and less: no limit, which on Linux may mean for ever while packets come faster than
     *     the callback returns
     * @throws PcapException if libpcap fails; what was delivered before that is in {@link #packets()}
     */
    public PcapResult dispatch(int count, PcapCallback callback) {
        return reading.dispatch(count, callback);
    }

    /**
     * Delivers packets until {@code count} are delivered, the savefile ends, or the loop is broken; a timeout does not end it.
     * Waits in non-blocking mode too: by looking for packets without a pause, as C does.
     *
     * @param count so many; 0 and less: no limit
     * @throws PcapException if libpcap fails; what was delivered before that is in {@link #packets()}
     */
    public PcapResult loop(int count, PcapCallback callback) {
        return reading.loop(count, callback);
    }

    /**
     * Delivers the next packet ({@code pcap_next_ex}), if one comes before the timeout.
     *
     * @throws PcapException if libpcap fails
     */
    public PcapResult next(PcapCallback callback) {
        return reading.next(callback);
    }

    /**
     * Packets that the last reading call gave to its callback, the one that it threw on included. For the owner, also after
     * the close.
     */
    public long packets() {
        return reading.packets();
    }

    /**
     * What C returned from the last reading call that ended without an exception of its callback. For the owner, also after
     * the close.
     */
    public int code() {
        return reading.code();
    }

    /**
     * Ends the reading call that is under way, or the next one. For any thread, and for the callback. On Linux (libpcap
     * 1.10) and Windows a call on an idle link ends too; elsewhere at its next timeout. Does nothing on a closed handle.
     */
    public void breakLoop() {
        gate.breakLoop();
    }

    /**
     * Compiles a filter and sets it; packets that wait already are filtered again. An empty expression accepts everything.
     *
     * @throws PcapException with the expression and libpcap's words
     */
    public void setFilter(String expression) {
        setFilter(compile(expression));
    }

    /**
     * Sets a filter, which must have been compiled for a handle like this; packets that wait already are filtered again.
     *
     * @throws PcapException if libpcap refuses it
     */
    public void setFilter(PcapFilter filter) {
        gate.control(() -> check.result("setfilter", LibPcapFilters.setfilter(pcap, filter.program())));
    }

    /** Compiles a filter for this handle without setting it: optimised, for a network that is not known. */
    public PcapFilter compile(String expression) {
        return compile(expression, FilterOptions.DEFAULT);
    }

    /**
     * Compiles a filter for this handle without setting it.
     *
     * @throws PcapException with the expression and libpcap's words
     */
    public PcapFilter compile(String expression, FilterOptions options) {
        return gate.control(() -> FilterCompiler.compile(pcap, expression, options));
    }

    /** The platform's counters so far. To be called at least once every 2^32 packets, so that they can be widened. */
    public PcapStats stats() {
        return gate.control(() -> {
            check.result("stats", stats.fetch(pcap));
            return stats.read();
        });
    }

    /**
     * Keeps only packets that come in, or only those that go out.
     *
     * @throws PcapException if the platform cannot tell
     */
    public void setDirection(PcapDirection direction) {
        int pcapDirection = switch (direction) { // PCAP_D_INOUT, PCAP_D_IN, PCAP_D_OUT
            case INOUT -> 0;
            case IN -> 1;
            case OUT -> 2;
        };
        gate.control(() -> check.result("setdirection", LibPcap.setDirection(pcap, pcapDirection)));
    }

    /** The link-layer type as savefiles have it: a LINKTYPE_ value, see {@link io.millrace.protocol.Linktype}. */
    public int linktype() {
        return datalink().linktype();
    }

    /** The link-layer type of the packets that the handle delivers. */
    public DataLink datalink() {
        return new DataLink(gate.control(() -> check.result("datalink", LibPcap.datalink(pcap))));
    }

    /** The link-layer types that the device can deliver, for {@link #setDatalink}. */
    public List<DataLink> datalinks() {
        return gate.control(() -> DataLink.list(pcap));
    }

    /** Chooses one of {@link #datalinks()}; to be done before a filter is set. */
    public void setDatalink(DataLink link) {
        gate.control(() -> check.result("set_datalink", LibPcap.setDatalink(pcap, link.dlt())));
    }

    /**
     * Opens a new savefile for packets of this handle's linktype, snaplen and precision; {@code -} is standard output.
     *
     * @throws PcapException if the file cannot be written
     */
    public PcapDumper dumpTo(Path file) {
        return gate.control(() -> PcapDumper.toFile(pcap, file));
    }

    /** The same for a stream, which stays open when the dumper is closed. Not on Windows. */
    public PcapDumper dumpTo(OutputStream out) {
        return gate.control(() -> PcapDumper.toStream(pcap, out));
    }

    /**
     * The same at the end of a savefile, which is made if it does not exist.
     *
     * @throws PcapException if the file is of another linktype, precision or byte order, or is no savefile
     */
    public PcapDumper appendTo(Path file) {
        return gate.control(() -> PcapDumper.toEndOf(pcap, file));
    }

    /** What the header of the savefile says; null if the handle is live. */
    public @Nullable Savefile savefile() {
        return savefile;
    }

    /** Bytes kept of a packet, as activated. */
    public int snaplen() {
        return gate.control(() -> check.result("snapshot", LibPcap.snapshot(pcap)));
    }

    /** Whether timestamps are more precise than microseconds. */
    public boolean nanoseconds() {
        return gate.control(() -> hasNanoseconds(pcap));
    }

    private static boolean hasNanoseconds(long pcap) {
        return LibPcap.getTstampPrecision(pcap) == LibPcap.PCAP_TSTAMP_PRECISION_NANO;
    }

    /**
     * What {@code pcap_bufsize} tells: on BSD and macOS the kernel's buffer, in bytes. On Linux it is what one packet or block
     * needs, not the ring, and of a savefile the room for a packet. {@link PcapStats#ABSENT} where libpcap has no such function.
     */
    public int bufsize() {
        return gate.control(() -> LibPcap.bufsize(pcap));
    }

    /** Whether {@link #dispatch} and {@link #next} return at once when there is no packet. A savefile never waits. */
    public void setNonBlocking(boolean nonBlocking) {
        gate.control(() -> checkedByBuffer("setnonblock", LibPcap.setnonblock(pcap, nonBlocking, scratch)));
    }

    /** What {@link #setNonBlocking} set; false at first. */
    public boolean isNonBlocking() {
        return gate.control(() -> checkedByBuffer("getnonblock", LibPcap.getnonblock(pcap, scratch))) != 0;
    }

    /** For the calls that leave their words in a buffer of the caller's. */
    private int checkedByBuffer(String call, int result) {
        if (result < 0) {
            throw new PcapException(device + ": " + call + ": " + PcapError.oneLine(scratch.getString(0)), result);
        }
        return result;
    }

    /** The descriptor to {@code poll(2)} for packets; -1 if the device has none. */
    public int selectableFd() {
        return gate.control(() -> LibPcap.getSelectableFd(pcap));
    }

    /**
     * How long a wait on {@link #selectableFd()} may last at most before packets must be looked for all the same; null if
     * the descriptor tells of every packet.
     */
    public @Nullable Duration requiredTimeout() {
        return gate.control(() -> {
            long timeval = LibPcap.getRequiredSelectTimeout(pcap); // lies in the handle, which a close would free
            return timeval == 0 ? null : HeaderLayout.CURRENT.span(Memory.ALL, timeval);
        });
    }

    /**
     * Sends a frame, link-layer header included.
     *
     * @param frame all of it is sent; native memory is not copied
     * @return how many bytes were sent
     */
    public int inject(MemorySegment frame) {
        if (frame.isNative()) {
            return gate.control(() -> check.result("inject", LibPcap.inject(pcap, frame)));
        }
        try (Arena memory = Arena.ofConfined()) {
            return inject(memory.allocate(frame.byteSize()).copyFrom(frame));
        }
    }

    /** Sends a frame, link-layer header included; returns how many bytes were sent. */
    public int inject(byte[] frame) {
        return inject(MemorySegment.ofArray(frame));
    }

    /**
     * Gives the device back; for any thread, any number of times. A reading call of another thread is ended first, and
     * this method waits for it; one of this thread, when called from its callback, gives the device back as it ends.
     */
    @Override
    public void close() {
        gate.close();
    }

    /** A break leaves a stream as it is; a close must not wait for more of it. */
    private void endStreamIfClosed() {
        if (!gate.isOpen()) {
            reader.close();
        }
    }

    private void release() {
        reader.close();
        LibPcap.close(pcap);
        arena.close();
    }
}
