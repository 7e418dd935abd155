package io.millrace.ffi;

import static io.millrace.ffi.LibPcapFunction.INT_OF_HANDLE;
import static io.millrace.ffi.LibPcapFunction.INT_OF_HANDLE_INT;
import static io.millrace.ffi.LibPcapFunction.INT_OF_HANDLE_POINTER;
import static io.millrace.ffi.LibPcapFunction.LONG_OF_HANDLE;
import static io.millrace.ffi.LibPcapFunction.VOID_OF_POINTER;
import static io.millrace.ffi.LibPcapFunction.call;
import static io.millrace.ffi.LibPcapFunction.free;
import static io.millrace.ffi.LibPcapFunction.optional;
import static io.millrace.ffi.LibPcapFunction.required;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * {@code <pcap/pcap.h>}: one method handle per C function, bound when the class is first used. Every method does what its
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

    private static final FunctionDescriptor READ =
            FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final FunctionDescriptor PCAP_HANDLER = FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_LONG, JAVA_LONG);

    private static final Linker LINKER = Linker.nativeLinker();

    private static final MethodHandle CREATE =
            required("pcap_create", FunctionDescriptor.of(JAVA_LONG, ADDRESS, ADDRESS));
    private static final MethodHandle SET_SNAPLEN = required("pcap_set_snaplen", INT_OF_HANDLE_INT);
    private static final MethodHandle SET_PROMISC = required("pcap_set_promisc", INT_OF_HANDLE_INT);
    private static final MethodHandle SET_RFMON = required("pcap_set_rfmon", INT_OF_HANDLE_INT);
    private static final MethodHandle SET_TIMEOUT = required("pcap_set_timeout", INT_OF_HANDLE_INT);
    private static final MethodHandle SET_BUFFER_SIZE = required("pcap_set_buffer_size", INT_OF_HANDLE_INT);
    private static final MethodHandle SET_IMMEDIATE_MODE = required("pcap_set_immediate_mode", INT_OF_HANDLE_INT);
    private static final MethodHandle SET_TSTAMP_TYPE = required("pcap_set_tstamp_type", INT_OF_HANDLE_INT);
    private static final MethodHandle SET_TSTAMP_PRECISION = required("pcap_set_tstamp_precision", INT_OF_HANDLE_INT);
    private static final MethodHandle SET_PROTOCOL_LINUX =
            optional("pcap_set_protocol_linux", INT_OF_HANDLE_INT, PCAP_ERROR);
    private static final MethodHandle ACTIVATE = required("pcap_activate", INT_OF_HANDLE);
    private static final MethodHandle CLOSE = required("pcap_close", VOID_OF_POINTER);
    private static final MethodHandle DISPATCH = required("pcap_dispatch", READ);
    private static final MethodHandle LOOP = required("pcap_loop", READ);
    private static final MethodHandle NEXT_EX =
            required("pcap_next_ex", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle BREAKLOOP = required("pcap_breakloop", FunctionDescriptor.ofVoid(JAVA_LONG));
    private static final MethodHandle OPEN_DEAD = required(
            "pcap_open_dead_with_tstamp_precision", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle STATS = required("pcap_stats", INT_OF_HANDLE_POINTER);
    private static final MethodHandle SETDIRECTION = required("pcap_setdirection", INT_OF_HANDLE_INT);
    private static final MethodHandle SETNONBLOCK =
            required("pcap_setnonblock", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_INT, ADDRESS));
    private static final MethodHandle GETNONBLOCK = required("pcap_getnonblock", INT_OF_HANDLE_POINTER);
    private static final MethodHandle GET_SELECTABLE_FD = optional("pcap_get_selectable_fd", INT_OF_HANDLE, -1);
    private static final MethodHandle GET_REQUIRED_SELECT_TIMEOUT =
            optional("pcap_get_required_select_timeout", LONG_OF_HANDLE, 0L);
    private static final MethodHandle DATALINK = required("pcap_datalink", INT_OF_HANDLE);
    private static final MethodHandle LIST_DATALINKS = required("pcap_list_datalinks", INT_OF_HANDLE_POINTER);
    private static final MethodHandle SET_DATALINK = required("pcap_set_datalink", INT_OF_HANDLE_INT);
    private static final MethodHandle FREE_DATALINKS = required("pcap_free_datalinks", VOID_OF_POINTER);
    private static final MethodHandle LIST_TSTAMP_TYPES = required("pcap_list_tstamp_types", INT_OF_HANDLE_POINTER);
    private static final MethodHandle FREE_TSTAMP_TYPES = required("pcap_free_tstamp_types", VOID_OF_POINTER);
    private static final MethodHandle SNAPSHOT = required("pcap_snapshot", INT_OF_HANDLE);
    private static final MethodHandle BUFSIZE = optional("pcap_bufsize", INT_OF_HANDLE, -1);
    private static final MethodHandle GET_TSTAMP_PRECISION = required("pcap_get_tstamp_precision", INT_OF_HANDLE);
    private static final MethodHandle INJECT =
            required("pcap_inject", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, ADDRESS, JAVA_LONG));
    private static final MethodHandle GETERR = required("pcap_geterr", LONG_OF_HANDLE);

    private LibPcap() {}

    /** Makes an inactive handle; 0 if that fails, with the reason in {@code errbuf}. */
    public static long create(String device, MemorySegment errbuf) {
        try (Arena arena = Arena.ofConfined()) {
            return (long) CREATE.invokeExact(arena.allocateFrom(device), errbuf);
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    public static int setSnaplen(long pcap, int value) {
        return call(SET_SNAPLEN, pcap, value);
    }

    public static int setPromisc(long pcap, int value) {
        return call(SET_PROMISC, pcap, value);
    }

    public static int setRfmon(long pcap, int value) {
        return call(SET_RFMON, pcap, value);
    }

    /** Milliseconds. */
    public static int setTimeout(long pcap, int value) {
        return call(SET_TIMEOUT, pcap, value);
    }

    /** Bytes. */
    public static int setBufferSize(long pcap, int value) {
        return call(SET_BUFFER_SIZE, pcap, value);
    }

    public static int setImmediateMode(long pcap, int value) {
        return call(SET_IMMEDIATE_MODE, pcap, value);
    }

    public static int setTstampType(long pcap, int value) {
        return call(SET_TSTAMP_TYPE, pcap, value);
    }

    public static int setTstampPrecision(long pcap, int value) {
        return call(SET_TSTAMP_PRECISION, pcap, value);
    }

    /** The EtherType in host order; {@link #PCAP_ERROR} where there is no such function (before 1.9, not Linux). */
    public static int setProtocolLinux(long pcap, int value) {
        return call(SET_PROTOCOL_LINUX, pcap, value);
    }

    public static int setDirection(long pcap, int value) {
        return call(SETDIRECTION, pcap, value);
    }

    public static int setDatalink(long pcap, int value) {
        return call(SET_DATALINK, pcap, value);
    }

    public static int activate(long pcap) {
        return call(ACTIVATE, pcap);
    }

    /** -1 where there is none. */
    public static int getSelectableFd(long pcap) {
        return call(GET_SELECTABLE_FD, pcap);
    }

    public static int datalink(long pcap) {
        return call(DATALINK, pcap);
    }

    public static int snapshot(long pcap) {
        return call(SNAPSHOT, pcap);
    }

    /** Bytes; -1 where there is no such function. */
    public static int bufsize(long pcap) {
        return call(BUFSIZE, pcap);
    }

    public static int getTstampPrecision(long pcap) {
        return call(GET_TSTAMP_PRECISION, pcap);
    }

    public static void close(long pcap) {
        free(CLOSE, pcap);
    }

    /** Calls {@code handler}, a stub of {@link #handlerStub}, for up to {@code count} packets of one buffer. */
    public static int dispatch(long pcap, int count, long handler, long user) {
        try {
            return (int) DISPATCH.invokeExact(pcap, count, handler, user);
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    public static int loop(long pcap, int count, long handler, long user) {
        try {
            return (int) LOOP.invokeExact(pcap, count, handler, user);
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    /** Writes a pointer to the header and one to the bytes to the two addresses. */
    public static int nextEx(long pcap, long headerOut, long bytesOut) {
        try {
            return (int) NEXT_EX.invokeExact(pcap, headerOut, bytesOut);
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    /** For any thread, as long as the handle is not closed. */
    public static void breakloop(long pcap) {
        try {
            BREAKLOOP.invokeExact(pcap);
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    /** A handle for compiling and writing only; 0 if that fails. */
    public static long openDead(int dlt, int snaplen, int precision) {
        try {
            return (long) OPEN_DEAD.invokeExact(dlt, snaplen, precision);
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    /** Fills a {@code struct pcap_stat} of {@link #PCAP_STAT_BYTES}. */
    public static int stats(long pcap, MemorySegment stat) {
        try {
            return (int) STATS.invokeExact(pcap, stat);
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    public static int setnonblock(long pcap, boolean nonBlocking, MemorySegment errbuf) {
        try {
            return (int) SETNONBLOCK.invokeExact(pcap, nonBlocking ? 1 : 0, errbuf);
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    public static int getnonblock(long pcap, MemorySegment errbuf) {
        try {
            return (int) GETNONBLOCK.invokeExact(pcap, errbuf);
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    /** The address of a {@code struct timeval}; 0 if none is required. */
    public static long getRequiredSelectTimeout(long pcap) {
        try {
            return (long) GET_REQUIRED_SELECT_TIMEOUT.invokeExact(pcap);
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    /** Writes the address of an array of ints that {@link #freeDatalinks} must free; returns its length. */
    public static int listDatalinks(long pcap, MemorySegment listOut) {
        try {
            return (int) LIST_DATALINKS.invokeExact(pcap, listOut);
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    public static void freeDatalinks(long list) {
        free(FREE_DATALINKS, list);
    }

    /** The same as {@link #listDatalinks} for the timestamp types of a handle that is not yet activated; may return 0. */
    public static int listTstampTypes(long pcap, MemorySegment listOut) {
        try {
            return (int) LIST_TSTAMP_TYPES.invokeExact(pcap, listOut);
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    public static void freeTstampTypes(long list) {
        free(FREE_TSTAMP_TYPES, list);
    }

    public static int inject(long pcap, MemorySegment frame) {
        try {
            return (int) INJECT.invokeExact(pcap, frame, frame.byteSize());
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    /** The address of the handle's last error text. */
    public static long geterr(long pcap) {
        try {
            return (long) GETERR.invokeExact(pcap);
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    /**
     * Makes a {@code pcap_handler} of a method {@code void (long user, long header, long bytes)}, which must not throw: what
     * escapes from an upcall ends the JVM. The stub lives as long as the arena.
     */
    @SuppressWarnings("restricted") // what this package is for
    public static MemorySegment handlerStub(MethodHandle method, Arena arena) {
        return LINKER.upcallStub(method, PCAP_HANDLER, arena);
    }
}
