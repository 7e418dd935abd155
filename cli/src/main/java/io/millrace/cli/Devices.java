package io.millrace.cli;

import io.millrace.CaptureException;
import io.millrace.afpacket.NetworkDevice;
import io.millrace.pcap.Pcap;
import io.millrace.pcap.PcapException;
import io.millrace.protocol.AddressText;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The devices of this network: what the kernel lists on Linux, what Java knows elsewhere. */
final class Devices {
    /** The MTU of what has none. */
    static final int NO_MTU = 0;

    private Devices() {}

    /**
     * A device to capture from.
     *
     * @param kind what it is: {@code Ethernet}, {@code loopback}, {@code other}, or {@code virtual} for what is no network
     *     device
     * @param mtu its largest payload in bytes, or {@link #NO_MTU}
     * @param addresses as texts, possibly none
     * @param source which source {@code auto} takes
     */
    record Entry(
            String name, String kind, boolean up, boolean running, int mtu, List<String> addresses, String source) {}

    static List<Entry> list() {
        List<Entry> entries = new ArrayList<>();
        for (NetworkDevice device : NetworkDevice.all()) {
            entries.add(linux(device));
        }
        if (entries.isEmpty()) {
            return elsewhere();
        }
        entries.addAll(others(entries));
        return entries;
    }

    /** What libpcap can read besides network devices: {@code any}, Bluetooth, USB, netfilter logs; none without libpcap. */
    private static List<Entry> others(List<Entry> known) {
        Set<String> names = known.stream().map(Entry::name).collect(Collectors.toSet());
        try {
            return Pcap.devices().stream()
                    .filter(device -> !names.contains(device.name()))
                    .map(device -> new Entry(
                            device.name(), "virtual", device.up(), device.running(), NO_MTU, List.of(), "libpcap"))
                    .toList();
        } catch (PcapException e) {
            return List.of();
        }
    }

    /**
     * The device that is meant when none is named: the first that is up and not loopback, otherwise loopback.
     *
     * @throws CaptureException if there is neither
     */
    static String first() {
        return first(list());
    }

    static String first(List<Entry> entries) {
        return entries.stream()
                .filter(entry -> entry.up()
                        && (entry.kind().equals("Ethernet") || entry.kind().equals("other")))
                .findFirst()
                .or(() -> entries.stream().filter(Entry::up).findFirst())
                .map(Entry::name)
                .orElseThrow(
                        () -> new CaptureException("no device is up; name one with -i (see `millrace interfaces`)"));
    }

    private static Entry linux(NetworkDevice device) {
        String kind = device.loopback() ? "loopback" : device.isEthernetLike() ? "Ethernet" : "other";
        return new Entry(
                device.name(),
                kind,
                device.up(),
                device.running(),
                device.mtu(),
                addresses(device.name()),
                device.isEthernetLike() ? "afpacket" : "libpcap");
    }

    private static List<String> addresses(String name) {
        try {
            NetworkInterface found = NetworkInterface.getByName(name);
            return found == null ? List.of() : addresses(found);
        } catch (SocketException e) {
            return List.of();
        }
    }

    private static List<String> addresses(NetworkInterface found) {
        return found.getInterfaceAddresses().stream()
                .map(address -> text(address.getAddress()) + "/" + address.getNetworkPrefixLength())
                .toList();
    }

    private static String text(InetAddress address) {
        if (address instanceof Inet6Address) {
            ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
            return AddressText.ipv6(bytes.getLong(), bytes.getLong());
        }
        return address.getHostAddress();
    }

    private static List<Entry> elsewhere() {
        try {
            List<Entry> entries = new ArrayList<>();
            for (NetworkInterface found : NetworkInterface.networkInterfaces().toList()) {
                String kind =
                        found.isLoopback() ? "loopback" : found.getHardwareAddress() == null ? "other" : "Ethernet";
                entries.add(new Entry(
                        found.getName(),
                        kind,
                        found.isUp(),
                        found.isUp(),
                        found.getMTU(),
                        addresses(found),
                        "libpcap"));
            }
            return entries;
        } catch (SocketException e) {
            throw new UncheckedIOException("cannot list the devices: " + e.getMessage(), e);
        }
    }
}
