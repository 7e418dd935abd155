package io.millrace.pcap;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A device that libpcap can capture on ({@code pcap_findalldevs(3pcap)}).
 *
 * @param name what {@link Pcap#open} takes
 * @param description for people; null if there is none
 * @param addresses its internet addresses
 * @param flags the {@code PCAP_IF_} bits
 */
public record PcapDevice(String name, @Nullable String description, List<Address> addresses, int flags) {
    private static final int LOOPBACK = 0x01;
    private static final int UP = 0x02;
    private static final int RUNNING = 0x04;
    private static final int WIRELESS = 0x08;

    /** An address of a device; what the device does not have is null. */
    public record Address(
            InetAddress address,
            @Nullable InetAddress netmask,
            @Nullable InetAddress broadcast,
            @Nullable InetAddress destination) {}

    public PcapDevice {
        addresses = List.copyOf(addresses);
    }

    public boolean loopback() {
        return (flags & LOOPBACK) != 0;
    }

    public boolean up() {
        return (flags & UP) != 0;
    }

    public boolean running() {
        return (flags & RUNNING) != 0;
    }

    public boolean wireless() {
        return (flags & WIRELESS) != 0;
    }
}
