package io.millrace.bench.rival;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a Java user writes in an afternoon: libpcap by the Foreign Function and Memory API, {@code pcap_next_ex} in a loop,
 * each packet copied and handled on a virtual thread of its own.
 */
@SuppressWarnings("restricted") // calls C
final class NaiveFfmRival implements Contender {
    private static final int SNAPLEN = 262_144;
    private static final long ERRBUF_BYTES = 256;
    private static final long HEADER_BYTES = 24; // struct pcap_pkthdr: seconds, fraction, caplen, len
    private static final long STAT_BYTES = 12;
    private static final int NANOSECONDS = 1; // PCAP_TSTAMP_PRECISION_NANO
    private static final int BREAK = -2; // or the end of a savefile

    private static final SymbolLookup LIBPCAP = SymbolLookup.libraryLookup(library(), Arena.global());
    private static final MethodHandle OPEN_OFFLINE =
            bind("pcap_open_offline", FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS));
    private static final MethodHandle CREATE = bind("pcap_create", FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS));
    private static final MethodHandle SET_SNAPLEN = setter("pcap_set_snaplen");
    private static final MethodHandle SET_PROMISC = setter("pcap_set_promisc");
    private static final MethodHandle SET_TIMEOUT = setter("pcap_set_timeout");
    private static final MethodHandle SET_BUFFER_SIZE = setter("pcap_set_buffer_size");
    private static final MethodHandle SET_IMMEDIATE_MODE = setter("pcap_set_immediate_mode");
    private static final MethodHandle SET_TSTAMP_PRECISION = setter("pcap_set_tstamp_precision");
    private static final MethodHandle ACTIVATE = bind("pcap_activate", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    private static final MethodHandle NEXT_EX =
            bind("pcap_next_ex", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS));
    private static final MethodHandle GETERR = bind("pcap_geterr", FunctionDescriptor.of(ADDRESS, ADDRESS));
    private static final MethodHandle STATS = bind("pcap_stats", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
    private static final MethodHandle BREAKLOOP = bind("pcap_breakloop", FunctionDescriptor.ofVoid(ADDRESS));
    private static final MethodHandle CLOSE = bind("pcap_close", FunctionDescriptor.ofVoid(ADDRESS));

    private final RivalSettings settings;
    private volatile boolean stopping;

    private NaiveFfmRival(RivalSettings settings) {
        this.settings = settings;
    }

    private static String library() {
        return Files.exists(Path.of("/etc/debian_version")) ? "libpcap.so.0.8" : "libpcap.so.1";
    }

    private static MethodHandle bind(String function, FunctionDescriptor descriptor) {
        return Linker.nativeLinker().downcallHandle(LIBPCAP.findOrThrow(function), descriptor);
    }

    private static MethodHandle setter(String function) {
        return bind(function, FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    }

    /** {@code NaiveFfmRival [NAME=VALUE]...} */
    public static void main(String[] arguments) {
        RivalMain.run(arguments, NaiveFfmRival::new);
    }

    @Override
    public void read(Path file, Pass pass) throws Exception {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment error = arena.allocate(ERRBUF_BYTES);
            MemorySegment pcap = open(OPEN_OFFLINE, arena.allocateFrom(file.toString()), error);
            loop(pcap, 1_000, pass);
            CLOSE.invokeExact(pcap);
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static MemorySegment open(MethodHandle function, MemorySegment name, MemorySegment error) throws Throwable {
        MemorySegment pcap = (MemorySegment) function.invokeExact(name, error);
        if (pcap.equals(MemorySegment.NULL)) {
            throw new IllegalStateException(error.getString(0));
        }
        return pcap;
    }

    @Override
    public Live open(String device, Pass pass) throws Exception {
        stopping = false;
        MemorySegment pcap = activated(device);
        return new Live() {
            @Override
            public void run() throws Exception {
                try {
                    loop(pcap, 1, pass);
                } catch (Exception | Error e) {
                    throw e;
                } catch (Throwable e) {
                    throw new IllegalStateException(e);
                }
            }

            @Override
            public void stop() {
                stopping = true;
                breakLoop(pcap);
            }

            @Override
            public long close() {
                return shut(pcap);
            }
        };
    }

    private MemorySegment activated(String device) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment pcap = open(CREATE, arena.allocateFrom(device), arena.allocate(ERRBUF_BYTES));
            int ignored = (int) SET_SNAPLEN.invokeExact(pcap, SNAPLEN);
            ignored = (int) SET_PROMISC.invokeExact(pcap, 1);
            ignored = (int) SET_TIMEOUT.invokeExact(pcap, settings.timeoutMillis());
            ignored = (int) SET_BUFFER_SIZE.invokeExact(pcap, (int) settings.bufferBytes());
            ignored = (int) SET_IMMEDIATE_MODE.invokeExact(pcap, settings.immediate() ? 1 : 0);
            ignored = (int) SET_TSTAMP_PRECISION.invokeExact(pcap, NANOSECONDS);
            int result = (int) ACTIVATE.invokeExact(pcap);
            if (result < 0) {
                throw new IllegalStateException(device + ": " + message(pcap));
            }
            return pcap;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static String message(MemorySegment pcap) throws Throwable {
        return ((MemorySegment) GETERR.invokeExact(pcap))
                .reinterpret(ERRBUF_BYTES)
                .getString(0);
    }

    private static void breakLoop(MemorySegment pcap) {
        try {
            BREAKLOOP.invokeExact(pcap);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static long shut(MemorySegment pcap) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment stat = arena.allocate(MemoryLayout.sequenceLayout(STAT_BYTES / 4, JAVA_INT));
            int ignored = (int) STATS.invokeExact(pcap, stat);
            CLOSE.invokeExact(pcap);
            return Integer.toUnsignedLong(stat.getAtIndex(JAVA_INT, 1));
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private void loop(MemorySegment pcap, long fractionNanos, Pass pass) throws Throwable {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment headerAt = arena.allocate(ADDRESS);
            MemorySegment dataAt = arena.allocate(ADDRESS);
            while (!stopping) {
                int result = (int) NEXT_EX.invokeExact(pcap, headerAt, dataAt);
                if (result == BREAK) {
                    return;
                } else if (result < 0) {
                    throw new IllegalStateException(message(pcap));
                } else if (result > 0) {
                    MemorySegment header = headerAt.get(ADDRESS, 0).reinterpret(HEADER_BYTES);
                    long timestampNanos =
                            header.get(JAVA_LONG, 0) * 1_000_000_000 + header.get(JAVA_LONG, 8) * fractionNanos;
                    byte[] packet = dataAt.get(ADDRESS, 0)
                            .reinterpret(header.get(JAVA_INT, 16))
                            .toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
                    pass.taken();
                    Thread ignored = Thread.startVirtualThread(() -> pass.handle(packet, timestampNanos));
                }
            }
        }
    }
}
