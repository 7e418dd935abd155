package io.millrace.cli;

import io.millrace.pcap.PcapNetwork;
import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.util.function.IntPredicate;

/**
 * Which IPv4 addresses, given as their 32 bits, are in a device's network.
 *
 * @param prefix the network's own address
 */
record LocalNetwork(int prefix, int netmask) implements IntPredicate {
    static final LocalNetwork EVERYWHERE = new LocalNetwork(0, 0);

    /**
     * The network of a device.
     *
     * @throws io.millrace.pcap.PcapException if it has none
     */
    static LocalNetwork of(String device) {
        PcapNetwork network = PcapNetwork.of(device);
        int netmask = bits(network.netmask());
        return new LocalNetwork(bits(network.address()) & netmask, netmask);
    }

    private static int bits(Inet4Address address) {
        return ByteBuffer.wrap(address.getAddress()).getInt();
    }

    @Override
    public boolean test(int address) {
        return (address & netmask) == prefix;
    }
}
