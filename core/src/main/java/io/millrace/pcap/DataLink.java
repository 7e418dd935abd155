package io.millrace.pcap;

import io.millrace.ffi.LibPcap;
import io.millrace.ffi.LibPcapNames;
import io.millrace.protocol.Linktype;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A link-layer type as handles name it: {@code DLT_} in {@code pcap_datalink(3pcap)}. Savefiles have LINKTYPE_ numbers, which
 * are the same for most types.
 *
 * @param dlt the {@code DLT_} value
 */
public record DataLink(int dlt) {
    public static final DataLink EN10MB = new DataLink(1);
    public static final DataLink LINUX_SLL = new DataLink(113);
    public static final DataLink LINUX_SLL2 = new DataLink(276);

    private static final int DLT_RAW = 12;
    private static final int DLT_RAW_OPENBSD = 14;
    private static final int DLT_ATM_RFC1483 = 11;
    private static final int LINKTYPE_ATM_RFC1483 = 100;

    /**
     * The type of a name such as {@code EN10MB}, with or without {@code DLT_} in front; case does not matter.
     *
     * @throws PcapException if libpcap knows no such name, or is missing
     */
    public static DataLink named(String name) {
        Library.require();
        String bare = name.regionMatches(true, 0, "DLT_", 0, 4) ? name.substring(4) : name;
        int dlt = LibPcapNames.datalinkNameToVal(bare);
        if (dlt < 0) {
            throw new PcapException("linktype: " + name
                    + " (expected: a name that libpcap knows, such as EN10MB; see pcap-linktype(7))");
        }
        return new DataLink(dlt);
    }

    /** libpcap's name, without {@code DLT_}; null if it has none. */
    public @Nullable String name() {
        Library.require();
        return NativeMemory.stringOrNull(LibPcapNames.datalinkValToName(dlt));
    }

    /** libpcap's description for people; null if it has none. */
    public @Nullable String description() {
        Library.require();
        return NativeMemory.stringOrNull(LibPcapNames.datalinkValToDescription(dlt));
    }

    /** The type of a savefile's number: see {@link Linktype}. */
    public static DataLink ofLinktype(int linktype) {
        return switch (linktype) {
            case Linktype.RAW -> new DataLink(DLT_RAW);
            case LINKTYPE_ATM_RFC1483 -> new DataLink(DLT_ATM_RFC1483);
            default -> new DataLink(linktype);
        };
    }

    /** The type's number in savefiles: see {@link Linktype}. */
    public int linktype() {
        return switch (dlt) {
            case DLT_RAW, DLT_RAW_OPENBSD -> Linktype.RAW;
            case DLT_ATM_RFC1483 -> LINKTYPE_ATM_RFC1483;
            default -> dlt;
        };
    }

    /** The types that a handle can be set to; empty if C fails. */
    static List<DataLink> list(long pcap) {
        int[] values = NativeMemory.list(out -> LibPcap.listDatalinks(pcap, out), LibPcap::freeDatalinks);
        return Arrays.stream(values).mapToObj(DataLink::new).toList();
    }
}
