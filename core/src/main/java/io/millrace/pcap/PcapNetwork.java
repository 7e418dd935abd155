package io.millrace.pcap;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.millrace.ffi.LibPcap;
import io.millrace.ffi.LibPcapDevices;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * The IPv4 network that a device is in ({@code pcap_lookupnet(3pcap)}).
 *
 * @param address of the network: its host part is 0
 * @param netmask for {@link FilterOptions}, for instance
 */
public record PcapNetwork(Inet4Address address, Inet4Address netmask) {
    private static final int BYTES = 4;

    /**
     * Looks a device's network up: that of its first IPv4 address. The device {@code any} is in 0.0.0.0/0.
     *
     * @throws PcapException if the device has no IPv4 address, or does not exist, or libpcap is missing
     */
    public static PcapNetwork of(String device) {
        Library.require();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = arena.allocate(BYTES, BYTES);
            MemorySegment netmask = arena.allocate(BYTES, BYTES);
            MemorySegment errbuf = arena.allocate(LibPcap.PCAP_ERRBUF_SIZE);
            int code = LibPcapDevices.lookupnet(NativeMemory.text("device", device), address, netmask, errbuf);
            if (code != 0) {
                String words = PcapError.oneLine(errbuf.getString(0));
                throw new PcapException(device + ": the network cannot be looked up: " + words, code);
            }
            return new PcapNetwork(inet4(address), inet4(netmask));
        }
    }

    private static Inet4Address inet4(MemorySegment bytes) {
        try {
            return (Inet4Address) InetAddress.getByAddress(bytes.toArray(JAVA_BYTE));
        } catch (UnknownHostException e) {
            throw new AssertionError("four bytes are an address", e);
        }
    }
}
