package io.millrace.pcap;

import io.millrace.ffi.LibPcap;
import io.millrace.ffi.LibPcapNames;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who stamps packets, and how: {@code pcap-tstamp(7)}. */
public enum TimestampType {
    HOST(0),
    HOST_LOW_PRECISION(1),
    HOST_HIGH_PRECISION(2),
    ADAPTER(3),
    ADAPTER_UNSYNCHRONISED(4),
    HOST_HIGH_PRECISION_UNSYNCHRONISED(5);

    private final int code;

    TimestampType(int code) {
        this.code = code;
    }

    /**
     * The type that libpcap calls so, for instance {@code adapter_unsynced}; case does not matter.
     *
     * @throws PcapException if libpcap knows no such name, or is missing
     */
    public static TimestampType named(String name) {
        Library.require();
        int code = LibPcapNames.tstampTypeNameToVal(name);
        return Arrays.stream(values())
                .filter(type -> type.code == code)
                .findFirst()
                .orElseThrow(() -> new PcapException(
                        "timestampType: " + name + " (expected: a name that libpcap knows, see pcap-tstamp(7))"));
    }

    /**
     * The types that a device can be set to; empty if it has no choice, as a device that does not exist has none. The
     * device is not opened.
     *
     * @throws PcapException if libpcap cannot tell, or is missing
     */
    public static List<TimestampType> of(String device) {
        Library.require();
        long pcap = Activation.create(device);
        try {
            int[] codes = NativeMemory.list(out -> listed(device, pcap, out), LibPcap::freeTstampTypes);
            return Arrays.stream(values())
                    .filter(type -> Arrays.stream(codes).anyMatch(code -> code == type.code))
                    .toList();
        } finally {
            LibPcap.close(pcap);
        }
    }

    private static int listed(String device, long pcap, MemorySegment out) {
        int count = LibPcap.listTstampTypes(pcap, out);
        if (count < 0) {
            throw new PcapException(
                    device + ": " + PcapError.oneLine(NativeMemory.string(LibPcap.geterr(pcap))), count);
        }
        return count;
    }

    /** The {@code PCAP_TSTAMP_} number. */
    public int code() {
        return code;
    }

    /** What libpcap calls it; null if this version does not know it. */
    public @Nullable String label() {
        Library.require();
        return NativeMemory.stringOrNull(LibPcapNames.tstampTypeValToName(code));
    }

    /** libpcap's description for people; null if this version does not know the type. */
    public @Nullable String description() {
        Library.require();
        return NativeMemory.stringOrNull(LibPcapNames.tstampTypeValToDescription(code));
    }
}
