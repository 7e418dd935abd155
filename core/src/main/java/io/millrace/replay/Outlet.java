package io.millrace.replay;

import io.millrace.afpacket.NetworkDevice;
import java.lang.foreign.MemorySegment;

/** Puts frames on a device, several with one call where that can be done. Belongs to the thread that sends. */
interface Outlet extends AutoCloseable {
    /** The most bytes of a frame whose length is not told by the device. */
    int UNLIMITED = 262_144;

    /**
     * Opens a device: by a packet socket where it is Ethernet-like, otherwise by libpcap.
     *
     * @throws io.millrace.afpacket.AfPacketException if it is missing or down, or the process may not
     * @throws io.millrace.pcap.PcapException if that is so, or libpcap is missing
     */
    static Outlet open(String device) {
        return NetworkDevice.isEthernetLike(device) ? SocketOutlet.open(device) : PcapOutlet.open(device);
    }

    /** The LINKTYPE_ of its frames. */
    int linktype();

    /** How many frames are sent together at the most. */
    int batch();

    /** The longest frame that it takes, in bytes; this one may be longer by a tag. */
    int longest(MemorySegment memory, long offset, int bytes);

    /** The shortest. */
    int shortest();

    /** Puts a frame in its place. */
    void put(int index, MemorySegment memory, long offset, int bytes);

    /** Sends the first so many frames, in their order. */
    void send(int count);

    @Override
    void close();
}
