package io.millrace.ffi;

import static io.millrace.ffi.Native.address;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** The devices and networks of {@code <pcap/pcap.h>}, as {@link LibPcap} has the rest. */
public final class LibPcapDevices {
    private static final LibPcapFunction FINDALLDEVS = LibPcapFunction.named("pcap_findalldevs");
    private static final LibPcapFunction FREEALLDEVS = LibPcapFunction.named("pcap_freealldevs");
    private static final LibPcapFunction LOOKUPNET = LibPcapFunction.named("pcap_lookupnet");

    private LibPcapDevices() {}

    /** Writes the address of the first {@code pcap_if_t} of a list that {@link #freealldevs} must free. */
    public static int findalldevs(MemorySegment listOut, MemorySegment errbuf) {
        return (int) FINDALLDEVS.call(address(listOut), address(errbuf));
    }

    public static void freealldevs(long list) {
        long ignored = FREEALLDEVS.call(list);
    }

    /** Writes the IPv4 network and its mask, four bytes each in network order. */
    public static int lookupnet(
            String device, MemorySegment networkOut, MemorySegment netmaskOut, MemorySegment errbuf) {
        try (Arena arena = Arena.ofConfined()) {
            return (int) LOOKUPNET.call(
                    address(arena.allocateFrom(device)), address(networkOut), address(netmaskOut), address(errbuf));
        }
    }
}
