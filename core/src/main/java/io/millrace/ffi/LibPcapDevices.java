package io.millrace.ffi;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** The devices and networks of {@code <pcap/pcap.h>}, as {@link LibPcap} has the rest. */
public final class LibPcapDevices {
    private static final MethodHandle FINDALLDEVS =
            LibPcapFunction.required("pcap_findalldevs", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
    private static final MethodHandle FREEALLDEVS =
            LibPcapFunction.required("pcap_freealldevs", LibPcapFunction.VOID_OF_POINTER);
    private static final MethodHandle LOOKUPNET = LibPcapFunction.required(
            "pcap_lookupnet", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS));

    private LibPcapDevices() {}

    /** Writes the address of the first {@code pcap_if_t} of a list that {@link #freealldevs} must free. */
    public static int findalldevs(MemorySegment listOut, MemorySegment errbuf) {
        try {
            return (int) FINDALLDEVS.invokeExact(listOut, errbuf);
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    public static void freealldevs(long list) {
        LibPcapFunction.free(FREEALLDEVS, list);
    }

    /** Writes the IPv4 network and its mask, four bytes each in network order. */
    public static int lookupnet(
            String device, MemorySegment networkOut, MemorySegment netmaskOut, MemorySegment errbuf) {
        try (Arena arena = Arena.ofConfined()) {
            return (int) LOOKUPNET.invokeExact(arena.allocateFrom(device), networkOut, netmaskOut, errbuf);
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }
}
