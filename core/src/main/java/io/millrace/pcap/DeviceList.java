package io.millrace.pcap;

import static io.millrace.pcap.NativeMemory.EVERYTHING;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.millrace.ffi.LibPcap;
import io.millrace.ffi.LibPcapDevices;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads libpcap's linked lists {@code pcap_if_t} and {@code pcap_addr} (64-bit layouts, the same on every platform). */
final class DeviceList {
    private static final long NEXT = 0;
    private static final long NAME = 8;
    private static final long DESCRIPTION = 16;
    private static final long ADDRESSES = 24;
    private static final long FLAGS = 32;

    private static final long ADDRESS = 8;
    private static final long NETMASK = 16;
    private static final long BROADCAST = 24;
    private static final long DESTINATION = 32;

    private DeviceList() {}

    static List<PcapDevice> read() {
        Library.require();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errbuf = arena.allocate(LibPcap.PCAP_ERRBUF_SIZE);
            MemorySegment first = arena.allocate(JAVA_LONG);
            int code = LibPcapDevices.findalldevs(first, errbuf);
            if (code != 0) {
                throw new PcapException("the devices cannot be listed: " + errbuf.getString(0), code);
            }
            long list = first.get(JAVA_LONG, 0);
            try {
                return devices(EVERYTHING, list, SockaddrLayout.CURRENT);
            } finally {
                LibPcapDevices.freealldevs(list);
            }
        }
    }

    static List<PcapDevice> devices(MemorySegment memory, long first, SockaddrLayout layout) {
        List<PcapDevice> devices = new ArrayList<>();
        for (long at = first; at != 0; at = memory.get(JAVA_LONG, at + NEXT)) {
            String description = NativeMemory.string(memory.get(JAVA_LONG, at + DESCRIPTION));
            devices.add(new PcapDevice(
                    NativeMemory.string(memory.get(JAVA_LONG, at + NAME)),
                    description.isEmpty() ? null : description,
                    addresses(memory, memory.get(JAVA_LONG, at + ADDRESSES), layout),
                    memory.get(JAVA_INT, at + FLAGS)));
        }
        return List.copyOf(devices);
    }

    private static List<PcapDevice.Address> addresses(MemorySegment memory, long first, SockaddrLayout layout) {
        List<PcapDevice.Address> addresses = new ArrayList<>();
        for (long at = first; at != 0; at = memory.get(JAVA_LONG, at + NEXT)) {
            @Nullable InetAddress address = address(memory, at + ADDRESS, layout);
            if (address != null) {
                addresses.add(new PcapDevice.Address(
                        address,
                        address(memory, at + NETMASK, layout),
                        address(memory, at + BROADCAST, layout),
                        address(memory, at + DESTINATION, layout)));
            }
        }
        return addresses;
    }

    private static @Nullable InetAddress address(MemorySegment memory, long pointer, SockaddrLayout layout) {
        long sockaddr = memory.get(JAVA_LONG, pointer);
        return sockaddr == 0 ? null : layout.address(memory, sockaddr);
    }
}
