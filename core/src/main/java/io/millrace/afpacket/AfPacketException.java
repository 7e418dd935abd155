package io.millrace.afpacket;

import io.millrace.ffi.Errno;
import java.io.Serial;

/** Why a device cannot be opened or read. The message is one line that names the cause and the remedy. */
public final class AfPacketException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public AfPacketException(String message) {
        super(message);
    }

    static AfPacketException noSuchDevice(String device) {
        return new AfPacketException("no such device " + device + "; `millrace interfaces` lists them");
    }

    static AfPacketException gone(String device) {
        return new AfPacketException(
                "the device " + device
                        + " is gone (it was removed while capturing, or moved to another network); start again when it is back");
    }

    /**
     * What a failed call means.
     *
     * @param doing what was tried, as it follows "cannot"
     * @param errno the error, positive
     */
    static AfPacketException of(String doing, int errno) {
        String remedy = switch (errno) {
            case Errno.EPERM, Errno.EACCES ->
                "; run as root, give the process CAP_NET_RAW, or use a network of its own with `unshare -rn`";
            case Errno.ENOMEM -> "; ask for a smaller buffer: the kernel has not so much memory to spare";
            case Errno.ENOPROTOOPT, Errno.EOPNOTSUPP -> "; this kernel is too old or was built without it";
            default -> "";
        };
        return new AfPacketException("cannot " + doing + ": " + Errno.text(errno) + remedy);
    }
}
