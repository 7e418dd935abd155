package io.millrace.afpacket;

import java.io.Serial;

/** Why a device cannot be opened or read. The message is one line that names the cause and the remedy. */
public final class AfPacketException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public AfPacketException(String message) {
        super(message);
    }
}
