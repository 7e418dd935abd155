package io.millrace.ffi;

import static io.millrace.ffi.Native.address;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * {@code <pcap/pcap.h>}: one binding per C function, made when the class is first used, or when it is first called where it is given memory of the user's. Every method does what its
 * namesake in {@code pcap(3pcap)} does and returns what C returns.
 *
 * <p>A {@code pcap_t *} and every other pointer that a hot call takes travel as a {@code long}, so that a call allocates
 * nothing. {@link LibPcapLookup#problem()} must be null before this class is touched. Functions that some platforms or
 * versions lack return what C returns for "not available". Nothing here is safe for two threads with one handle,
 * {@link #breakloop} excepted.
 */
public final class LibPcap {
    public static final int PCAP_ERROR = -1;
    public static final int PCAP_ERROR_BREAK = -2;
    public static final int PCAP_ERROR_NO_SUCH_DEVICE = -5;
    public static final int PCAP_ERROR_RFMON_NOTSUP = -6;
    public static final int PCAP_ERROR_PERM_DENIED = -8;
    public static final int PCAP_ERROR_IFACE_NOT_UP = -9;
    public static final int PCAP_ERROR_PROMISC_PERM_DENIED = -11;
    public static final int PCAP_WARNING = 1;

    public static final int PCAP_TSTAMP_PRECISION_MICRO = 0;
    public static final int PCAP_TSTAMP_PRECISION_NANO = 1;

    /** Bytes of the buffer that some calls write their error text to. */
    public static final int PCAP_ERRBUF_SIZE = 256;

    /** {@code struct pcap_stat}: three unsigned ints, and three more on Windows. */
    public static final int PCAP_STAT_BYTES = 24;

    private static final FunctionDescriptor PCAP_HANDLER = FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_LONG, JAVA_LONG);

    private static final Linker LINKER = Linker.nativeLinker();

    private static final LibPcapFunction CREATE = LibPcapFunction.named("pcap_create");
    private static final LibPcapFunction SET_SNAPLEN = LibPcapFunction.named("pcap_set_snaplen");
    private static final LibPcapFunction SET_PROMISC = LibPcapFunction.named("pcap_set_promisc");
    private static final LibPcapFunction SET_RFMON = LibPcapFunction.named("pcap_set_rfmon");
    private static final LibPcapFunction SET_TIMEOUT = LibPcapFunction.named("pcap_set_timeout");
    private static final LibPcapFunction SET_BUFFER_SIZE = LibPcapFunction.named("pcap_set_buffer_size");
    private static final LibPcapFunction SET_IMMEDIATE_MODE = LibPcapFunction.named("pcap_set_immediate_mode");
    private static final LibPcapFunction SET_TSTAMP_TYPE = LibPcapFunction.named("pcap_set_tstamp_type");
    private static final LibPcapFunction SET_TSTAMP_PRECISION = LibPcapFunction.named("pcap_set_tstamp_precision");
    private static final LibPcapFunction SET_PROTOCOL_LINUX =
            LibPcapFunction.namedOr("pcap_set_protocol_linux", PCAP_ERROR);
    private static final LibPcapFunction ACTIVATE = LibPcapFunction.named("pcap_activate");
    private static final LibPcapFunction CLOSE = LibPcapFunction.named("pcap_close");
    private static final LibPcapFunction DISPATCH = LibPcapFunction.named("pcap_dispatch");
    private static final LibPcapFunction LOOP = LibPcapFunction.named("pcap_loop");
    private static final LibPcapFunction NEXT_EX = LibPcapFunction.named("pcap_next_ex");
    private static final LibPcapFunction BREAKLOOP = LibPcapFunction.named("pcap_breakloop");
    private static final LibPcapFunction OPEN_DEAD = LibPcapFunction.named("pcap_open_dead_with_tstamp_precision");
    private static final LibPcapFunction STATS = LibPcapFunction.named("pcap_stats");
    private static final LibPcapFunction SETDIRECTION = LibPcapFunction.named("pcap_setdirection");
    private static final LibPcapFunction SETNONBLOCK = LibPcapFunction.named("pcap_setnonblock");
    private static final LibPcapFunction GETNONBLOCK = LibPcapFunction.named("pcap_getnonblock");
    private static final LibPcapFunction GET_SELECTABLE_FD = LibPcapFunction.namedOr("pcap_get_selectable_fd", -1);
    private static final LibPcapFunction GET_REQUIRED_SELECT_TIMEOUT =
            LibPcapFunction.namedOr("pcap_get_required_select_timeout", 0);
    private static final LibPcapFunction DATALINK = LibPcapFunction.named("pcap_datalink");
    private static final LibPcapFunction LIST_DATALINKS = LibPcapFunction.named("pcap_list_datalinks");
    private static final LibPcapFunction SET_DATALINK = LibPcapFunction.named("pcap_set_datalink");
    private static final LibPcapFunction FREE_DATALINKS = LibPcapFunction.named("pcap_free_datalinks");
    private static final LibPcapFunction LIST_TSTAMP_TYPES = LibPcapFunction.named("pcap_list_tstamp_types");
    private static final LibPcapFunction FREE_TSTAMP_TYPES = LibPcapFunction.named("pcap_free_tstamp_types");
    private static final LibPcapFunction SNAPSHOT = LibPcapFunction.named("pcap_snapshot");
    private static final LibPcapFunction BUFSIZE = LibPcapFunction.namedOr("pcap_bufsize", -1);
    private static final LibPcapFunction GET_TSTAMP_PRECISION = LibPcapFunction.named("pcap_get_tstamp_precision");
    private static final LibPcapFunction GETERR = LibPcapFunction.named("pcap_geterr");

    private LibPcap() {}

    /** Makes an inactive handle; 0 if that fails, with the reason in {@code errbuf}. */
    public static long create(String device, MemorySegment errbuf) {
        try (Arena arena = Arena.ofConfined()) {
            return CREATE.call(address(arena.allocateFrom(device)), address(errbuf));
        }
    }

    public static int setSnaplen(long pcap, int value) {
        return (int) SET_SNAPLEN.call(pcap, value);
    }

    public static int setPromisc(long pcap, int value) {
        return (int) SET_PROMISC.call(pcap, value);
    }

    public static int setRfmon(long pcap, int value) {
        return (int) SET_RFMON.call(pcap, value);
    }

    /** Milliseconds. */
    public static int setTimeout(long pcap, int value) {
        return (int) SET_TIMEOUT.call(pcap, value);
    }

    /** Bytes. */
    public static int setBufferSize(long pcap, int value) {
        return (int) SET_BUFFER_SIZE.call(pcap, value);
    }

    public static int setImmediateMode(long pcap, int value) {
        return (int) SET_IMMEDIATE_MODE.call(pcap, value);
    }

    public static int setTstampType(long pcap, int value) {
        return (int) SET_TSTAMP_TYPE.call(pcap, value);
    }

    public static int setTstampPrecision(long pcap, int value) {
        return (int) SET_TSTAMP_PRECISION.call(pcap, value);
    }

    /** The EtherType in host order; {@link #PCAP_ERROR} where there is no such function (before 1.9, not Linux). */
    public static int setProtocolLinux(long pcap, int value) {
        return (int) SET_PROTOCOL_LINUX.call(pcap, value);
    }

    public static int setDirection(long pcap, int value) {
        return (int) SETDIRECTION.call(pcap, value);
    }

    public static int setDatalink(long pcap, int value) {
        return (int) SET_DATALINK.call(pcap, value);
    }

    public static int activate(long pcap) {
        return (int) ACTIVATE.call(pcap);
    }

    /** -1 where there is none. */
    public static int getSelectableFd(long pcap) {
        return (int) GET_SELECTABLE_FD.call(pcap);
    }

    public static int datalink(long pcap) {
        return (int) DATALINK.call(pcap);
    }

    public static int snapshot(long pcap) {
        return (int) SNAPSHOT.call(pcap);
    }

    /** Bytes; -1 where there is no such function. */
    public static int bufsize(long pcap) {
        return (int) BUFSIZE.call(pcap);
    }

    public static int getTstampPrecision(long pcap) {
        return (int) GET_TSTAMP_PRECISION.call(pcap);
    }

    public static void close(long pcap) {
        long ignored = CLOSE.call(pcap);
    }

    /** Calls {@code handler}, a stub of {@link #handlerStub}, for up to {@code count} packets of one buffer. */
    public static int dispatch(long pcap, int count, long handler, long user) {
        return (int) DISPATCH.call(pcap, count, handler, user);
    }

    public static int loop(long pcap, int count, long handler, long user) {
        return (int) LOOP.call(pcap, count, handler, user);
    }

    /** Writes a pointer to the header and one to the bytes to the two addresses. */
    public static int nextEx(long pcap, long headerOut, long bytesOut) {
        return (int) NEXT_EX.call(pcap, headerOut, bytesOut);
    }

    /** For any thread, as long as the handle is not closed. */
    public static void breakloop(long pcap) {
        long ignored = BREAKLOOP.call(pcap);
    }

    /** A handle for compiling and writing only; 0 if that fails. */
    public static long openDead(int dlt, int snaplen, int precision) {
        return OPEN_DEAD.call(dlt, snaplen, precision);
    }

    /** Fills a {@code struct pcap_stat} of {@link #PCAP_STAT_BYTES}. */
    public static int stats(long pcap, MemorySegment stat) {
        return (int) STATS.call(pcap, address(stat));
    }

    public static int setnonblock(long pcap, boolean nonBlocking, MemorySegment errbuf) {
        return (int) SETNONBLOCK.call(pcap, nonBlocking ? 1 : 0, address(errbuf));
    }

    public static int getnonblock(long pcap, MemorySegment errbuf) {
        return (int) GETNONBLOCK.call(pcap, address(errbuf));
    }

    /** The address of a {@code struct timeval}; 0 if none is required. */
    public static long getRequiredSelectTimeout(long pcap) {
        return GET_REQUIRED_SELECT_TIMEOUT.call(pcap);
    }

    /** Writes the address of an array of ints that {@link #freeDatalinks} must free; returns its length. */
    public static int listDatalinks(long pcap, MemorySegment listOut) {
        return (int) LIST_DATALINKS.call(pcap, address(listOut));
    }

    public static void freeDatalinks(long list) {
        long ignored = FREE_DATALINKS.call(list);
    }

    /** The same as {@link #listDatalinks} for the timestamp types of a handle that is not yet activated; may return 0. */
    public static int listTstampTypes(long pcap, MemorySegment listOut) {
        return (int) LIST_TSTAMP_TYPES.call(pcap, address(listOut));
    }

    public static void freeTstampTypes(long list) {
        long ignored = FREE_TSTAMP_TYPES.call(list);
    }

    public static int inject(long pcap, MemorySegment frame) {
        try {
            return (int) Injection.INJECT.invokeExact(pcap, frame, frame.byteSize());
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    /** The address of the handle's last error text. */
    public static long geterr(long pcap) {
        return GETERR.call(pcap);
    }

    /**
     * Makes a {@code pcap_handler} of a method {@code void (long user, long header, long bytes)}, which must not throw: what
     * escapes from an upcall ends the JVM. The stub lives as long as the arena.
     */
    @SuppressWarnings("restricted") // what this package is for
    public static MemorySegment handlerStub(MethodHandle method, Arena arena) {
        return LINKER.upcallStub(method, PCAP_HANDLER, arena);
    }

    /** Of its true shape, because packets may be memory of the user's; bound when one is first met. */
    private static final class Injection {
        static final MethodHandle INJECT = Native.bind(
                LibPcapFunction.symbol("pcap_inject"), FunctionDescriptor.of(JAVA_INT, JAVA_LONG, ADDRESS, JAVA_LONG));

        private Injection() {}
    }
}
