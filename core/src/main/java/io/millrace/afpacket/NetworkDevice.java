package io.millrace.afpacket;

import io.millrace.ffi.NetIf;
import io.millrace.protocol.Linktype;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A network device as it was when it was looked up ({@code netdevice(7)}). It is asked of the kernel by system call and
 * {@code /proc/net}, not of {@code /sys}, which shows the network that it was mounted in instead of our own.
 *
 * @param name its name
 * @param index its number, which is never used again
 * @param hardware its ARPHRD_ number
 * @param mtu its largest payload in bytes
 * @param up whether it was switched on
 * @param running whether it has a carrier
 * @param loopback whether it leads to this host itself
 */
public record NetworkDevice(
        String name, int index, int hardware, int mtu, boolean up, boolean running, boolean loopback) {

    private static final Path ALL = Path.of("/proc/net/dev");

    /** The device of a name, if there is one. For any thread. */
    public static Optional<NetworkDevice> find(String name) {
        try (DeviceQuery query = new DeviceQuery()) {
            return query.device(name);
        }
    }

    /** The devices of this network, in the kernel's order; none where there is no {@code /proc}. For any thread. */
    public static List<NetworkDevice> all() {
        List<NetworkDevice> devices = new ArrayList<>();
        if (!Files.isReadable(ALL)) {
            return devices;
        }
        try (DeviceQuery query = new DeviceQuery()) {
            for (String line : Files.readAllLines(ALL)) {
                int colon = line.lastIndexOf(": ");
                if (colon > 0) {
                    query.device(line.substring(0, colon).strip()).ifPresent(devices::add);
                }
            }
        } catch (IOException e) {
            throw new AfPacketException("cannot read " + ALL + ": " + e.getMessage());
        }
        return devices;
    }

    /** Whether a ring can read the device of this name. */
    public static boolean isEthernetLike(String name) {
        return find(name).filter(NetworkDevice::isEthernetLike).isPresent();
    }

    /** Whether its frames begin with an Ethernet header: {@link PacketRing} reads no others. */
    public boolean isEthernetLike() {
        return hardware == NetIf.ARPHRD_ETHER || hardware == NetIf.ARPHRD_LOOPBACK;
    }

    /**
     * The link-layer type of its frames.
     *
     * @throws AfPacketException if it is not Ethernet-like
     */
    public int linktype() {
        if (!isEthernetLike()) {
            throw new AfPacketException("the device " + name + " is not Ethernet-like (ARPHRD " + hardware
                    + "); capture it with `--source libpcap`");
        }
        return Linktype.EN10MB;
    }
}
