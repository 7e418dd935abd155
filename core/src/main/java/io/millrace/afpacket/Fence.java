package io.millrace.afpacket;

import io.millrace.ffi.CallState;
import io.millrace.ffi.IfPacket;
import io.millrace.ffi.SysSocket;
import io.millrace.ffi.Unistd;
import java.lang.foreign.Arena;

/**
 * A point in time behind which no processor still works on a frame that it began to receive before it.
 *
 * <p>A new filter decides about frames to come; one that passed the old filter may still be on its way into the ring.
 * Closing any packet socket waits until every processor has left the receive path ({@code packet_release} calls
 * {@code synchronize_net} in net/packet/af_packet.c), which takes some milliseconds. It is the only such wait that also
 * a member of a fanout group can ask for. The socket is opened beforehand, while the process surely has the privilege.
 */
final class Fence implements AutoCloseable {
    private final Arena arena = Arena.ofShared();
    private final CallState state = new CallState(arena);
    private int fd;

    Fence() {
        fd = SysSocket.socket(state, IfPacket.AF_PACKET, SysSocket.SOCK_RAW | SysSocket.SOCK_CLOEXEC, 0);
        if (fd < 0) {
            arena.close();
            throw AfPacketException.of("open a packet socket", -fd);
        }
    }

    /** Waits until all processors have passed; the first call does, others return at once. */
    void pass() {
        if (fd >= 0) {
            int ignored = Unistd.close(state, fd);
            fd = -1;
            arena.close();
        }
    }

    @Override
    public void close() {
        pass();
    }
}
