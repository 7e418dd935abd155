package io.millrace.ffi;

import static io.millrace.ffi.Native.address;
import static java.lang.foreign.ValueLayout.ADDRESS;
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
    private static final LibPcapFunction OPEN_OFFLINE =
            LibPcapFunction.named("pcap_open_offline_with_tstamp_precision");
    private static final LibPcapFunction FOPEN_OFFLINE =
            LibPcapFunction.namedOr("pcap_fopen_offline_with_tstamp_precision", 0);
    private static final LibPcapFunction IS_SWAPPED = LibPcapFunction.named("pcap_is_swapped");
    private static final LibPcapFunction MAJOR_VERSION = LibPcapFunction.named("pcap_major_version");
    private static final LibPcapFunction MINOR_VERSION = LibPcapFunction.named("pcap_minor_version");
    private static final LibPcapFunction DUMP_OPEN = LibPcapFunction.named("pcap_dump_open");
    private static final LibPcapFunction DUMP_OPEN_APPEND = LibPcapFunction.namedOr("pcap_dump_open_append", 0);
    private static final LibPcapFunction DUMP_FOPEN = LibPcapFunction.namedOr("pcap_dump_fopen", 0);
    private static final LibPcapFunction DUMP_FILE = LibPcapFunction.named("pcap_dump_file");
    private static final LibPcapFunction DUMP_FLUSH = LibPcapFunction.named("pcap_dump_flush");
    private static final LibPcapFunction DUMP_FTELL64 = LibPcapFunction.namedOr("pcap_dump_ftell64", -1);
    private static final LibPcapFunction DUMP_CLOSE = LibPcapFunction.named("pcap_dump_close");

    private LibPcapFiles() {}

    /** A handle that reads a savefile, {@code -} being standard input; 0 if that fails, with the reason in {@code errbuf}. */
    public static long openOffline(String name, int precision, MemorySegment errbuf) {
        try (Arena arena = Arena.ofConfined()) {
            return OPEN_OFFLINE.call(address(arena.allocateFrom(name)), precision, address(errbuf));
        }
    }

    /** The same for a {@code FILE *}, which the handle then owns unless this fails. */
    public static long fopenOffline(long file, int precision, MemorySegment errbuf) {
        return FOPEN_OFFLINE.call(file, precision, address(errbuf));
    }

    public static int isSwapped(long pcap) {
        return (int) IS_SWAPPED.call(pcap);
    }

    public static int majorVersion(long pcap) {
        return (int) MAJOR_VERSION.call(pcap);
    }

    public static int minorVersion(long pcap) {
        return (int) MINOR_VERSION.call(pcap);
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
        return DUMP_FOPEN.call(pcap, file);
    }

    /**
     * Writes one packet; {@code bytes} is native memory, at least what the header's {@code caplen} counts.
     *
     * @return {@code -errno} if it failed, which only {@link Stdio#ferror} tells
     */
    public static int dump(CallState state, long dumper, MemorySegment header, MemorySegment bytes) {
        try {
            Dumping.DUMP.invokeExact(state.segment, dumper, header, bytes);
            return state.result(-1);
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    /** The dumper's {@code FILE *}. */
    public static long dumpFile(long dumper) {
        return DUMP_FILE.call(dumper);
    }

    public static int dumpFlush(long dumper) {
        return (int) DUMP_FLUSH.call(dumper);
    }

    /** The position in bytes; -1 if the file has none, and where there is no such function (before 1.9). */
    public static long dumpFtell64(long dumper) {
        return DUMP_FTELL64.call(dumper);
    }

    public static void dumpClose(long dumper) {
        long ignored = DUMP_CLOSE.call(dumper);
    }

    private static long open(LibPcapFunction function, long pcap, String name) {
        try (Arena arena = Arena.ofConfined()) {
            return function.call(pcap, address(arena.allocateFrom(name)));
        }
    }

    /** Of its true shape, because packets may be memory of the user's; bound when one is first met. */
    private static final class Dumping {
        static final MethodHandle DUMP = Native.bind(
                LibPcapFunction.symbol("pcap_dump"),
                FunctionDescriptor.ofVoid(JAVA_LONG, ADDRESS, ADDRESS),
                CallState.CAPTURE_ERRNO);

        private Dumping() {}
    }
}
