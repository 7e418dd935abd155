package io.millrace.pcap;

import static io.millrace.pcap.NativeMemory.EVERYTHING;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.millrace.ffi.LibPcap;
import io.millrace.ffi.LibPcapFilters;
import io.millrace.ffi.LibPcapLookup;
import io.millrace.ffi.LibPcapNames;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A libpcap handle, live or of a savefile: {@code pcap(3pcap)} with its own semantics, usable without the engine.
 *
 * <p><b>Threads.</b> A handle belongs to one thread: the first that reads from it, or calls {@link #claim()}. Before that,
 * any one thread may set it up. From then on only {@link #breakLoop()} and {@link #close()} are for other threads; every
 * other call is an {@link IllegalStateException} that names both. {@link Gate} holds these rules; all other mutable fields
 * belong to the owner.
 *
 * <p><b>Breaking.</b> The call that a break ends returns {@link PcapResult#BROKEN} at once, with the packets delivered until
 * then in {@link #packets()}, where C loses or postpones the count. A break that comes before a call ends the next one.
 */
public final class Pcap implements AutoCloseable {
    private final String device;
    private final long pcap;
    private final List<String> warnings;
    private final Arena arena = Arena.ofShared(); // shared, because any thread may close
    private final Gate gate;
    private final PacketUpcall upcall;
    private final MemorySegment scratch = arena.allocate(LibPcap.PCAP_ERRBUF_SIZE, 8);
    private final StatsReader stats;
    private final @Nullable Savefile savefile;
    private int code;

    private Pcap(String device, PcapSettings settings, Activation activation, boolean live) {
        this.device = device;
        this.pcap = activation.pcap();
        this.warnings = activation.warnings();
        this.gate = new Gate(device, () -> LibPcap.breakloop(pcap), this::release);
        this.upcall = new PacketUpcall(pcap, activation.nanoseconds(), arena);
        this.stats = new StatsReader(device, settings, arena);
        this.savefile = live ? null : Savefile.of(pcap);
    }

    /**
     * Opens a device: create, set, activate.
     *
     * @throws PcapException if that fails; nothing stays open
     */
    public static Pcap open(String device, PcapSettings settings) {
        return new Pcap(device, settings, Activation.of(device, settings), true);
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
        String name = file.toString();
        return new Pcap(name, PcapSettings.DEFAULT, Activation.ofSavefile(name, nanoseconds), false);
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

    /** The device's name, as it was opened. */
    public String device() {
        return device;
    }

    /** What libpcap warned of when the handle was activated, one line each. */
    public List<String> warnings() {
        return warnings;
    }

    /** Makes the calling thread the owner, unless another is. */
    public void claim() {
        gate.claim();
    }

    /**
     * Delivers the packets of one buffer, waiting for a first one in blocking mode until the timeout, which on Linux begins
     * with a first packet.
     *
     * @param count at most so many; 0 and less: no limit, which on Linux may mean for ever while packets come faster than
     *     the callback returns
     */
    public PcapResult dispatch(int count, PcapCallback callback) {
        gate.enter();
        try {
            code = LibPcap.dispatch(pcap, count, upcall.begin(callback));
            return ended("dispatch", code > 0 || upcall.packets() > 0 ? PcapResult.PACKETS : nothing());
        } finally {
            gate.leave();
        }
    }

    /**
     * Delivers packets until {@code count} are delivered, or the loop is broken; a timeout does not end it.
     *
     * @param count so many; 0 and less: no limit
     */
    public PcapResult loop(int count, PcapCallback callback) {
        gate.enter();
        try {
            code = LibPcap.loop(pcap, count, upcall.begin(callback));
            boolean complete = savefile == null || upcall.packets() == count;
            return ended("loop", complete ? PcapResult.PACKETS : PcapResult.END_OF_FILE);
        } finally {
            gate.leave();
        }
    }

    /**
     * Delivers the next packet ({@code pcap_next_ex}), if one comes before the timeout. Of a savefile this is a
     * {@code pcap_dispatch} of one packet, because {@code pcap_next_ex} has one code, -2, for its end and for a break.
     */
    public PcapResult next(PcapCallback callback) {
        if (savefile != null) {
            return dispatch(1, callback);
        }
        gate.enter();
        try {
            upcall.begin(callback);
            code = LibPcap.nextEx(pcap, scratch.address(), scratch.address() + JAVA_LONG.byteSize());
            if (code == 1) {
                upcall.deliver(scratch.get(JAVA_LONG, 0), scratch.get(JAVA_LONG, JAVA_LONG.byteSize()));
            }
            return ended("next", code == 1 ? PcapResult.PACKETS : PcapResult.NONE);
        } finally {
            gate.leave();
        }
    }

    private PcapResult nothing() {
        return savefile == null ? PcapResult.NONE : PcapResult.END_OF_FILE;
    }

    /** Throws what the callback threw, or what C failed with; otherwise tells a break from the call's own result. */
    private PcapResult ended(String call, PcapResult result) {
        upcall.end();
        if (code >= 0) {
            return result;
        }
        if (code == LibPcap.PCAP_ERROR_BREAK) {
            return PcapResult.BROKEN;
        }
        throw failure(call, code);
    }

    /** Packets that the last reading call gave to its callback, the one that it threw on included. For the owner. */
    public long packets() {
        return upcall.packets();
    }

    /** What C returned from the last reading call. For the owner. */
    public int code() {
        return code;
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
        gate.control(() -> checked("setfilter", LibPcapFilters.setfilter(pcap, filter.program())));
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
            checked("stats", stats.fetch(pcap));
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
        gate.control(() -> checked("setdirection", LibPcap.setDirection(pcap, pcapDirection)));
    }

    /** The link-layer type as savefiles have it: a LINKTYPE_ value, see {@link io.millrace.protocol.Linktype}. */
    public int linktype() {
        return datalink().linktype();
    }

    /** The link-layer type of the packets that the handle delivers. */
    public DataLink datalink() {
        return new DataLink(gate.control(() -> checked("datalink", LibPcap.datalink(pcap))));
    }

    /** The link-layer types that the device can deliver, for {@link #setDatalink}. */
    public List<DataLink> datalinks() {
        return gate.control(() -> DataLink.list(pcap));
    }

    /** Chooses one of {@link #datalinks()}; to be done before a filter is set. */
    public void setDatalink(DataLink link) {
        gate.control(() -> checked("set_datalink", LibPcap.setDatalink(pcap, link.dlt())));
    }

    /** What the header of the savefile says; null if the handle is live. */
    public @Nullable Savefile savefile() {
        return savefile;
    }

    /** Bytes kept of a packet, as activated. */
    public int snaplen() {
        return gate.control(() -> checked("snapshot", LibPcap.snapshot(pcap)));
    }

    /** Whether timestamps are more precise than microseconds. */
    public boolean nanoseconds() {
        return gate.control(() -> LibPcap.getTstampPrecision(pcap) == LibPcap.PCAP_TSTAMP_PRECISION_NANO);
    }

    /** Whether {@link #dispatch} and {@link #next} return at once when there is no packet; {@link #loop} ignores it. */
    public void setNonBlocking(boolean nonBlocking) {
        gate.control(() -> {
            int result = LibPcap.setnonblock(pcap, nonBlocking, scratch);
            if (result < 0) {
                throw new PcapException(device + ": setnonblock: " + PcapError.oneLine(scratch.getString(0)), result);
            }
            return result;
        });
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
        long timeval = gate.<Long>control(() -> LibPcap.getRequiredSelectTimeout(pcap));
        if (timeval == 0) {
            return null;
        }
        HeaderLayout layout = HeaderLayout.CURRENT;
        return Duration.ofSeconds(layout.seconds(EVERYTHING, timeval))
                .plusNanos(1_000 * layout.fraction(EVERYTHING, timeval));
    }

    /**
     * Sends a frame, link-layer header included; returns how many bytes were sent.
     *
     * @param frame native memory; all of it is sent
     */
    public int inject(MemorySegment frame) {
        return gate.control(() -> checked("inject", LibPcap.inject(pcap, frame)));
    }

    private int checked(String call, int result) {
        if (result < 0) {
            throw failure(call, result);
        }
        return result;
    }

    private PcapException failure(String call, int result) {
        String words = PcapError.oneLine(NativeMemory.string(LibPcap.geterr(pcap)));
        return new PcapException(device + ": " + call + ": " + words, result);
    }

    /**
     * Gives the device back; for any thread, any number of times. A reading call of another thread is ended first, and
     * this method waits for it; one of this thread, when called from its callback, gives the device back as it ends.
     */
    @Override
    public void close() {
        gate.close();
    }

    private void release() {
        LibPcap.close(pcap);
        arena.close();
    }
}
