package io.millrace.ffi;

import static io.millrace.ffi.Native.address;

import java.lang.foreign.Arena;

/**
 * The names and texts of {@code <pcap/pcap.h>}, as {@link LibPcap} has the rest: link-layer types, timestamp types, status
 * codes, the version. A text is returned as its address, 0 if libpcap has none.
 */
public final class LibPcapNames {
    private static final LibPcapFunction DATALINK_NAME_TO_VAL = LibPcapFunction.named("pcap_datalink_name_to_val");
    private static final LibPcapFunction DATALINK_VAL_TO_NAME = LibPcapFunction.named("pcap_datalink_val_to_name");
    private static final LibPcapFunction DATALINK_VAL_TO_DESCRIPTION =
            LibPcapFunction.named("pcap_datalink_val_to_description");
    private static final LibPcapFunction TSTAMP_TYPE_NAME_TO_VAL =
            LibPcapFunction.named("pcap_tstamp_type_name_to_val");
    private static final LibPcapFunction TSTAMP_TYPE_VAL_TO_NAME =
            LibPcapFunction.named("pcap_tstamp_type_val_to_name");
    private static final LibPcapFunction TSTAMP_TYPE_VAL_TO_DESCRIPTION =
            LibPcapFunction.named("pcap_tstamp_type_val_to_description");
    private static final LibPcapFunction STATUSTOSTR = LibPcapFunction.named("pcap_statustostr");
    private static final LibPcapFunction STRERROR = LibPcapFunction.named("pcap_strerror");
    private static final LibPcapFunction LIB_VERSION = LibPcapFunction.named("pcap_lib_version");

    private LibPcapNames() {}

    /** The DLT_ value; -1 if there is no such name. Case does not matter. */
    public static int datalinkNameToVal(String name) {
        return valueOf(DATALINK_NAME_TO_VAL, name);
    }

    public static long datalinkValToName(int dlt) {
        return DATALINK_VAL_TO_NAME.call(dlt);
    }

    public static long datalinkValToDescription(int dlt) {
        return DATALINK_VAL_TO_DESCRIPTION.call(dlt);
    }

    /** The PCAP_TSTAMP_ value; {@link LibPcap#PCAP_ERROR} if there is no such name. Case does not matter. */
    public static int tstampTypeNameToVal(String name) {
        return valueOf(TSTAMP_TYPE_NAME_TO_VAL, name);
    }

    public static long tstampTypeValToName(int type) {
        return TSTAMP_TYPE_VAL_TO_NAME.call(type);
    }

    public static long tstampTypeValToDescription(int type) {
        return TSTAMP_TYPE_VAL_TO_DESCRIPTION.call(type);
    }

    /** For an unknown code the next call may overwrite the text. */
    public static long statustostr(int status) {
        return STATUSTOSTR.call(status);
    }

    /** The next call may overwrite the text. */
    public static long strerror(int errno) {
        return STRERROR.call(errno);
    }

    public static long libVersion() {
        return LIB_VERSION.call();
    }

    private static int valueOf(LibPcapFunction function, String name) {
        try (Arena arena = Arena.ofConfined()) {
            return (int) function.call(address(arena.allocateFrom(name)));
        }
    }
}
