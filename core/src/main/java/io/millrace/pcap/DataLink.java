package io.millrace.pcap;

import static io.millrace.pcap.NativeMemory.EVERYTHING;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.millrace.ffi.LibPcap;
import io.millrace.protocol.Linktype;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Link-layer types as handles name them (DLT_) and as savefiles do (LINKTYPE_); most have the same number in both. */
final class DataLink {
    private static final int DLT_RAW = 12;
    private static final int DLT_RAW_OPENBSD = 14;
    private static final int DLT_ATM_RFC1483 = 11;
    private static final int LINKTYPE_ATM_RFC1483 = 100;

    private DataLink() {}

    static int linktype(int dlt) {
        return switch (dlt) {
            case DLT_RAW, DLT_RAW_OPENBSD -> Linktype.RAW;
            case DLT_ATM_RFC1483 -> LINKTYPE_ATM_RFC1483;
            default -> dlt;
        };
    }

    /** The DLT_ values that a handle can be set to; empty if C fails. */
    static int[] list(long pcap) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment pointer = arena.allocate(JAVA_LONG);
            int count = LibPcap.listDatalinks(pcap, pointer);
            if (count <= 0) {
                return new int[0];
            }
            long list = pointer.get(JAVA_LONG, 0);
            int[] values = new int[count];
            MemorySegment.copy(EVERYTHING, JAVA_INT, list, values, 0, count);
            LibPcap.freeDatalinks(list);
            return values;
        }
    }
}
