package io.millrace.pcap;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.millrace.ffi.LibPcap;
import io.millrace.ffi.Platform;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Fetches {@code struct pcap_stat} and widens it. Owned by the handle's owner. */
final class StatsReader {
    private static final long RECV = 0;
    private static final long DROP = 4;
    private static final long IFDROP = 8;

    private final MemorySegment stat;
    private final boolean tellsInterfaceDrops;
    private final Widener received = new Widener();
    private final Widener dropped = new Widener();
    private final Widener interfaceDropped = new Widener();

    /** @param tellsInterfaceDrops whether {@code ps_ifdrop} means anything */
    StatsReader(Arena arena, boolean tellsInterfaceDrops) {
        this(arena.allocate(LibPcap.PCAP_STAT_BYTES, JAVA_INT.byteAlignment()), tellsInterfaceDrops);
    }

    StatsReader(MemorySegment stat, boolean tellsInterfaceDrops) {
        this.stat = stat;
        this.tellsInterfaceDrops = tellsInterfaceDrops;
    }

    /**
     * Whether a handle will tell what the device lost: on Linux libpcap reads the device's own counters if it is promiscuous;
     * elsewhere the field is always 0.
     */
    static boolean tellsInterfaceDrops(String device, PcapSettings settings) {
        return Platform.CURRENT == Platform.LINUX && settings.promiscuous() && !device.equals("any");
    }

    /** Lets C fill the structure; returns what C returned. */
    int fetch(long pcap) {
        return LibPcap.stats(pcap, stat);
    }

    /** The counters in the structure; to be called once after every fetch. */
    PcapStats read() {
        long lost = interfaceDropped.widen(stat.get(JAVA_INT, IFDROP));
        return new PcapStats(
                received.widen(stat.get(JAVA_INT, RECV)),
                dropped.widen(stat.get(JAVA_INT, DROP)),
                tellsInterfaceDrops ? lost : PcapStats.ABSENT);
    }
}
