package io.millrace.ffi;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;

/**
 * The names and texts of {@code <pcap/pcap.h>}, as {@link LibPcap} has the rest: link-layer types, timestamp types, status
 * codes, the version. A text is returned as its address, 0 if libpcap has none.
 */
public final class LibPcapNames {
    private static final FunctionDescriptor INT_OF_NAME = FunctionDescriptor.of(JAVA_INT, ADDRESS);

    private static final MethodHandle DATALINK_NAME_TO_VAL =
            LibPcapFunction.required("pcap_datalink_name_to_val", INT_OF_NAME);
    private static final MethodHandle DATALINK_VAL_TO_NAME =
            LibPcapFunction.required("pcap_datalink_val_to_name", LibPcapFunction.POINTER_OF_INT);
    private static final MethodHandle DATALINK_VAL_TO_DESCRIPTION =
            LibPcapFunction.required("pcap_datalink_val_to_description", LibPcapFunction.POINTER_OF_INT);
    private static final MethodHandle TSTAMP_TYPE_NAME_TO_VAL =
            LibPcapFunction.required("pcap_tstamp_type_name_to_val", INT_OF_NAME);
    private static final MethodHandle TSTAMP_TYPE_VAL_TO_NAME =
            LibPcapFunction.required("pcap_tstamp_type_val_to_name", LibPcapFunction.POINTER_OF_INT);
    private static final MethodHandle TSTAMP_TYPE_VAL_TO_DESCRIPTION =
            LibPcapFunction.required("pcap_tstamp_type_val_to_description", LibPcapFunction.POINTER_OF_INT);
    private static final MethodHandle STATUSTOSTR =
            LibPcapFunction.required("pcap_statustostr", LibPcapFunction.POINTER_OF_INT);
    private static final MethodHandle STRERROR =
            LibPcapFunction.required("pcap_strerror", LibPcapFunction.POINTER_OF_INT);
    private static final MethodHandle LIB_VERSION =
            LibPcapFunction.required("pcap_lib_version", FunctionDescriptor.of(JAVA_LONG));

    private LibPcapNames() {}

    /** The DLT_ value; -1 if there is no such name. Case does not matter. */
    public static int datalinkNameToVal(String name) {
        return valueOf(DATALINK_NAME_TO_VAL, name);
    }

    public static long datalinkValToName(int dlt) {
        return LibPcapFunction.pointer(DATALINK_VAL_TO_NAME, dlt);
    }

    public static long datalinkValToDescription(int dlt) {
        return LibPcapFunction.pointer(DATALINK_VAL_TO_DESCRIPTION, dlt);
    }

    /** The PCAP_TSTAMP_ value; {@link LibPcap#PCAP_ERROR} if there is no such name. Case does not matter. */
    public static int tstampTypeNameToVal(String name) {
        return valueOf(TSTAMP_TYPE_NAME_TO_VAL, name);
    }

    public static long tstampTypeValToName(int type) {
        return LibPcapFunction.pointer(TSTAMP_TYPE_VAL_TO_NAME, type);
    }

    public static long tstampTypeValToDescription(int type) {
        return LibPcapFunction.pointer(TSTAMP_TYPE_VAL_TO_DESCRIPTION, type);
    }

    /** For an unknown code the next call may overwrite the text. */
    public static long statustostr(int status) {
        return LibPcapFunction.pointer(STATUSTOSTR, status);
    }

    /** The next call may overwrite the text. */
    public static long strerror(int errno) {
        return LibPcapFunction.pointer(STRERROR, errno);
    }

    public static long libVersion() {
        try {
            return (long) LIB_VERSION.invokeExact();
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    private static int valueOf(MethodHandle function, String name) {
        try (Arena arena = Arena.ofConfined()) {
            return (int) function.invokeExact(arena.allocateFrom(name));
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }
}
