package io.millrace.replay;

import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import io.millrace.afpacket.AfPacketException;
import io.millrace.afpacket.NetworkDevice;
import io.millrace.afpacket.PacketSender;
import io.millrace.protocol.Linktype;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

/**
 * Sends on an Ethernet-like device with {@code sendmmsg(2)}. A frame may have the header and the device's MTU, and four
 * bytes more if it has a tag of 802.1Q ({@code packet_snd} of Linux).
 */
final class SocketOutlet implements Outlet {
    private static final int BATCH = 64;
    private static final int HEADER_BYTES = 14;
    private static final int ETHERTYPE = 12;
    private static final int TAG_BYTES = 4;
    private static final short TAGGED = (short) 0x8100;

    private final NetworkDevice device;
    private final PacketSender sender;

    private SocketOutlet(NetworkDevice device, PacketSender sender) {
        this.device = device;
        this.sender = sender;
    }

    /** Frames take the device's queueing discipline, so captures on the device see them. */
    static SocketOutlet open(String name) {
        NetworkDevice device =
                NetworkDevice.find(name).orElseThrow(() -> new AfPacketException("no such device: " + name));
        if (!device.up()) {
            throw new AfPacketException(
                    "the device " + name + " is down; switch it on with `ip link set " + name + " up`");
        }
        return new SocketOutlet(device, PacketSender.open(name, BATCH, device.mtu() + HEADER_BYTES + TAG_BYTES, false));
    }

    @Override
    public int linktype() {
        return Linktype.EN10MB;
    }

    @Override
    public int batch() {
        return BATCH;
    }

    @Override
    public int longest(MemorySegment memory, long offset, int bytes) {
        boolean tagged = !device.loopback()
                && bytes >= HEADER_BYTES
                && memory.get(JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN), offset + ETHERTYPE) == TAGGED;
        return device.mtu() + HEADER_BYTES + (tagged ? TAG_BYTES : 0);
    }

    @Override
    public int shortest() {
        return HEADER_BYTES;
    }

    @Override
    public void put(int index, MemorySegment memory, long offset, int bytes) {
        MemorySegment.copy(memory, offset, sender.frame(index), 0, bytes);
        sender.length(index, bytes);
    }

    @Override
    public void send(int count) {
        sender.send(count);
    }

    @Override
    public void close() {
        sender.close();
    }
}
