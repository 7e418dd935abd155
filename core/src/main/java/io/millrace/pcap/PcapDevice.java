package io.millrace.pcap;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A device that libpcap can capture on ({@code pcap_findalldevs(3pcap)}).
 *
 * @param name what {@link Pcap#open} takes
 * @param description for people; null if there is none
 * @param addresses its internet addresses
 * @param linkAddresses its addresses of the link layer; none where the platform does not tell them, as on Windows
 * @param flags what is true of it; wireless need not mean Wi-Fi
 * @param connection whether it has a link; versions before 1.9 do not know
 */
public record PcapDevice(
        String name,
        @Nullable String description,
        List<Address<InetAddress>> addresses,
        List<Address<LinkAddress>> linkAddresses,
        Set<Flag> flags,
        Connection connection) {
    /** What may be true of a device. */
    public enum Flag {
        LOOPBACK(0x01),
        UP(0x02),
        RUNNING(0x04),
        WIRELESS(0x08);

        private final int bit;

        Flag(int bit) {
            this.bit = bit;
        }

        boolean isIn(int bits) {
            return (bits & bit) != 0;
        }
    }

    /** Whether a device has a link: a cable, an access point. */
    public enum Connection {
        UNKNOWN,
        CONNECTED,
        DISCONNECTED,
        /** The device has nothing of the kind, as the loopback device. */
        NOT_APPLICABLE;

        static Connection of(int bits) {
            return switch (bits & 0x30) {
                case 0x10 -> CONNECTED;
                case 0x20 -> DISCONNECTED;
                case 0x30 -> NOT_APPLICABLE;
                default -> UNKNOWN;
            };
        }
    }

    /**
     * An address of a device; what the device does not have is null.
     *
     * @param <A> {@link InetAddress} or {@link LinkAddress}
     */
    public record Address<A>(
            A address,
            @Nullable A netmask,
            @Nullable A broadcast,
            @Nullable A destination) {}

    public PcapDevice {
        addresses = List.copyOf(addresses);
        linkAddresses = List.copyOf(linkAddresses);
        flags = Set.copyOf(flags);
    }

    public boolean loopback() {
        return flags.contains(Flag.LOOPBACK);
    }

    public boolean up() {
        return flags.contains(Flag.UP);
    }

    public boolean running() {
        return flags.contains(Flag.RUNNING);
    }

    public boolean wireless() {
        return flags.contains(Flag.WIRELESS);
    }
}
