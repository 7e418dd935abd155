package io.millrace.afpacket;

import io.millrace.ffi.Errno;
import io.millrace.ffi.SysSocket;

/**
 * What became of a ring's device. Belongs to the ring's thread.
 *
 * <p>The kernel reports once that a device went down (ENETDOWN). Of its removal it says nothing more, so while it is
 * down its number is looked up now and then. When it comes up again the kernel goes on filling the ring by itself.
 */
final class DeviceWatch {
    private static final int LOOK_MILLIS = 100;

    private final PacketSocket socket;
    private boolean down;

    DeviceWatch(PacketSocket socket) {
        this.socket = socket;
    }

    /** How long a wait may last before {@link #look()} is due. */
    int shorten(int timeoutMillis) {
        return down && (timeoutMillis < 0 || timeoutMillis > LOOK_MILLIS) ? LOOK_MILLIS : timeoutMillis;
    }

    /** The socket reported an error: reading it clears it, so that the next wait can wait. */
    void trouble() {
        int error = socket.readOption(SysSocket.SOL_SOCKET, SysSocket.SO_ERROR);
        if (error == Errno.ENETDOWN) {
            wentDown();
        } else if (error != 0) {
            throw AfPacketException.of("capture on " + socket.device.name(), error);
        }
    }

    /** The kernel said that the device is down. */
    void wentDown() {
        down = true;
    }

    /**
     * Finds out whether a device that was down is up again.
     *
     * @throws AfPacketException if it is gone
     */
    void look() {
        if (down) {
            try (DeviceQuery query = new DeviceQuery()) {
                String name = query.nameOf(socket.device.index())
                        .orElseThrow(() -> AfPacketException.gone(socket.device.name()));
                down = !query.device(name).map(NetworkDevice::up).orElse(false);
            }
        }
    }
}
