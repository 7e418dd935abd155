package io.millrace.ffi;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * The savefiles of {@code <pcap/pcap.h>}, as {@link LibPcap} has the rest. A {@code FILE *} and a {@code pcap_dumper_t *} are
 * addresses too.
 */
public final class LibPcapFiles {
    private static final FunctionDescriptor POINTER_OF_HANDLE_NAME =
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, ADDRESS);

    private static final MethodHandle OPEN_OFFLINE = LibPcapFunction.required(
            "pcap_open_offline_with_tstamp_precision", FunctionDescriptor.of(JAVA_LONG, ADDRESS, JAVA_INT, ADDRESS));
    private static final MethodHandle FOPEN_OFFLINE = LibPcapFunction.optional(
            "pcap_fopen_offline_with_tstamp_precision",
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_INT, ADDRESS),
            0L);
    private static final MethodHandle IS_SWAPPED =
            LibPcapFunction.required("pcap_is_swapped", LibPcapFunction.INT_OF_HANDLE);
    private static final MethodHandle MAJOR_VERSION =
            LibPcapFunction.required("pcap_major_version", LibPcapFunction.INT_OF_HANDLE);
    private static final MethodHandle MINOR_VERSION =
            LibPcapFunction.required("pcap_minor_version", LibPcapFunction.INT_OF_HANDLE);
    private static final MethodHandle DUMP_OPEN = LibPcapFunction.required("pcap_dump_open", POINTER_OF_HANDLE_NAME);
    private static final MethodHandle DUMP_OPEN_APPEND =
            LibPcapFunction.optional("pcap_dump_open_append", POINTER_OF_HANDLE_NAME, 0L);
    private static final MethodHandle DUMP_FOPEN =
            LibPcapFunction.optional("pcap_dump_fopen", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG), 0L);
    private static final MethodHandle DUMP = LibPcapFunction.required(
            "pcap_dump", FunctionDescriptor.ofVoid(JAVA_LONG, ADDRESS, ADDRESS), CallState.CAPTURE_ERRNO);
    private static final MethodHandle DUMP_FILE =
            LibPcapFunction.required("pcap_dump_file", LibPcapFunction.LONG_OF_HANDLE);
    private static final MethodHandle DUMP_FLUSH =
            LibPcapFunction.required("pcap_dump_flush", LibPcapFunction.INT_OF_HANDLE);
    private static final MethodHandle DUMP_FTELL64 =
            LibPcapFunction.optional("pcap_dump_ftell64", LibPcapFunction.LONG_OF_HANDLE, -1L);
    private static final MethodHandle DUMP_CLOSE =
            LibPcapFunction.required("pcap_dump_close", LibPcapFunction.VOID_OF_POINTER);

    private LibPcapFiles() {}

    /** A handle that reads a savefile, {@code -} being standard input; 0 if that fails, with the reason in {@code errbuf}. */
    public static long openOffline(String name, int precision, MemorySegment errbuf) {
        try (Arena arena = Arena.ofConfined()) {
            return (long) OPEN_OFFLINE.invokeExact(arena.allocateFrom(name), precision, errbuf);
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    /** The same for a {@code FILE *}, which the handle then owns unless this fails. */
    public static long fopenOffline(long file, int precision, MemorySegment errbuf) {
        try {
            return (long) FOPEN_OFFLINE.invokeExact(file, precision, errbuf);
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    public static int isSwapped(long pcap) {
        return LibPcapFunction.call(IS_SWAPPED, pcap);
    }

    public static int majorVersion(long pcap) {
        return LibPcapFunction.call(MAJOR_VERSION, pcap);
    }

    public static int minorVersion(long pcap) {
        return LibPcapFunction.call(MINOR_VERSION, pcap);
    }

    /** A dumper that writes a new savefile, {@code -} being standard output; 0 if that fails: the handle tells why. */
    public static long dumpOpen(long pcap, String name) {
        return open(DUMP_OPEN, pcap, name);
    }

    /** The same for a file that may have packets already; 0 where there is no such function (before 1.7.2). */
    public static long dumpOpenAppend(long pcap, String name) {
        return open(DUMP_OPEN_APPEND, pcap, name);
    }

    /** The same for a {@code FILE *}, which the dumper then owns unless this fails. */
    public static long dumpFopen(long pcap, long file) {
        try {
            return (long) DUMP_FOPEN.invokeExact(pcap, file);
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    /**
     * Writes one packet; {@code bytes} is native memory, at least what the header's {@code caplen} counts.
     *
     * @return {@code -errno} if it failed, which only {@link Stdio#ferror} tells
     */
    public static int dump(CallState state, long dumper, MemorySegment header, MemorySegment bytes) {
        try {
            DUMP.invokeExact(state.segment, dumper, header, bytes);
            return state.result(-1);
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    /** The dumper's {@code FILE *}. */
    public static long dumpFile(long dumper) {
        try {
            return (long) DUMP_FILE.invokeExact(dumper);
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    public static int dumpFlush(long dumper) {
        return LibPcapFunction.call(DUMP_FLUSH, dumper);
    }

    /** The position in bytes; -1 if the file has none, and where there is no such function (before 1.9). */
    public static long dumpFtell64(long dumper) {
        try {
            return (long) DUMP_FTELL64.invokeExact(dumper);
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    public static void dumpClose(long dumper) {
        LibPcapFunction.free(DUMP_CLOSE, dumper);
    }

    private static long open(MethodHandle function, long pcap, String name) {
        try (Arena arena = Arena.ofConfined()) {
            return (long) function.invokeExact(pcap, arena.allocateFrom(name));
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }
}
