package io.millrace.afpacket;

import io.millrace.ffi.Errno;
import io.millrace.ffi.IfPacket;
import io.millrace.ffi.SysSocket;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Puts frames on a device, a batch with one system call ({@code sendmmsg(2)}). Belongs to one thread, which closes
 * it too: nothing else keeps its memory while the kernel reads it.
 *
 * <p>Write frame {@code i} to {@link #frame}, its length to {@link #length}, then {@link #send} them. Frames and lengths
 * keep their values, so that a batch can be sent again with small changes.
 */
public final class PacketSender implements AutoCloseable {
    /** {@code struct mmsghdr} of {@code <sys/socket.h>}: a {@code struct msghdr}, then how much was sent. */
    private static final int MMSGHDR_BYTES = 64;

    private static final int MSG_IOV = 16;
    private static final int MSG_IOVLEN = 24;
    private static final int IOVEC_BYTES = 16;
    private static final int IOV_LEN = 8;

    private final PacketSocket socket;
    private final MemorySegment messages;
    private final MemorySegment vectors;
    private final MemorySegment[] frames;

    private PacketSender(PacketSocket socket, int batch, int maxFrameBytes) {
        this.socket = socket;
        messages = socket.arena.allocate((long) MMSGHDR_BYTES * batch, Long.BYTES);
        vectors = socket.arena.allocate((long) IOVEC_BYTES * batch, Long.BYTES);
        frames = new MemorySegment[batch];
        for (int i = 0; i < batch; i++) {
            frames[i] = socket.arena.allocate(maxFrameBytes, Long.BYTES);
            vectors.set(ValueLayout.ADDRESS, (long) i * IOVEC_BYTES, frames[i]);
            long at = (long) i * MMSGHDR_BYTES;
            messages.set(ValueLayout.ADDRESS, at + MSG_IOV, vectors.asSlice((long) i * IOVEC_BYTES));
            messages.set(ValueLayout.JAVA_LONG, at + MSG_IOVLEN, 1);
        }
    }

    /**
     * Opens a device for sending.
     *
     * @param batch the most frames that are sent together
     * @param maxFrameBytes the longest frame
     * @param bypass whether frames go to the driver at once: faster, but past the queueing discipline and unseen by
     *     captures of outgoing frames on this device (PACKET_QDISC_BYPASS)
     * @throws AfPacketException if the device is missing or the process may not
     */
    public static PacketSender open(String device, int batch, int maxFrameBytes, boolean bypass) {
        NetworkDevice found = NetworkDevice.find(device).orElseThrow(() -> AfPacketException.noSuchDevice(device));
        PacketSocket socket = new PacketSocket(found);
        try {
            socket.bind(0);
            if (bypass) {
                socket.option(IfPacket.PACKET_QDISC_BYPASS, 1, "send past the queueing discipline");
            }
            return new PacketSender(socket, batch, maxFrameBytes);
        } catch (Throwable e) {
            socket.close();
            throw e;
        }
    }

    /** How many frames fit in a batch. */
    public int batch() {
        return frames.length;
    }

    /** The memory of a frame of the batch. */
    public MemorySegment frame(int index) {
        return frames[index];
    }

    /** Sets the length of a frame of the batch in bytes. */
    public void length(int index, int bytes) {
        vectors.set(ValueLayout.JAVA_LONG, ((long) index * IOVEC_BYTES) + IOV_LEN, bytes);
    }

    /**
     * Sends the first {@code count} frames of the batch, in order and each once; none is allowed. Where the device's queue is
     * full it tries again until there is room.
     *
     * @throws AfPacketException if the device is down or gone, or a frame does not fit its MTU
     */
    public void send(int count) {
        int sent = 0;
        do {
            MemorySegment rest = sent == 0 ? messages : messages.asSlice((long) sent * MMSGHDR_BYTES);
            int result = SysSocket.sendmmsg(socket.state, socket.fd, rest, count - sent, 0);
            if (result >= 0) {
                sent += result;
            } else if (result == -Errno.ENOBUFS || result == -Errno.EAGAIN || result == -Errno.EINTR) {
                Thread.onSpinWait();
            } else {
                throw failure(-result);
            }
        } while (sent < count);
    }

    private AfPacketException failure(int errno) {
        String device = socket.device.name();
        return switch (errno) {
            case Errno.ENETDOWN -> PacketRing.down(device);
            case Errno.ENXIO, Errno.ENODEV -> AfPacketException.noSuchDevice(device);
            case Errno.EMSGSIZE ->
                new AfPacketException("cannot send on " + device + ": the frame is longer than the device's MTU of "
                        + socket.device.mtu() + " bytes allows; raise it with `ip link set dev " + device + " mtu N`");
            default -> AfPacketException.of("send on " + device, errno);
        };
    }

    @Override
    public void close() {
        socket.close();
    }
}
