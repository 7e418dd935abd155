package io.millrace.pcap;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.millrace.ffi.LibPcap;
import io.millrace.ffi.LibPcapDevices;
import io.millrace.pcap.PcapDevice.Address;
import io.millrace.pcap.PcapDevice.Connection;
import io.millrace.pcap.PcapDevice.Flag;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Reads libpcap's linked lists {@code pcap_if_t} and {@code pcap_addr} (64-bit layouts, the same on every platform). */
final class DeviceList {
    private static final long NEXT = 0;

    private static final long DEVICE_BYTES = 40;
    private static final long NAME = 8;
    private static final long DESCRIPTION = 16;
    private static final long ADDRESSES = 24;
    private static final long FLAGS = 32;

    private static final long ADDRESS_BYTES = 40;
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
                throw new PcapException(
                        "the devices cannot be listed: " + PcapError.oneLine(errbuf.getString(0)), code);
            }
            long list = first.get(JAVA_LONG, 0);
            try {
                return devices(list, SockaddrLayout.CURRENT);
            } finally {
                LibPcapDevices.freealldevs(list);
            }
        }
    }

    /** The devices of a list whose first is at an address; none for a null pointer. */
    static List<PcapDevice> devices(long first, SockaddrLayout layout) {
        List<PcapDevice> devices = new ArrayList<>();
        long next = first;
        while (next != 0) {
            MemorySegment device = NativeMemory.at(next, DEVICE_BYTES);
            devices.add(device(device, layout));
            next = device.get(JAVA_LONG, NEXT);
        }
        return List.copyOf(devices);
    }

    private static PcapDevice device(MemorySegment device, SockaddrLayout layout) {
        List<Address<InetAddress>> internet = new ArrayList<>();
        List<Address<LinkAddress>> link = new ArrayList<>();
        long next = device.get(JAVA_LONG, ADDRESSES);
        while (next != 0) {
            MemorySegment entry = NativeMemory.at(next, ADDRESS_BYTES);
            long address = entry.get(JAVA_LONG, ADDRESS);
            int family = address == 0 ? 0 : layout.family(address);
            if (layout.isInternet(family)) {
                internet.add(address(entry, at -> layout.internet(at, family)));
            } else if (layout.isLink(family)) {
                link.add(address(entry, layout::link));
            }
            next = entry.get(JAVA_LONG, NEXT);
        }
        int flags = device.get(JAVA_INT, FLAGS);
        String description = NativeMemory.string(device.get(JAVA_LONG, DESCRIPTION));
        return new PcapDevice(
                NativeMemory.string(device.get(JAVA_LONG, NAME)),
                description.isEmpty() ? null : description,
                internet,
                link,
                flags(flags),
                Connection.of(flags));
    }

    private static Set<Flag> flags(int bits) {
        Set<Flag> flags = EnumSet.noneOf(Flag.class);
        for (Flag flag : Flag.values()) {
            if (flag.isIn(bits)) {
                flags.add(flag);
            }
        }
        return flags;
    }

    private static <A> Address<A> address(MemorySegment entry, LongFunction<A> read) {
        return new Address<>(
                read.apply(entry.get(JAVA_LONG, ADDRESS)),
                optional(entry.get(JAVA_LONG, NETMASK), read),
                optional(entry.get(JAVA_LONG, BROADCAST), read),
                optional(entry.get(JAVA_LONG, DESTINATION), read));
    }

    private static <A> @Nullable A optional(long address, LongFunction<A> read) {
        return address == 0 ? null : read.apply(address);
    }
}
