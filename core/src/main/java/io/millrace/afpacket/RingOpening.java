package io.millrace.afpacket;

import io.millrace.ffi.IfPacket;
import io.millrace.ffi.SysSocket;
import java.lang.foreign.MemorySegment;

/**
 * How a ring comes to be without a frame slipping in that does not belong there. A socket hears nothing until it is
 * bound; so the ring and the filter are made first, as libpcap does it.
 *
 * <p>A fanout group can only be joined by a socket that is bound, and until then the socket hears everything, what others
 * of the group hear as well. So a member first rejects everything, is bound, joins, and lets frames in when the last
 * frame that came to it alone has passed the {@link Fence}.
 *
 * <p>Fragments are not put together for the hash (PACKET_FANOUT_FLAG_DEFRAG): the kernel would deliver the datagram in
 * place of its fragments, and lose without a count what it cannot put together. All fragments of a datagram have the
 * same hash, of addresses only, and so stay together.
 */
final class RingOpening {
    private RingOpening() {}

    static PacketRing open(String device, RingConfig config) {
        PacketRing ring = prepare(device, config);
        try {
            if (config.fanoutGroup() != RingConfig.NO_FANOUT) {
                ring.admit();
            }
            return ring;
        } catch (Throwable e) {
            ring.close();
            throw e;
        }
    }

    /** A ring that is filled already, or, in a fanout group, as soon as {@link PacketRing#admit()} is called. */
    static PacketRing prepare(String name, RingConfig config) {
        NetworkDevice device = NetworkDevice.find(name).orElseThrow(() -> AfPacketException.noSuchDevice(name));
        int ignored = device.linktype(); // throws if a ring cannot read it
        if (!device.up()) {
            throw PacketRing.down(name);
        }
        PacketRing ring = ring(device, config);
        try {
            listen(ring, config);
            return ring;
        } catch (Throwable e) {
            ring.close();
            throw e;
        }
    }

    private static void listen(PacketRing ring, RingConfig config) {
        PacketSocket socket = ring.socket;
        if (config.promiscuous()) {
            socket.joinPromiscuous();
        }
        // One stamp where the frame enters the stack: all handles on a device then see the same.
        int ignored = socket.tryOption(SysSocket.SOL_SOCKET, SysSocket.SO_TIMESTAMPNS, 1);
        if (config.fanoutGroup() == RingConfig.NO_FANOUT) {
            ring.admit();
            socket.bind(IfPacket.ETH_P_ALL);
        } else {
            join(socket, config.fanoutGroup());
        }
    }

    private static PacketRing ring(NetworkDevice device, RingConfig config) {
        PacketSocket socket = new PacketSocket(device);
        try {
            return ring(socket, config);
        } catch (Throwable e) {
            socket.close();
            throw e;
        }
    }

    private static PacketRing ring(PacketSocket socket, RingConfig config) {
        if (!config.immediate()) {
            Geometry geometry = Geometry.ofBlocks(config);
            return new BlockRing(socket, socket.ring(geometry, geometry.openMillis()), config, geometry);
        }
        Geometry geometry = Geometry.ofSlots(config, socket.device.mtu());
        MemorySegment memory = socket.ring(geometry, 0);
        socket.option(IfPacket.PACKET_COPY_THRESH, 1, "keep frames that are longer than a slot");
        int bytes = (int) Math.min(geometry.bytes(), Integer.MAX_VALUE / 2); // the kernel doubles it
        if (socket.tryOption(SysSocket.SOL_SOCKET, SysSocket.SO_RCVBUFFORCE, bytes) < 0) {
            int ignored = socket.tryOption(SysSocket.SOL_SOCKET, SysSocket.SO_RCVBUF, bytes);
        }
        return new FrameRing(socket, memory, config, geometry);
    }

    private static void join(PacketSocket socket, int group) {
        socket.attach(Program.keeping(0));
        socket.bind(IfPacket.ETH_P_ALL);
        int mode = IfPacket.PACKET_FANOUT_HASH;
        int argument = group == RingConfig.NEW_FANOUT
                ? (mode | IfPacket.PACKET_FANOUT_FLAG_UNIQUEID) << 16
                : (mode << 16) | group;
        socket.option(IfPacket.PACKET_FANOUT, argument, "join a fanout group on " + socket.device.name());
        try (Fence fence = new Fence()) {
            fence.pass();
        }
    }

    static int fanoutGroup(PacketSocket socket) {
        return socket.readOption(IfPacket.SOL_PACKET, IfPacket.PACKET_FANOUT) & 0xffff;
    }
}
